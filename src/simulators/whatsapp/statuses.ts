import { itemOf } from './graph-errors.ts'
import type { BusinessNumber, Chat, ChatMessage, Pricing, StatusName, World } from './state.ts'
import { canonical } from './state.ts'
import { statusEvent } from './webhook-payloads.ts'
import type { Webhooks } from './webhooks.ts'

const DAY = 24 * 3_600_000
/** Since then free-form answers inside the window are charged too. */
const SERVICE_CHARGED_SINCE = Date.UTC(2026, 9, 1)

export const isWindowOpen = (chat: Chat, now: number): boolean => chat.lastInboundAt !== null && now < chat.lastInboundAt + DAY

/** What the provider would say about the price of a message sent now. */
export function pricingOf(chat: Chat, now: number, templateCategory: string | null): Pricing {
  const isFreeEntry = chat.freeEntryUntil !== null && now < chat.freeEntryUntil
  if (isFreeEntry) return { billable: false, pricing_model: 'PMP', type: 'free_entry_point', category: 'referral_conversion' }
  if (templateCategory) return { billable: true, pricing_model: 'PMP', type: 'regular', category: templateCategory.toLowerCase() }
  return now < SERVICE_CHARGED_SINCE
    ? { billable: false, pricing_model: 'PMP', type: 'free_customer_service', category: 'service' }
    : { billable: true, pricing_model: 'PMP', type: 'regular', category: 'service' }
}

export type Statuses = {
  /** Plans what follows an accepted message; `failure` when it will not arrive. */
  follow(number: BusinessNumber, chat: Chat, message: ChatMessage, failure: { code: number; details: string } | null): void
  /** The phone came back online: what waited arrives now. */
  deliverWaiting(number: BusinessNumber, chat: Chat): void
  /** The customer looks at the chat. */
  readAll(number: BusinessNumber, chat: Chat): void
  play(number: BusinessNumber, chat: Chat, message: ChatMessage): void
}

const rank: Record<string, number> = { accepted: 0, sent: 1, delivered: 2, read: 3, played: 4, failed: 5 }

export function statusesOf(world: World, webhooks: Webhooks): Statuses {
  const now = () => world.clock.now()

  function reach(number: BusinessNumber, chat: Chat, message: ChatMessage, status: StatusName): void {
    if (message.status === null || message.times[status] !== undefined || message.status === 'failed') return
    message.times[status] = now()
    if ((rank[status] ?? 0) > (rank[message.status] ?? 0)) message.status = status
    world.emit({ type: 'status', phoneNumberId: number.phoneNumberId, customer: chat.person.waId, message })
    const at = now()
    const effects = world.faults.strike('status', { phoneNumberId: number.phoneNumberId, customer: canonical(chat.person.waId) })
    if (effects.some((effect) => effect.kind === 'skip' && effect.status === status)) return
    const wait = effects.reduce((sum, effect) => sum + (effect.kind === 'delay' ? effect.ms : 0), 0)
    const event = statusEvent(number, chat, message, status, at)
    if (status === 'delivered' || status === 'read') message.isPriceTold = true
    if (wait === 0) webhooks.tell(event)
    else world.clock.at(at + wait, () => webhooks.tell(event))
  }

  function fail(number: BusinessNumber, chat: Chat, message: ChatMessage, code: number, details: string): void {
    message.errors = [itemOf(code, details)]
    reach(number, chat, message, 'failed')
  }

  function deliver(number: BusinessNumber, chat: Chat, message: ChatMessage): void {
    if (!chat.person.isOnline || message.type === 'reaction' || message.status === 'failed') return
    reach(number, chat, message, 'delivered')
    if (chat.isOpen) read(number, chat, message)
  }

  function read(number: BusinessNumber, chat: Chat, message: ChatMessage): void {
    if (!chat.person.sendsReceipts || message.type === 'reaction') return
    reach(number, chat, message, 'read')
  }

  return {
    follow(number, chat, message, failure) {
      const [sentMin, sentMax] = world.settings.sentAfter
      const [deliveredMin, deliveredMax] = world.settings.deliveredAfter
      const struck = world.faults.strike('outcome', { phoneNumberId: number.phoneNumberId, customer: canonical(chat.person.waId) })
      const injected = struck.find((effect) => effect.kind === 'fail')
      const problem = injected ? { code: injected.code, details: injected.details ?? 'Injected by the test' } : failure
      const sentAt = now() + world.random.int(sentMin, sentMax)
      const deliveredAt = sentAt + world.random.int(deliveredMin, deliveredMax)
      world.clock.at(sentAt, () => {
        if (problem) return fail(number, chat, message, problem.code, problem.details)
        reach(number, chat, message, 'sent')
        world.clock.at(deliveredAt, () => deliver(number, chat, message))
      })
    },
    deliverWaiting(number, chat) {
      for (const message of chat.messages) if (message.direction === 'out' && message.status === 'sent') deliver(number, chat, message)
    },
    readAll(number, chat) {
      for (const message of chat.messages) {
        if (message.direction !== 'out' || (message.status !== 'delivered' && message.status !== 'sent')) continue
        if (message.status === 'sent') deliver(number, chat, message)
        if (chat.person.isOnline) read(number, chat, message)
      }
    },
    play(number, chat, message) {
      if (message.type === 'audio' && chat.person.sendsReceipts) reach(number, chat, message, 'played')
    },
  }
}
