import { minorDigits } from '#kernel/contract/currency-digits.ts'
import '#web/ui/mantine-forms-css.ts'
import { Modal, Select, TextInput } from '@mantine/core'
import { canReadCosts } from '#commerce/contract/permissions.ts'
import type { LotLevel, StockRow } from '#inventory/contract/level.ts'
import { adjustStock, listMovements } from '#inventory/contract/movement-api.ts'
import type { AdjustmentReason } from '#inventory/contract/movement.ts'
import { getStock, listStock } from '#inventory/contract/stock-api.ts'
import { isFromScale, readQuantity } from '#inventory/web/counts/quantity-text.ts'
import { amountsAt } from '#inventory/web/levels/amounts.ts'
import { usePlaces } from '#inventory/web/words/places.ts'
import { useQuantity } from '#inventory/web/words/quantity.ts'
import { Understood } from '#inventory/web/words/understood.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { minorOf, separatorsOf, signOf } from '#web/money-input.ts'
import { useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { FieldRow, Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import { toast } from '#web/ui/toast.ts'

type Way = 'less' | 'more'
const reasons: Record<Way, readonly AdjustmentReason[]> = {
  less: ['damaged', 'expired', 'lost', 'stolen', 'own-use', 'sample', 'other'],
  more: ['found', 'opening', 'other'],
}

/** There is more or less of something than was thought, and why. */
export function AdjustDialog({ item, onClose }: { item: StockRow & { lots: LotLevel[] }; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const quantity = useQuantity()
  const may = useMay()
  const { countable, nameOf } = usePlaces()
  const { currency } = format.region
  const marks = separatorsOf(format.number)
  const { send } = useSend(adjustStock, {
    invalidates: [getStock, listStock, listMovements],
    onDone: () => void toast({ text: t('inventory.adjust.done', { name: item.name }) }),
  })
  const form = useContractForm({
    initialValues: {
      way: 'less' as Way,
      locationId: item.levels[0]?.locationId ?? countable[0]?.id ?? '',
      quantity: '',
      reason: 'damaged' as AdjustmentReason,
      lotCode: '',
      expiresOn: '',
      paid: '' as string | number,
      note: '',
    },
    validate: {
      quantity: (typed) =>
        (readQuantity(typed, item.unit, marks)?.quantityMilli ?? 0) > 0 ? null : t('inventory.adjust.quantity_missing'),
      lotCode: (code) => (item.tracking === 'quantity' || code.trim() !== '' ? null : t('inventory.adjust.lot_missing')),
    },
    save: async ({ way, locationId, quantity: typed, reason, lotCode, expiresOn, paid, note }) => {
      const milli = readQuantity(typed, item.unit, marks)?.quantityMilli ?? 0
      const lot = item.tracking === 'quantity' ? null : { code: lotCode.trim(), expiresOn: way === 'more' && expiresOn ? expiresOn : null }
      const line = { variantId: item.variantId, byMilli: way === 'less' ? -milli : milli, lot }
      const paidMinor = way === 'more' ? minorOf(paid, currency) : null
      await send({ locationId, reason, note, lines: [{ ...line, paidMinor }] })
      onClose()
    },
  })
  const { way, locationId, quantity: typed } = form.getValues()
  const there = amountsAt(item, locationId)
  const lots = item.lots.filter((lot) => lot.locationId === locationId && lot.onHandMilli > 0)
  return (
    <Modal opened onClose={onClose} title={t('inventory.adjust.title', { name: item.name })} size={440}>
      <CheckedForm form={form}>
        <Fields>
          <SegmentedTabs
            label={t('inventory.adjust.way')}
            value={way}
            fullWidth
            choices={(['less', 'more'] as const).map((value) => ({ value, label: t(`inventory.adjust.ways.${value}`) }))}
            onChange={(value) => form.setValues({ way: value, reason: reasons[value][0] as AdjustmentReason })}
          />
          {countable.length > 1 && (
            <Select
              label={t('inventory.place')}
              data={countable.map(({ id }) => ({ value: id, label: nameOf(id) }))}
              allowDeselect={false}
              {...form.field('locationId')}
            />
          )}
          <FieldRow>
            <TextInput
              label={t('inventory.movements.quantity')}
              description={
                isFromScale(typed, item.unit, marks) ? (
                  <Understood typed={typed} unit={item.unit} />
                ) : (
                  t('inventory.adjust.there_is', { quantity: quantity(there.onHandMilli, item.unit) })
                )
              }
              inputMode={item.unit === 'piece' || item.unit === 'pack' ? 'numeric' : 'decimal'}
              autoComplete="off"
              data-autofocus
              {...form.field('quantity')}
            />
            <Select
              label={t('inventory.adjust.reason')}
              description={<>&nbsp;</>}
              descriptionProps={{ visibleFrom: 'xs' }}
              data={reasons[way].map((value) => ({ value, label: t(`inventory.reasons.${value.replaceAll('-', '_')}`) }))}
              allowDeselect={false}
              {...form.field('reason')}
            />
          </FieldRow>
          {item.tracking !== 'quantity' && way === 'less' && (
            <Select
              label={t('inventory.adjust.which_lot')}
              data={lots.map(({ code, onHandMilli }) => ({ value: code, label: `${code} · ${quantity(onHandMilli, item.unit)}` }))}
              nothingFoundMessage={t('inventory.adjust.no_lots')}
              searchable
              {...form.field('lotCode')}
            />
          )}
          {item.tracking !== 'quantity' && way === 'more' && (
            <FieldRow>
              <TextInput
                label={t(item.tracking === 'lot' ? 'inventory.adjust.which_lot' : 'inventory.adjust.which_serial')}
                maxLength={80}
                {...form.field('lotCode')}
              />
              {item.tracking === 'lot' && <DateField label={t('inventory.adjust.expires')} {...form.field('expiresOn')} />}
            </FieldRow>
          )}
          {way === 'more' && may(canReadCosts) && (
            <NumberField
              label={t('inventory.adjust.paid')}
              description={t('inventory.adjust.paid_hint')}
              prefix={signOf(format.money, currency)}
              decimals={minorDigits(currency)}
              max={1e10}
              min={0}
              {...form.field('paid')}
            />
          )}
          <TextInput label={t('inventory.adjust.note')} maxLength={300} {...form.field('note')} />
          <FormProblem form={form} />
        </Fields>
        <FormButtons submit={t('inventory.adjust.begin')} isSaving={form.isSaving} onCancel={onClose} />
      </CheckedForm>
    </Modal>
  )
}
