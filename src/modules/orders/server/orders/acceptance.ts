import type { AcceptedLine, AfterAcceptance } from '#kernel/acceptance.ts'
import * as identity from '#identity/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { amountInWords, quantityInWords } from '#kernel/i18n/in-words.ts'
import { PlaceOrder } from '#orders/contract/order.ts'
import { place } from '#orders/server/orders/placing.ts'

const words = 'orders.on_acceptance.create-order'
const longestNote = 1_000

/**
 * A draft of what a customer agreed to, with what the catalogue has of it, at the prices that were agreed on: what was signed
 * is what is owed. What stands in no catalogue is said in its note for whoever confirms it. An offer in another currency
 * than the brand's says its total there, and the catalogue the prices.
 */
export const orderOnAcceptance: AfterAcceptance = {
  code: 'orders.create-order',
  order: 10,
  async run(ctx, offer) {
    const { key, number, title, brandId, contactId, conversationId, currency, includesTax, totalMinor, signerName, lines } = offer
    const known = lines.flatMap((line) => (line.variantId === null ? [] : [{ ...line, variantId: line.variantId }]))
    if (known.length === 0) return null
    const isOurs = (await identity.brands(ctx)).find(({ id }) => id === brandId)?.currency === currency
    const reason = ctx.t(`${words}.agreed`, { number })
    const others = lines.filter(({ variantId }) => variantId === null)
    const agreed = ctx.t(`${words}.note`, { number, signer: signerName, total: amountInWords(ctx, totalMinor, currency) })
    const { id } = await place(
      ctx,
      PlaceOrder.parse({
        brandId,
        contactId,
        conversationId,
        door: 'web',
        sourceKey: key,
        state: 'draft',
        fulfilment: 'pickup',
        note: [agreed, ...(others.length > 0 ? [ctx.t(`${words}.others`), ...others.map((one) => `- ${inWords(ctx, one, currency)}`)] : [])]
          .join('\n')
          .slice(0, longestNote),
        lines: known.map(({ variantId, quantityMilli }) => ({ variantId, quantityMilli })),
      }),
      isOurs ? { agreed: known.map(({ agreedMinor }) => ({ totalMinor: agreedMinor, includesTax, reason })) } : {},
    )
    return { name: title, href: `/pedidos/${id}` }
  },
}

const inWords = (ctx: Ctx, { description, quantityMilli, unit, agreedMinor }: AcceptedLine, currency: string): string =>
  [quantityInWords(ctx, quantityMilli), unit, description, `(${amountInWords(ctx, agreedMinor, currency)})`].filter(Boolean).join(' ')
