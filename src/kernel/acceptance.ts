import type { Ctx } from '#kernel/ctx.ts'

/**
 * A line that a customer agreed to. Quantity in thousandths, amounts in minor units of the offer's currency. `variantId` is
 * what the catalogue calls it, null for what stands in no catalogue. `agreedMinor`: all of the line, with every discount
 * taken off, and with taxes where the offer's prices hold them.
 */
export type AcceptedLine = {
  productId: string | null
  variantId: string | null
  description: string
  quantityMilli: number
  unit: string
  agreedMinor: number
  taxBasisPoints: number
}

/** What a customer said yes to. `key` names it for good: whoever makes something of it makes it once. */
export type AcceptedOffer = {
  key: string
  number: string
  title: string
  brandId: string
  contactId: string
  conversationId: string | null
  currency: string
  /** The prices of its lines hold their taxes. */
  includesTax: boolean
  totalMinor: number
  signerName: string
  at: string
  lines: readonly AcceptedLine[]
}

/**
 * Something that a module makes of what a customer accepted elsewhere: an order, an invoice. `code` is `<module>.<name>`; its
 * words are the locale keys `<module>.on_acceptance.<name>.title` (what it does), `.made` (with `{name}`) and `.left` (what
 * has to be done by hand, with `{number}`). It runs in a transaction of its own after the yes, once per offer; it answers what
 * it made, or nothing where there was nothing to make, and throws problems.
 */
export type AfterAcceptance = {
  code: string
  order: number
  run: (ctx: Ctx, offer: AcceptedOffer) => Promise<{ name: string; href: string } | null>
}
