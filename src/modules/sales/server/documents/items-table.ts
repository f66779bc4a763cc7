import { amountInWords, quantityInWords, tagOf } from '#kernel/i18n/in-words.ts'
import type { Locale, Translate } from '#kernel/i18n/translate.ts'
import type { Discount, ProposalLine, Totals } from '#sales/contract/proposal.ts'

/** The lines and totals of a proposal as words and numbers, for pages and paper alike. */
export type ItemRow =
  | { kind: 'heading'; description: string; total: string }
  | { kind: 'item'; description: string; quantity: string; price: string; discount: string; tax: string; total: string }
export type ItemsTable = {
  columns: { description: string; quantity: string; price: string; discount: string; tax: string; total: string }
  rows: ItemRow[]
  hasDiscounts: boolean
  hasTaxes: boolean
  /** Below the lines, in their order; the last one is what has to be paid. */
  sums: { label: string; value: string }[]
  /** What the last line that fits on a page is followed by. */
  note: string
}

export type Writer = {
  money(amountMinor: number): string
  percent(basisPoints: number): string
  quantity(milli: number): string
  day(day: string): string
}

/** How amounts, shares, quantities and days are written in a language and a currency. */
export function writerOf(locale: Locale, currency: string): Writer {
  const tag = tagOf(locale)
  const share = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 2 })
  const date = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' })
  return {
    money: (amountMinor) => amountInWords({ locale }, amountMinor, currency),
    percent: (basisPoints) => share.format(basisPoints / 10_000),
    quantity: (milli) => quantityInWords({ locale }, milli),
    day: (day) => date.format(new Date(`${day}T12:00:00Z`)),
  }
}

export type Offered = { lines: readonly ProposalLine[]; discount: Discount | null; includesTax: boolean; totals: Totals }

export function itemsTableOf(t: Translate, write: Writer, { lines, discount, includesTax, totals }: Offered): ItemsTable {
  const word = (key: string, values?: Record<string, unknown>): string => t(`sales.paper.${key}`, values)
  const off = (one: Discount | null): string =>
    one === null ? '' : one.kind === 'percent' ? `−${write.percent(one.basisPoints)}` : `−${write.money(one.amountMinor)}`
  const taxed = totals.taxes.filter(({ basisPoints }) => basisPoints > 0)
  const rows = lines.map((line, i): ItemRow => {
    const total = write.money(totals.lines[i]?.totalMinor ?? 0)
    if (line.kind === 'heading') return { kind: 'heading', description: line.description, total }
    return {
      kind: 'item',
      description: line.description,
      quantity: [write.quantity(line.quantityMilli), line.unit].filter(Boolean).join(' '),
      price: write.money(line.unitPriceMinor),
      discount: off(line.discount),
      tax: write.percent(line.taxBasisPoints),
      total,
    }
  })
  const hasSteps = totals.discountMinor > 0 || (taxed.length > 0 && !includesTax)
  return {
    columns: {
      description: word('description'),
      quantity: word('quantity'),
      price: word('price'),
      discount: word('discount'),
      tax: word('tax'),
      total: word('amount'),
    },
    rows,
    hasDiscounts: lines.some((line) => line.discount !== null),
    hasTaxes: new Set(lines.flatMap((line) => (line.kind === 'item' ? [line.taxBasisPoints] : []))).size > 1 || taxed.length > 0,
    sums: [
      ...(hasSteps ? [{ label: word('subtotal'), value: write.money(totals.subtotalMinor) }] : []),
      ...(totals.discountMinor > 0
        ? [
            {
              label: discount?.kind === 'percent' ? word('discount_of', { share: write.percent(discount.basisPoints) }) : word('discount'),
              value: `−${write.money(totals.discountMinor)}`,
            },
          ]
        : []),
      ...(includesTax
        ? []
        : taxed.map((one) => ({ label: word('tax_of', { share: write.percent(one.basisPoints) }), value: write.money(one.taxMinor) }))),
      { label: word('total'), value: write.money(totals.totalMinor) },
    ],
    note:
      includesTax && taxed.length > 0
        ? word('includes', {
            taxes: taxed
              .map((one) => `${word('tax_of', { share: write.percent(one.basisPoints) })} ${write.money(one.taxMinor)}`)
              .join(' · '),
          })
        : '',
  }
}
