import type { Money } from '#kernel/contract/money.ts'
import type { Ctx } from '#kernel/ctx.ts'

/**
 * Where the house meets whoever moves money for it, and whoever certifies what was sold. Nobody stands behind these ports
 * yet: payments are recorded by hand. Their adapters live in the module that owns them.
 */

/** Of an order: what is asked for, and a name under which the provider does it once however often it is asked. */
export type Charge = { orderId: string; number: string; amount: Money; description: string; idempotencyKey: string }
export type ChargeState = 'waiting' | 'paid' | 'failed' | 'refunded'

/** A provider through which customers pay: a link, a QR code, a terminal. `reference` is the provider's name of a charge. */
export type PaymentGateway = {
  code: string
  /** Asks for money. `payUrl`: where the customer pays, when there is such a place. */
  charge: (ctx: Ctx, charge: Charge) => Promise<{ reference: string; payUrl: string | null }>
  /** How it stands, asked of the provider and never believed of a webhook alone. */
  stateOf: (ctx: Ctx, reference: string) => Promise<{ state: ChargeState; paid: Money }>
  /** Gives back all of it or a part. */
  refund: (ctx: Ctx, reference: string, amount: Money, idempotencyKey: string) => Promise<void>
}

/** What was sold, as a document says it: taxes per kind and rate, rounded once each. */
export type FiscalDocument = {
  orderId: string
  issuedAt: string
  total: Money
  taxes: readonly { kind: 'taxed' | 'exempt' | 'untaxed'; basisPoints: number; netMinor: number; taxMinor: number }[]
  /** Null: a consumer who gives no name. */
  buyer: { taxId: string; name: string } | null
}

/** Whoever certifies documents (ARCA in Argentina): the same document asked for twice is one. */
export type FiscalAuthority = {
  country: string
  authorise: (ctx: Ctx, document: FiscalDocument) => Promise<{ number: string; code: string; expiresOn: string | null }>
}
