import '#web/ui/mantine-forms-css.ts'
import { ActionIcon, Modal, Select, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { scanCode } from '#commerce/contract/product-api.ts'
import type { StockRow } from '#inventory/contract/level.ts'
import { getStock, listStock } from '#inventory/contract/stock-api.ts'
import { listTransfers, sendTransfer } from '#inventory/contract/transfer-api.ts'
import { readQuantity, writeQuantity } from '#inventory/web/counts/quantity-text.ts'
import { amountsAt } from '#inventory/web/levels/amounts.ts'
import { ItemPicker } from '#inventory/web/movements/item-picker.tsx'
import { useScanner } from '#web/scan/use-scanner.ts'
import { usePlaces } from '#inventory/web/words/places.ts'
import { useQuantity } from '#inventory/web/words/quantity.ts'
import { Understood } from '#inventory/web/words/understood.tsx'
import { ApiProblem, call } from '#web/api.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { separatorsOf } from '#web/money-input.ts'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FieldRow, Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#inventory/web/movements/transfer.module.css'

type Props = { item?: StockRow; fromId: string | null; onClose: () => void }
type Line = { row: StockRow; typed: string }

/** Things leave one place for another: they are on their way until somebody receives them. */
export function TransferDialog({ item, fromId, onClose }: Props) {
  const t = useT()
  const quantity = useQuantity()
  const marks = separatorsOf(useFormat().number)
  const navigate = useNavigate()
  const { own, nameOf } = usePlaces()
  const [isWrong, setWrong] = useState(false)
  const { send } = useSend(sendTransfer, {
    invalidates: [getStock, listStock, listTransfers],
    onDone: () => void toast({ text: t('inventory.transfer.sent') }),
  })
  const from = fromId ?? own.find(({ id }) => item && amountsAt(item, id).availableMilli > 0)?.id ?? own[0]?.id ?? ''
  const form = useContractForm({
    initialValues: {
      fromId: from,
      toId: own.find(({ id }) => id !== from)?.id ?? '',
      note: '',
      lines: (item ? [{ row: item, typed: '' }] : []) as Line[],
    },
    validate: { lines: (lines) => (lines.length === 0 ? t('inventory.transfer.nothing') : null) },
    save: async (values) => {
      const lines = values.lines.flatMap(({ row, typed }) => {
        const milli = readQuantity(typed, row.unit, marks)?.quantityMilli ?? 0
        return milli > 0 ? [{ variantId: row.variantId, quantityMilli: milli }] : []
      })
      setWrong(lines.length < values.lines.length)
      if (lines.length < values.lines.length) return
      const made = await send({ fromId: values.fromId, toId: values.toId, note: values.note, lines })
      onClose()
      void navigate({ to: '/stock/transferencias/$id', params: { id: made.id } })
    },
  })
  const { lines, fromId: leaves } = form.getValues()
  const put = (next: Line[]) => form.setFieldValue('lines', next as never)
  const add = (row: StockRow) => put([...lines, { row, typed: '' }])
  // Each reading is one more of it.
  const scan = async (code: string) => {
    try {
      const { variant } = await call(scanCode, { code })
      const at = lines.findIndex(({ row }) => row.variantId === variant.id)
      const known = lines[at]
      if (known) {
        const milli = (readQuantity(known.typed, known.row.unit, marks)?.quantityMilli ?? 0) + 1000
        return put(lines.with(at, { ...known, typed: writeQuantity(milli, marks) }))
      }
      put([...lines, { row: (await call(getStock, { id: variant.id })) as StockRow, typed: '1' }])
    } catch (error) {
      void toast({ text: error instanceof ApiProblem ? error.title : t('inventory.stock.unknown_code'), tone: 'bad' })
    }
  }
  useScanner((code) => void scan(code))
  const places = own.map(({ id }) => ({ value: id, label: nameOf(id) }))
  return (
    <Modal opened onClose={onClose} title={t('inventory.transfer.title')} size={520}>
      <CheckedForm form={form}>
        <Fields>
          <FieldRow>
            <Select label={t('inventory.transfer.from')} data={places} allowDeselect={false} {...form.field('fromId')} />
            <Select
              label={t('inventory.transfer.to')}
              data={places.filter(({ value }) => value !== leaves)}
              allowDeselect={false}
              {...form.field('toId')}
            />
          </FieldRow>
          <ul className={s.lines} aria-label={t('inventory.transfer.what')}>
            {lines.map(({ row, typed }, at) => (
              <li key={row.variantId}>
                <span>
                  {row.name}
                  <small>{t('inventory.transfer.free', { quantity: quantity(amountsAt(row, leaves).availableMilli, row.unit) })}</small>
                  <Understood typed={typed} unit={row.unit} />
                </span>
                <TextInput
                  aria-label={t('inventory.transfer.quantity_of', { name: row.name })}
                  w={92}
                  inputMode={row.unit === 'piece' || row.unit === 'pack' ? 'numeric' : 'decimal'}
                  autoComplete="off"
                  value={typed}
                  error={isWrong && (readQuantity(typed, row.unit, marks)?.quantityMilli ?? 0) <= 0}
                  onChange={(event) => put(lines.with(at, { row, typed: event.currentTarget.value }))}
                />
                <ActionIcon
                  size={34}
                  aria-label={t('inventory.transfer.leave_out', { name: row.name })}
                  onClick={() => put(lines.filter((_, i) => i !== at))}
                >
                  <IconX size={15} />
                </ActionIcon>
              </li>
            ))}
          </ul>
          <ItemPicker
            label={t('inventory.transfer.add')}
            locationId={leaves}
            without={lines.map(({ row }) => row.variantId)}
            error={form.errors['lines']}
            onPick={add}
          />
          {isWrong && (
            <p role="alert" className={s.wrong}>
              {t('inventory.transfer.quantity_missing')}
            </p>
          )}
          <TextInput label={t('inventory.adjust.note')} maxLength={300} {...form.field('note')} />
          <FormProblem form={form} />
        </Fields>
        <FormButtons submit={t('inventory.transfer.send')} isSaving={form.isSaving} onCancel={onClose} />
      </CheckedForm>
    </Modal>
  )
}
