import { readFile } from 'node:fs/promises'
import * as crm from '#crm/server/public.ts'
import * as identity from '#identity/server/public.ts'
import { minorDigits } from '#kernel/contract/money.ts'
import { dayIn } from '#kernel/contract/calendar-day.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { renderPdf } from '#kernel/pdf/pdf.ts'
import type { PurchaseOrder } from '#purchasing/contract/purchase-order.ts'
import { get } from '#purchasing/server/orders/orders.ts'

/** The order as the supplier reads it: their codes, their units, what was agreed. A draft says that it is one. */
export async function draw(ctx: Ctx, order: PurchaseOrder): Promise<Uint8Array> {
  const [{ country, name: organizationName }, brands] = [await identity.organization(ctx), await identity.brands(ctx)]
  const brand = brands.find(({ id }) => id === order.brandId)
  const contact = order.contactId === null ? null : await crm.summary(ctx, order.contactId)
  const tag = `${ctx.locale}-${country}`
  const say = (key: string, values?: Record<string, string | number>): string => ctx.t(`purchasing.paper.${key}`, values)
  const money = (minor: number): string => {
    const digits = minorDigits(order.currency)
    const style = { style: 'currency', currency: order.currency, minimumFractionDigits: digits, maximumFractionDigits: digits } as const
    return new Intl.NumberFormat(tag, style).format(minor / 10 ** digits)
  }
  const day = (text: string): string =>
    new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${text.slice(0, 10)}T12:00:00Z`))
  const number = new Intl.NumberFormat(tag, { maximumFractionDigits: 3 })
  const sentOn = order.sentAt === null ? dayIn(ctx.zone, ctx.now) : dayIn(ctx.zone, order.sentAt)
  const data = {
    color: brand?.color ?? '#3d3a36',
    brand: brand?.name ?? organizationName,
    title: say('title'),
    number: order.number ?? say('draft'),
    facts: [
      [say('supplier'), order.supplierName],
      ...(contact?.taxId ? [[say('tax_id'), contact.taxId.slice(3)]] : []),
      [say('date'), day(sentOn)],
      ...(order.expectedOn === null ? [] : [[say('expected'), day(order.expectedOn)]]),
    ],
    head: ['code', 'product', 'quantity', 'price', 'total'].map((column) => say(`columns.${column}`)),
    rows: order.lines.map((line) => ({
      code: line.code,
      name: line.name,
      quantity: `${number.format(line.quantityMilli / 1000)} ${line.supplyUnit}`,
      price: money(line.priceMinor),
      total: money(line.totalMinor),
    })),
    total: [say('total'), money(order.totalMinor)],
    net: say('net'),
    note: order.note,
    pageOf: say('page'),
  }
  const source = await readFile(new URL('paper.typ', import.meta.url), 'utf8')
  return renderPdf(source, data, { language: ctx.locale })
}

export const fileNameOf = (ctx: Pick<Ctx, 't'>, order: Pick<PurchaseOrder, 'number'>): string =>
  `${ctx.t('purchasing.paper.file')} ${order.number ?? ctx.t('purchasing.paper.draft')}.pdf`

export async function print(ctx: Ctx, { id }: { id: string }): Promise<{ url: string }> {
  const order = await get(ctx, { id })
  const file = await ctx.files.put(ctx, {
    bytes: await draw(ctx, order),
    name: fileNameOf(ctx, order),
    declaredMime: 'application/pdf',
    isTemporary: true,
  })
  return { url: ctx.files.url(ctx.org, file.id, { seconds: 3_600 }) }
}
