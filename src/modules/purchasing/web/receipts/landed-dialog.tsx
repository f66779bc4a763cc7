import { Button, Modal, SegmentedControl, TextInput } from '@mantine/core'
import { useState } from 'react'
import { addLandedCost, getPurchase, listReceipts } from '#purchasing/contract/purchase-api.ts'
import type { Receipt } from '#purchasing/contract/receipt.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { MoneyField } from '#web/ui/money-field.tsx'
import { useOwnCurrency } from '#purchasing/web/fields/own-currency.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { Fields } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/states.tsx'
import s from '#purchasing/web/purchases/purchases.module.css'

/** Freight and the like: what it was, how much, and how it is shared out over what it brought. */
export function LandedDialog({ receipt, onClose }: { receipt: Receipt; onClose: () => void }) {
  const t = useT()
  const ownCurrency = useOwnCurrency()
  const [name, setName] = useState('')
  const [amountMinor, setAmountMinor] = useState<number | null>(null)
  const [basis, setBasis] = useState<'value' | 'weight'>('value')
  const { send, sending, problem } = useSend(addLandedCost, { invalidates: [listReceipts, getPurchase], onDone: onClose })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('purchasing.landed.title')}
      size={420}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <CheckedForm
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '' && amountMinor) void send({ id: receipt.id, name: name.trim(), amountMinor, basis }).catch(() => {})
        }}
      >
        <Fields>
          {problem && <Notice tone="bad">{problem}</Notice>}
          <TextInput
            label={t('purchasing.landed.name')}
            placeholder={t('purchasing.landed.example')}
            value={name}
            maxLength={60}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          <MoneyField label={t('purchasing.landed.amount')} valueMinor={amountMinor} currency={ownCurrency} onChange={setAmountMinor} />
          <SegmentedControl
            fullWidth
            aria-label={t('purchasing.landed.basis')}
            data={(['value', 'weight'] as const).map((value) => ({ value, label: t(`purchasing.landed.by_${value}`) }))}
            value={basis}
            onChange={(value) => setBasis(value as typeof basis)}
          />
          <div className={s.foot}>
            <Button variant="default" onClick={onClose}>
              {t('web.action.cancel')}
            </Button>
            <Button type="submit" disabled={name.trim() === '' || !amountMinor} loading={sending}>
              {t('purchasing.landed.add')}
            </Button>
          </div>
        </Fields>
      </CheckedForm>
    </Modal>
  )
}
