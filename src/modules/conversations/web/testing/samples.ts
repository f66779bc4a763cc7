import type { Conversation, ConversationCard, ConversationItem, InboxCounts, SendingNumber } from '#conversations/contract/conversation.ts'
import type { Message } from '#conversations/contract/message.ts'
import type { Template } from '#conversations/contract/template.ts'

/** Conversations and messages of a chicken shop, as short as a test is about something else. */

const idOf = (number: number, family: string): string => `019a0000-0000-7000-${family}-${String(number).padStart(12, '0')}`
const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString()

export const anaId = '019a0000-0000-7000-8000-000000000002'
export const permissions = ['read-own', 'read-team', 'read-all', 'reply', 'assign', 'manage-canned'].map((verb) => `conversations.${verb}`)
export const channelId = idOf(1, '8100')

let made = 0

/** Somebody who wrote a minute ago and waits, unread. */
export function aCard(change: Partial<ConversationCard> = {}): ConversationCard {
  const number = ++made
  const at = change.lastMessageAt ?? ago(1)
  return {
    id: idOf(number, '8200'),
    contactId: idOf(number, '8300'),
    contactName: `Cliente ${number}`,
    contactAddress: '+54 9 351 555-0101',
    channelId,
    channelKind: 'whatsapp',
    brandId: idOf(1, '8400'),
    state: 'open',
    urgency: 'now',
    priority: 'normal',
    assigneeId: null,
    assigneeName: null,
    teamId: null,
    labels: [],
    unreadCount: 1,
    waitingSince: at,
    slaWarnAt: null,
    slaDueAt: null,
    answerDueAt: new Date(Date.parse(at) + 15 * 60_000).toISOString(),
    windowExpiresAt: new Date(Date.parse(at) + 24 * 3_600_000).toISOString(),
    lastInboundAt: at,
    lastMessageAt: at,
    lastMessage: {
      id: idOf(number, '8500'),
      direction: 'in',
      kind: 'text',
      preview: `hola ${number}`,
      authorName: `Cliente ${number}`,
      at,
      state: null,
    },
    lastMessageId: idOf(number, '8500'),
    snoozedUntil: null,
    resolvedAt: null,
    openedAt: ago(30),
    version: 1,
    ...change,
  }
}

export const anItem = (change: Partial<ConversationItem> = {}): ConversationItem => ({
  ...aCard(change),
  draftPreview: null,
  match: null,
  ...change,
})

/** Everything that WhatsApp's own interface can do. */
export const capabilities: SendingNumber['capabilities'] = {
  isOfficial: true,
  receipts: true,
  reactions: true,
  quotes: true,
  templates: true,
  typing: true,
  locations: true,
  interactive: true,
  mediaKinds: ['image', 'audio', 'video', 'document', 'sticker'],
  windowHours: 24,
}

/** A number of the shop through which the customer can be answered. */
export const aNumber = (change: Partial<SendingNumber> = {}): SendingNumber => ({
  channelId,
  kind: 'whatsapp',
  name: 'Ventas Centro',
  displayPhone: '+54 9 351 555-0100',
  capabilities,
  windowExpiresAt: new Date(Date.now() + 20 * 3_600_000).toISOString(),
  trouble: null,
  block: null,
  ...change,
})

export const aConversation = (change: Partial<Conversation> = {}): Conversation => ({
  ...aCard(change),
  numbers: [
    aNumber({
      windowExpiresAt: change.windowExpiresAt === undefined ? new Date(Date.now() + 20 * 3_600_000).toISOString() : change.windowExpiresAt,
      block: change.block ?? null,
    }),
  ],
  mergedIntoId: null,
  firstInboundAt: ago(30),
  firstReplyAt: null,
  channelName: 'Ventas Centro',
  block: null,
  draft: null,
  readSeq: 0,
  ...change,
})

let seq = 0

/** What the customer said, or with `direction: 'out'` what Ana answered. */
export function aMessage(text: string, change: Partial<Message> = {}): Message {
  seq++
  const isOut = change.direction === 'out'
  const at = change.at ?? new Date(Date.now() - 600_000 + seq * 1000).toISOString()
  return {
    id: idOf(seq, '8600'),
    conversationId: '',
    channelId,
    seq,
    direction: 'in',
    kind: 'text',
    content: { kind: 'text', text },
    author: isOut ? { kind: 'user', id: anaId, name: 'Ana Paz' } : { kind: 'contact', id: null, name: 'Cliente' },
    at,
    state: isOut ? 'sent' : null,
    times: { sent: isOut ? at : null, delivered: null, read: null, played: null, failed: null },
    failure: null,
    replyTo: null,
    isReply: false,
    isForwarded: false,
    editedAt: null,
    revokedAt: null,
    reactions: [],
    referral: null,
    retryOf: null,
    retriedBy: null,
    ...change,
  }
}

const none = { now: 0, ongoing: 0, customer: 0, unread: 0 }
export const counts = (change: Partial<InboxCounts> = {}): InboxCounts => ({
  mine: none,
  team: none,
  unassigned: none,
  all: none,
  pending: 0,
  snoozed: 0,
  ...change,
})

/** One that was approved, with two places to fill in. */
export const aTemplate = (change: Partial<Template> = {}): Template => ({
  id: '019a0000-0000-7000-8000-000000000101',
  wabaId: 'w',
  name: 'pedido_en_camino',
  language: 'es_AR',
  category: 'utility',
  state: 'approved',
  quality: 'green',
  design: {
    header: null,
    body: 'Hola {{1}}, tu pedido llega en {{2}} minutos.',
    footer: null,
    buttons: [],
    variables: 'positional',
    examples: { 'body:1': 'Ana', 'body:2': '20' },
  },
  change: null,
  reason: null,
  advice: null,
  pausedUntil: null,
  previousCategory: null,
  categoryChangedAt: null,
  sources: { 'body:1': 'contact-first-name' },
  isFillable: true,
  headerFile: null,
  usedAt: null,
  updatedAt: new Date().toISOString(),
  version: 1,
  ...change,
})
