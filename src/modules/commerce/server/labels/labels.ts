import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import { minorDigits } from '#kernel/contract/money.ts'
import { taxOf } from '#kernel/contract/taxes.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { renderPdf } from '#kernel/pdf/pdf.ts'
import * as identity from '#identity/server/public.ts'
import { barsSvg, code128Bars, ean13Bars, ean8Bars, isDrawable } from '#commerce/contract/bars.ts'
import { mostLabels, type PrintedLabels, type PrintLabels } from '#commerce/contract/price-label.ts'
import * as store from '#commerce/server/labels/labels.store.ts'
import * as lists from '#commerce/server/prices/price-lists.store.ts'
import { labelsNone, labelsTooMany, priceListNotFound } from '#commerce/server/prices/problems.ts'

/** What stands on one label. */
export type Label = { name: string; price: string; unit: string; net: string; sku: string; code: string; svg: string }

export async function print(ctx: Ctx, input: PrintLabels): Promise<z.input<typeof PrintedLabels>> {
  const list = await lists.find(ctx, input.listId)
  if (!list) throw priceListNotFound()
  const found = await store.rows(ctx, input, mostLabels)
  const priced = found.filter((row) => row.amountMinor !== null)
  const count = priced.length * input.copies
  if (count === 0) throw labelsNone()
  if (count > mostLabels) throw labelsTooMany({ count, most: mostLabels })
  const { country } = await identity.organization(ctx)
  const labels = priced.flatMap((row) => {
    const label = labelOf(ctx, row, { list, country, hasBarcode: input.hasBarcode })
    return Array.from({ length: input.copies }, () => label)
  })
  const source = await readFile(new URL('labels.typ', import.meta.url), 'utf8')
  const bytes = await renderPdf(source, { layout: input.layout, labels }, { language: ctx.locale })
  const file = await ctx.files.put(ctx, {
    bytes,
    name: `${ctx.t('commerce.prices.labels.file')}.pdf`,
    declaredMime: 'application/pdf',
    isTemporary: true,
  })
  return { url: ctx.files.url(ctx.org, file.id, { seconds: 3_600 }), count, withoutPrice: found.length - priced.length }
}

type About = { list: Pick<lists.ListRow, 'currency' | 'includesTax'>; country: string; hasBarcode: boolean }

/**
 * In Argentina a price that is shown to consumers says beside it what it is without national taxes (Ley 27.743, RG 5614/2024);
 * of a list without taxes the price is that already.
 */
export function labelOf(ctx: Pick<Ctx, 't' | 'locale'>, row: store.LabelRow, { list, country, hasBarcode }: About): Label {
  const money = (minor: number): string => {
    const digits = minorDigits(list.currency)
    const fraction = minor % 10 ** digits === 0 ? 0 : digits
    const tag = `${ctx.locale}-${country}`
    const options = {
      style: 'currency',
      currency: list.currency,
      minimumFractionDigits: fraction,
      maximumFractionDigits: fraction,
    } as const
    return new Intl.NumberFormat(tag, options).format(minor / 10 ** digits)
  }
  const amount = row.amountMinor ?? 0
  const net = row.taxKind === 'taxed' ? taxOf(row.taxBasisPoints, amount, true).netMinor : amount
  const text = row.code ?? row.sku ?? ''
  const bars = hasBarcode ? barsOf(row, text) : ''
  return {
    name: row.name,
    price: money(amount),
    unit: row.unit === 'piece' ? '' : ctx.t(`commerce.prices.per.${row.unit}`),
    net: country === 'AR' && list.includesTax ? ctx.t('commerce.prices.labels.net', { amount: money(net) }) : '',
    sku: row.sku ?? '',
    code: bars === '' ? '' : text,
    svg: bars === '' ? '' : barsSvg(bars, 30),
  }
}

function barsOf({ codeKind }: store.LabelRow, text: string): string {
  if (codeKind === 'ean13' || codeKind === 'upca') return ean13Bars(text)
  if (codeKind === 'ean8') return ean8Bars(text)
  return isDrawable(text) ? code128Bars(text) : ''
}
