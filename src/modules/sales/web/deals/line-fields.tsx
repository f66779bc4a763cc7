import { minorDigits } from '#kernel/contract/currency-digits.ts'
import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { amountOfLines } from '#sales/contract/deal-amount.ts'
import type { DealLine } from '#sales/contract/deal.ts'
import { minorOf } from '#web/money-input.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import s from '#sales/web/deals/deals.module.css'

/** A line as it is typed. One in another currency keeps it. */
export type LineDraft = {
  description: string
  quantity: number | string
  price: number | string
  currency: string | null
  productId: string | null
}

export const draftOf = (line: DealLine): LineDraft => ({
  description: line.description,
  quantity: line.quantityMilli / 1000,
  price: line.unitPriceMinor / 10 ** minorDigits(line.currency),
  currency: line.currency,
  productId: line.productId,
})

/** Those that say something; without a quantity it is one. */
export const linesOf = (drafts: readonly LineDraft[], currency: string): DealLine[] =>
  drafts
    .filter(({ description }) => description.trim() !== '')
    .map((draft) => ({
      productId: draft.productId,
      description: draft.description.trim(),
      quantityMilli: draft.quantity === '' ? 1000 : Math.max(1, Math.round(Number(draft.quantity) * 1000)),
      unitPriceMinor: minorOf(draft.price, draft.currency ?? currency) ?? 0,
      currency: draft.currency ?? currency,
    }))

type Props = { lines: readonly LineDraft[]; currency: string; onChange: (lines: LineDraft[]) => void }

/** What is sold: a line each, and what they come to. */
export function LineFields({ lines, currency, onChange }: Props) {
  const t = useT()
  const format = useFormat()
  const set = (at: number, change: Partial<LineDraft>) => onChange(lines.map((line, i) => (i === at ? { ...line, ...change } : line)))
  const sum = amountOfLines(linesOf(lines, currency), currency)
  return (
    <fieldset className={s.lines}>
      <legend>{t('sales.form.products')}</legend>
      {lines.map((line, at) => (
        <div key={at} className={s.line}>
          <TextInput
            aria-label={t('sales.form.description')}
            placeholder={t('sales.form.description')}
            maxLength={200}
            value={line.description}
            onChange={(event) => set(at, { description: event.currentTarget.value })}
          />
          <NumberField
            aria-label={t('sales.form.quantity')}
            placeholder="1"
            min={0}
            max={1_000_000}
            decimals={3}
            value={line.quantity}
            onChange={(quantity) => set(at, { quantity })}
          />
          <NumberField
            aria-label={t('sales.form.price')}
            placeholder={t('sales.form.price')}
            min={0}
            max={1e10}
            decimals={minorDigits(line.currency ?? currency)}
            leftSection={line.currency && line.currency !== currency ? <small>{line.currency}</small> : undefined}
            value={line.price}
            onChange={(price) => set(at, { price })}
          />
          <ActionIcon
            size={30}
            aria-label={t('sales.form.remove_line', { name: line.description })}
            onClick={() => onChange(lines.filter((_line, i) => i !== at))}
          >
            <IconX size={15} stroke={1.7} />
          </ActionIcon>
        </div>
      ))}
      <div className={s.linesFoot}>
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          leftSection={<IconPlus size={14} stroke={1.8} />}
          disabled={lines.length >= 200}
          onClick={() => onChange([...lines, { description: '', quantity: '', price: '', currency: null, productId: null }])}
        >
          {t('sales.form.add_line')}
        </Button>
        {sum !== null && <span className="num">{t('sales.form.lines_sum', { amount: format.money(sum, currency) })}</span>}
      </div>
    </fieldset>
  )
}
