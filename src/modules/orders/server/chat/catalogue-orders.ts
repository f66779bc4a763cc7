import { variantsForSale } from '#commerce/server/public.ts'
import type { SaleVariant } from '#commerce/contract/product-sale.ts'
import type { Quote } from '#commerce/contract/quote.ts'
import { isWhole } from '#commerce/contract/quantity.ts'
import type { Content } from '#conversations/contract/content.ts'
import type { Conversation } from '#conversations/contract/conversation.ts'
import { readMessage } from '#conversations/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile, Problem, sentenceOf } from '#kernel/problem.ts'
import type { CatalogueLine, CatalogueOrder, CatalogueSetting } from '#orders/contract/catalogue-order.ts'
import { PlaceOrder, type Order } from '#orders/contract/order.ts'
import * as settings from '#orders/server/chat/catalogue-setting.store.ts'
import { get, list } from '#orders/server/orders/orders.ts'
import * as store from '#orders/server/orders/orders.store.ts'
import { place, quoteFor } from '#orders/server/orders/placing.ts'
import { cardOf } from '#orders/server/orders/shown.ts'
import { notACatalogueOrder, nothingToOrder } from '#orders/server/problems.ts'

type Wanted = Extract<Content, { kind: 'order' }>
type Read = CatalogueLine & { variant: SaleVariant | null }
const door = 'catalogue'

/** What a message of the catalogue would be as an order: our names, our prices, and what of it cannot be had. */
export async function preview(ctx: Ctx, { messageId }: { messageId: string }): Promise<CatalogueOrder> {
  const { wanted, conversation } = await read(ctx, messageId)
  const madeId = await store.idBySource(ctx, door, messageId)
  const made = madeId === undefined ? undefined : await store.find(ctx, madeId)
  const lines = await readLines(ctx, wanted, conversation.brandId)
  const { quote, problem } = await quoted(ctx, lines, conversation.id)
  const byVariant = new Map(quote?.lines.map((line) => [line.variantId, line.unitPriceMinor]))
  const [currency] = wanted.lines.flatMap(({ price }) => price?.currency ?? [])
  const isWholeSum = wanted.lines.every(({ price }) => price?.currency === currency)
  return {
    messageId,
    lines: lines.map(({ variant, ...line }) => ({ ...line, nowMinor: variant ? (byVariant.get(variant.id) ?? null) : null })),
    currency: quote?.currency ?? currency ?? null,
    seenMinor:
      isWholeSum && (quote === null || quote.currency === currency)
        ? wanted.lines.reduce((sum, { price, quantity }) => sum + Math.round((price?.amountMinor ?? 0) * quantity), 0)
        : null,
    totalMinor: quote?.totalMinor ?? null,
    problem,
    order: made ? cardOf(made) : null,
  }
}

/**
 * Takes it, as the customer had their last one: brought to the same door, fetched, or at a table no more. Where it cannot be
 * brought to as it is, a draft is kept and somebody asks.
 */
export async function take(ctx: Ctx, { messageId }: { messageId: string }): Promise<Order> {
  const { wanted, conversation } = await read(ctx, messageId)
  const madeId = await store.idBySource(ctx, door, messageId)
  if (madeId !== undefined) return get(ctx, { id: madeId })
  const lines = await readLines(ctx, wanted, conversation.brandId)
  const sold = lines.filter(({ refusal }) => refusal === null)
  if (sold.length === 0) throw nothingToOrder({ skus: lines.map(({ sku }) => sku).join(', ') })
  const order = PlaceOrder.parse({
    conversationId: conversation.id,
    door,
    sourceKey: messageId,
    ...(await asLastTime(ctx, conversation.contactId)),
    note: noteOf(ctx, wanted, lines),
    lines: basketOf(sold),
  })
  try {
    return await place(ctx, order)
  } catch (error) {
    if (!(error instanceof Problem) || !undeliverable.includes(error.code)) throw error
    return place(ctx, { ...order, state: 'draft' })
  }
}

const undeliverable = [
  'orders.outside_zones',
  'orders.zone_unsure',
  'orders.below_minimum',
  'orders.address_missing',
  'orders.zone_unknown',
]

async function read(ctx: Ctx, messageId: string): Promise<{ wanted: Wanted; conversation: Conversation }> {
  const { message, conversation } = await readMessage(ctx, messageId)
  if (message.content.kind !== 'order' || message.direction !== 'in' || message.revokedAt !== null) throw notACatalogueOrder()
  return { wanted: message.content, conversation }
}

async function readLines(ctx: Ctx, { lines }: Wanted, brandId: string): Promise<Read[]> {
  const sold = await variantsForSale(ctx, { skus: lines.map(({ sku }) => sku.trim()) }, { brandId })
  const variants = new Map(sold.map((one) => [one.sku, one]))
  return lines.map(({ sku, quantity, price }) => {
    const variant = variants.get(sku.trim()) ?? null
    const refusal =
      variant === null ? ('unknown' as const) : (variant.refusal ?? (isSoldSo(quantity, variant) ? null : ('quantity' as const)))
    const known = {
      name: variant?.name ?? null,
      productId: variant?.productId ?? null,
      variantId: variant?.id ?? null,
      unit: variant?.unit ?? null,
    }
    return { sku, quantity, ...known, seenMinor: price?.amountMinor ?? null, nowMinor: null, refusal, variant }
  })
}

const isSoldSo = (quantity: number, { unit }: SaleVariant): boolean =>
  quantity > 0 && quantity <= 100_000 && (isWhole(unit) ? Number.isInteger(quantity) : Number.isInteger(quantity * 1000))

const basketOf = (lines: readonly Read[]) =>
  lines.flatMap(({ variant, quantity }) =>
    variant ? [{ variantId: variant.id, quantityMilli: Math.round(quantity * 1000), modifierIds: [], note: '' }] : [],
  )

async function quoted(ctx: Ctx, lines: readonly Read[], conversationId: string): Promise<{ quote: Quote | null; problem: string | null }> {
  const sold = lines.filter(({ refusal }) => refusal === null)
  if (sold.length === 0) return { quote: null, problem: null }
  const asked = PlaceOrder.parse({ conversationId, door, fulfilment: 'pickup', lines: basketOf(sold) })
  try {
    return { quote: (await quoteFor(ctx, asked)).quote, problem: null }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { quote: null, problem: sentenceOf(ctx.t, error) }
  }
}

async function asLastTime(ctx: Ctx, contactId: string): Promise<Pick<PlaceOrder, 'fulfilment' | 'address'>> {
  const { items } = await list(ctx, { contactId, limit: 10, filter: [] })
  const last = items.find(({ state, fulfilment }) => state !== 'draft' && state !== 'cancelled' && fulfilment !== 'table')
  return last?.fulfilment === 'delivery' && last.address
    ? { fulfilment: 'delivery', address: last.address }
    : { fulfilment: 'pickup', address: null }
}

/** What the customer wrote with it, and what they asked for that could not be put into it. */
function noteOf(ctx: Ctx, { note }: Wanted, lines: readonly Read[]): string {
  const left = lines.filter(({ refusal }) => refusal !== null).map(({ sku, name, quantity }) => `${quantity} × ${name ?? sku}`)
  const said = left.length > 0 ? [ctx.t('orders.chat.left_out', { items: left.join(', ') })] : []
  return [note?.trim() ?? '', ...said].filter(Boolean).join('\n').slice(0, 1000)
}

export const setting = (ctx: Ctx): Promise<CatalogueSetting> => settings.find(ctx)

export async function changeSetting(ctx: Ctx, { takesByItself }: { takesByItself: boolean }): Promise<CatalogueSetting> {
  const before = await settings.find(ctx)
  const version = ctx.ifMatch === before.version ? await settings.save(ctx, takesByItself, before.version) : undefined
  if (version === undefined) throw changedMeanwhile({ version: before.version })
  ctx.audit({
    action: 'orders.catalogue-setting.updated',
    subject: { kind: 'catalogue-setting', id: ctx.org, name: '' },
    before: { takesByItself: before.takesByItself },
    after: { takesByItself },
  })
  return { takesByItself, version }
}
