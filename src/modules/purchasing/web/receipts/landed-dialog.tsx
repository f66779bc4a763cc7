import { SegmentedControl, TextInput } from '@mantine/core'
import { addLandedCost, getPurchase, listReceipts } from '#purchasing/contract/purchase-api.ts'
import type { Receipt } from '#purchasing/contract/receipt.ts'
import { MoneyField } from '#web/ui/money-field.tsx'
import { useOwnCurrency } from '#purchasing/web/fields/own-currency.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { DialogForm } from '#web/ui/dialog-form.tsx'
import { useContractForm } from '#web/ui/form.tsx'

type Values = { name: string; amountMinor: number | null; basis: 'value' | 'weight' }

/** Freight and the like: what it was, how much, and how it is shared out over what it brought. */
export function LandedDialog({ receipt, onClose }: { receipt: Receipt; onClose: () => void }) {
  const t = useT()
  const ownCurrency = useOwnCurrency()
  const { send } = useSend(addLandedCost, { invalidates: [listReceipts, getPurchase], onDone: onClose })
  const form = useContractForm<Values>({
    initialValues: { name: '', amountMinor: null, basis: 'value' },
    validate: {
      name: (name) => (name.trim() === '' ? t('kernel.fields.missing') : null),
      amountMinor: (minor) => (minor ? null : t('kernel.fields.missing')),
    },
    save: ({ name, amountMinor, basis }) => send({ id: receipt.id, name: name.trim(), amountMinor: amountMinor ?? 0, basis }),
  })
  return (
    <DialogForm
      form={form}
      title={t('purchasing.landed.title')}
      size={420}
      submit={t('purchasing.landed.add')}
      onCancel={onClose}
      onClose={onClose}
    >
      <TextInput
        label={t('purchasing.landed.name')}
        placeholder={t('purchasing.landed.example')}
        maxLength={60}
        data-autofocus
        {...form.field('name')}
      />
      <MoneyField
        label={t('purchasing.landed.amount')}
        valueMinor={form.values.amountMinor}
        currency={ownCurrency}
        error={form.errors.amountMinor}
        onChange={(amountMinor) => form.setFieldValue('amountMinor', amountMinor)}
      />
      <SegmentedControl
        fullWidth
        aria-label={t('purchasing.landed.basis')}
        data={(['value', 'weight'] as const).map((value) => ({ value, label: t(`purchasing.landed.by_${value}`) }))}
        value={form.values.basis}
        onChange={(basis) => form.setFieldValue('basis', basis as Values['basis'])}
      />
    </DialogForm>
  )
}
