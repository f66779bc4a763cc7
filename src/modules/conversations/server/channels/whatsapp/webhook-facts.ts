import type { MessageContent } from './message-content.ts'
import type { JsonValue, Refusal } from './webhook-json.ts'

/**
 * The other side of a chat. Since 2026 a person may have no phone number at all: `userId` (scoped to our business
 * portfolio) is then the only key. At least one of `waId` and `userId` is set.
 */
export type Counterpart = {
  waId: string | null
  userId: string | null
  parentUserId: string | null
  username: string | null
  name: string | null
}

export type Context = {
  replyToId: string | null
  isForwarded: boolean
  isFrequentlyForwarded: boolean
  product: { catalogId: string | null; retailerId: string } | null
}

/** The advertisement or post that brought the customer; `clickId` is needed to report conversions to the provider. */
export type Referral = {
  sourceType: string | null
  sourceId: string | null
  sourceUrl: string | null
  headline: string | null
  body: string | null
  mediaType: string | null
  mediaUrl: string | null
  thumbnailUrl: string | null
  clickId: string | null
  welcomeText: string | null
}

export type ProviderError = { code: number; title: string | null; details: string | null }

type Routed = { wabaId: string | null; phoneNumberId: string; displayPhone: string | null; raw: JsonValue }

/** `direction` is `echo` for what the owner wrote on the phone app of the same number: store it as outgoing, never answer it. */
export type MessageFact = Routed & {
  kind: 'message'
  direction: 'inbound' | 'echo'
  messageId: string
  at: string
  from: Counterpart
  content: MessageContent
  context: Context | null
  referral: Referral | null
}

export type StatusName = 'sent' | 'delivered' | 'read' | 'played' | 'failed'

export type StatusFact = Routed & {
  kind: 'status'
  messageId: string
  status: StatusName
  at: string
  recipient: { waId: string | null; userId: string | null }
  /** What we sent as `biz_opaque_callback_data`: our outbox id, the only way to find a message whose send had no answer. */
  callbackData: string | null
  pricing: { isBillable: boolean | null; model: string | null; type: string | null; category: string | null } | null
  errors: ProviderError[]
}

export type UserIdChangedFact = Routed & {
  kind: 'user-id-changed'
  at: string
  previousUserId: string
  userId: string
  waId: string | null
}

/** The person moved to another phone number; a new number also brings a new user id. */
export type NumberChangedFact = Routed & {
  kind: 'number-changed'
  at: string
  previousWaId: string | null
  previousUserId: string | null
  waId: string
  userId: string | null
}

/** The customer allows or stops marketing messages of this business. */
export type PreferenceFact = Routed & {
  kind: 'preference'
  at: string
  of: Counterpart
  category: string
  value: string
}

/** Something went wrong at the provider without a message it belongs to. */
export type ErrorFact = Routed & { kind: 'error'; errors: ProviderError[] }

/** Template events are routed by account, not by number. `event` is upper case: APPROVED, REJECTED, PAUSED, a quality colour, a category. */
export type TemplateFact = {
  kind: 'template'
  aspect: 'status' | 'quality' | 'category' | 'components'
  wabaId: string | null
  phoneNumberId: null
  at: string
  templateId: string | null
  name: string
  language: string | null
  event: string
  previous: string | null
  reason: string | null
  raw: JsonValue
}

/** Every other subscribed field (quality, limits, reviews, bans, history…): the field says what, `raw` holds it. */
export type AccountFact = {
  kind: 'account'
  wabaId: string | null
  phoneNumberId: string | null
  field: string
  event: string | null
  at: string
  raw: JsonValue
}

export type Fact =
  | MessageFact
  | StatusFact
  | UserIdChangedFact
  | NumberChangedFact
  | PreferenceFact
  | ErrorFact
  | TemplateFact
  | AccountFact

/** A piece of an acceptable body that could not be understood: counted and kept, it must not take its neighbours down. */
export type Ignored = { where: string; why: string; raw: JsonValue }

export type Reading = { ok: true; facts: Fact[]; ignored: Ignored[] } | { ok: false; refusal: Refusal }
