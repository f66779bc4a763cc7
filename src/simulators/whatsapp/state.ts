import type { Account } from './account-news.ts'
import type { Clock, Random } from './clock-and-random.ts'
import { hashOf } from './clock-and-random.ts'
import type { Faults } from './faults.ts'
import type { Outgoing } from './outgoing-http.ts'

/** One person with WhatsApp on a telephone, known to every business number that they write to. */
export type Person = {
  /** Digits as the provider reports them: `5491155550101`. Known here even when businesses do not get to see it. */
  waId: string
  name: string
  username: string | null
  /** Businesses see only the user id. */
  hidesPhone: boolean
  hasWhatsApp: boolean
  isOnline: boolean
  sendsReceipts: boolean
  stoppedMarketing: boolean
  /** Fixed user id; without one each account gets its own, derived from the number. */
  userId: string | null
  /** The only spelling that can be sent to; null accepts all. */
  onlySpelling: string | null
}

export type StatusName = 'sent' | 'delivered' | 'read' | 'played' | 'failed'
export type GraphErrorItem = { code: number; title: string; message: string; error_data: { details: string }; href: string }

export type ChatMessage = {
  id: string
  direction: 'in' | 'out'
  type: string
  /** The object under the name of the type, as it travels. */
  payload: unknown
  at: number
  replyTo: string | null
  /** Sent messages: how far they got. */
  status: 'accepted' | StatusName | null
  times: Partial<Record<StatusName, number>>
  errors: GraphErrorItem[]
  callbackData: string | null
  /** Received messages: the business marked it as read. */
  isReadByBusiness: boolean
  /** Emoji put on this message by each side. */
  reactions: { customer?: string; business?: string }
  isEdited: boolean
  isRevoked: boolean
  /** Sent to a user id, so statuses carry no phone. */
  isByUserId: boolean
  pricing: Pricing | null
  /** The price goes with `sent` and once more with the first of `delivered` and `read`. */
  isPriceTold: boolean
  /** The text of a template with its values, as the phone shows it. */
  rendered: string | null
  /** The copy of a file that was sent as a link. */
  linkedMediaId: string | null
}

export type Pricing = { billable: boolean; pricing_model: 'PMP'; type: string; category: string }

export type Chat = {
  person: Person
  messages: ChatMessage[]
  byId: Map<string, ChatMessage>
  lastInboundAt: number | null
  freeEntryUntil: number | null
  isOpen: boolean
  /** The business is typing until then. */
  typingUntil: number
  pair: { tokens: number; at: number }
}

export type BusinessNumber = {
  phoneNumberId: string
  wabaId: string
  /** `+54 9 11 5000-0001` */
  displayPhone: string
  verifiedName: string
  webhookUrl: string | null
  verifyToken: string
  appSecret: string
  isSubscribed: boolean
  isVerified: boolean
  account: Account
  quality: 'GREEN' | 'YELLOW' | 'RED'
  tier: string
  /** Messages per second. */
  throughput: number
  /** Test numbers may only write to these spellings; null is a number in production. */
  allowList: Set<string> | null
  chats: Map<string, Chat>
  recentSends: number[]
}

export type MediaFile = {
  id: string
  phoneNumberId: string
  bytes: Uint8Array
  mimeType: string
  sha256: Buffer
  fileName: string | null
  expiresAt: number
}

export type Template = {
  id: string
  wabaId: string
  name: string
  language: string
  category: string
  parameterFormat: 'POSITIONAL' | 'NAMED'
  components: Record<string, unknown>[]
  status: string
  reason: string
  /** `UNKNOWN` when absent. */
  quality?: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN'
  /** How often it was paused for its quality; never when absent. */
  pauses?: number
  /** When an approved one was edited. */
  edits?: readonly number[]
}

/** What happens on the simulated telephones, told to whoever watches. */
export type SimulatorEvent =
  | { type: 'message'; phoneNumberId: string; customer: string; message: ChatMessage }
  | { type: 'status'; phoneNumberId: string; customer: string; message: ChatMessage }
  | { type: 'typing'; phoneNumberId: string; customer: string; until: string }

export type Settings = {
  appSecret: string
  verifyToken: string
  /** When the provider finds out that a message cannot go: at once, or later in a `failed` status. */
  windowErrors: 'sync' | 'async'
  unreachableErrors: 'sync' | 'async'
  reviewSeconds: number
  /** Milliseconds from accepted to sent, and from sent to delivered. */
  sentAfter: readonly [number, number]
  deliveredAfter: readonly [number, number]
  webhookTimeoutMs: number
  webhookConcurrency: number
  retryFirstMs: number
}

export type World = {
  settings: Settings
  clock: Clock
  random: Random
  faults: Faults
  outgoing: Outgoing
  /** Address under which this process answers, for the URLs of files. */
  publicUrl: string
  numbers: Map<string, BusinessNumber>
  tokens: Map<string, { wabaId: string | null; isRevoked: boolean; scopes?: readonly string[]; expiresAt?: number }>
  people: Map<string, Person>
  media: Map<string, MediaFile>
  /** Download tickets: five minutes each. */
  tickets: Map<string, { mediaId: string; expiresAt: number }>
  templates: Map<string, Template>
  /** Names that were deleted cannot be used for thirty days. */
  deletedTemplates: Map<string, number>
  /** Resumable uploads that were begun, and the handles of those that are whole. */
  uploads: Map<string, { mimeType: string; length: number }>
  handles: Map<string, string>
  /** How many ids were made, from a start that the seed chooses. */
  made: number
  /** Messages addressed in a way that loses them without a word. */
  lost: { at: number; body: unknown }[]
  emit(event: SimulatorEvent): void
}

const aliasRules: [RegExp, string][] = [
  [/^549(\d{10})$/, '54$1'],
  [/^521(\d{10})$/, '52$1'],
  [/^55(\d{2})9([6-9]\d{7})$/, '55$1$2'],
]

/** The same telephone in all its spellings has one canonical form. */
export function canonical(waId: string): string {
  for (const [pattern, form] of aliasRules) if (pattern.test(waId)) return waId.replace(pattern, form)
  return waId
}

const countries: [string, string][] = [
  ['54', 'AR'],
  ['52', 'MX'],
  ['55', 'BR'],
  ['56', 'CL'],
  ['57', 'CO'],
  ['598', 'UY'],
  ['1787', 'PR'],
  ['1939', 'PR'],
  ['18', 'DO'],
]

/** The business-scoped id: another one for each account, another one after the number changes. */
export function userIdOf(person: Person, wabaId: string): string {
  if (person.userId) return person.userId
  const country = countries.find(([prefix]) => person.waId.startsWith(prefix))?.[1] ?? 'US'
  const part = (label: string) => String(hashOf(`${wabaId}/${canonical(person.waId)}/${label}`)).padStart(10, '0')
  return `${country}.${part('one')}${part('two').slice(0, 7)}`
}

export const findPerson = (world: World, waId: string): Person | undefined => world.people.get(canonical(waId))

export function findByUserId(world: World, number: BusinessNumber, userId: string): Person | undefined {
  for (const person of world.people.values()) if (userIdOf(person, number.wabaId) === userId) return person
  return undefined
}

/** The person behind a number; everybody exists until somebody says otherwise. */
export function ensurePerson(world: World, waId: string, facts: Partial<Omit<Person, 'waId'>> = {}): Person {
  const known = world.people.get(canonical(waId))
  if (known) return Object.assign(known, facts)
  const person: Person = {
    waId,
    name: `+${waId}`,
    username: null,
    hidesPhone: false,
    hasWhatsApp: true,
    isOnline: true,
    sendsReceipts: true,
    stoppedMarketing: false,
    userId: null,
    onlySpelling: null,
    ...facts,
  }
  world.people.set(canonical(waId), person)
  return person
}

export function chatOf(world: World, number: BusinessNumber, person: Person): Chat {
  const key = canonical(person.waId)
  const known = number.chats.get(key)
  if (known) return known
  const chat: Chat = {
    person,
    messages: [],
    byId: new Map(),
    lastInboundAt: null,
    freeEntryUntil: null,
    isOpen: false,
    typingUntil: 0,
    pair: { tokens: 45, at: world.clock.now() },
  }
  number.chats.set(key, chat)
  return chat
}

export function addMessage(
  chat: Chat,
  message: Pick<ChatMessage, 'id' | 'direction' | 'type' | 'payload' | 'at'> & Partial<ChatMessage>,
): ChatMessage {
  const whole: ChatMessage = {
    replyTo: null,
    status: message.direction === 'out' ? 'accepted' : null,
    times: {},
    errors: [],
    callbackData: null,
    isReadByBusiness: false,
    reactions: {},
    isEdited: false,
    isRevoked: false,
    isByUserId: false,
    pricing: null,
    isPriceTold: false,
    rendered: null,
    linkedMediaId: null,
    ...message,
  }
  chat.messages.push(whole)
  chat.byId.set(whole.id, whole)
  return whole
}

/**
 * Ids of messages look like the provider's: base64 of a small binary record with the number in it. The instant is part of
 * them, so that the same seed after a restart does not give ids that somebody already has.
 */
export function newMessageId(world: World, waId: string): string {
  const unique =
    `${world.clock.now().toString(16).padStart(12, '0')}${(world.made++ & 0xffffff).toString(16).padStart(6, '0')}`.toUpperCase()
  const record = `\u001c\u0018${String.fromCharCode(waId.length)}${waId}\u0015\u0002\u0000\u0011\u0018\u0012${unique}\u0000`
  return `wamid.${Buffer.from(record, 'latin1').toString('base64')}`
}

/** Ids of files and templates: digits, with the instant in front for the same reason; a number below 2^53. */
export function newObjectId(world: World): string {
  for (;;) {
    const id = `${world.clock.now()}${String(world.made++ % 1_000).padStart(3, '0')}`
    if (!world.media.has(id) && !world.templates.has(id)) return id
    // A thousand of them in one instant of a clock that stands still.
    if (world.made % 1_000 === 0) throw new Error('Advance the clock: there are no more ids for this instant')
  }
}

export const seconds = (ms: number): string => String(Math.floor(ms / 1000))
