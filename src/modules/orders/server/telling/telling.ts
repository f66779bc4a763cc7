import { consentStates, names, restrictedContacts, summary } from '#crm/server/public.ts'
import type { Conversation } from '#conversations/contract/conversation.ts'
import type { Outgoing } from '#conversations/contract/content.ts'
import { getConversation, say, waysTo, writeTo } from '#conversations/server/public.ts'
import * as identity from '#identity/server/public.ts'
import { firstNameOf } from '#kernel/contract/text.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { plainAmountInWords } from '#kernel/i18n/in-words.ts'
import { Problem } from '#kernel/problem.ts'
import type { Notice } from '#orders/contract/notice.ts'
import { filled, minutesUntil, type NoticeVariable } from '#orders/contract/notice-text.ts'
import type { OrderRow } from '#orders/server/orders/orders.store.ts'
import type { Outcome } from '#orders/server/telling/notices.store.ts'

type Told = OrderRow & { contactId: string }

/**
 * Tells a customer where their order is: in the conversation it came out of, beside whatever is said there, or through the
 * number they wrote to last. Free text inside the window, the template of the step outside of it, or not at all, with why.
 */
export async function tell(ctx: Ctx, order: Told, notice: Notice): Promise<Outcome> {
  const { contactId } = order
  const name = (await names(ctx, [contactId])).get(contactId)
  if (name === undefined) return { refusal: 'contact_gone' }
  const refusal = await refusalOf(ctx, contactId)
  if (refusal !== null) return { refusal }
  const words = await wordsOf(ctx, order, name)
  const conversation = order.conversationId === null ? undefined : await found(ctx, order.conversationId)
  return conversation ? sayThere(ctx, conversation, notice, words) : writeThem(ctx, contactId, notice, words)
}

/** Why somebody may not be written to about what they buy; null: they may. */
async function refusalOf(ctx: Ctx, contactId: string): Promise<string | null> {
  if ((await restrictedContacts(ctx, [contactId])).has(contactId)) return 'restricted'
  const consents = await consentStates(ctx, { contactIds: [contactId], channel: 'whatsapp', purpose: 'service' })
  return consents.get(contactId) === 'denied' ? 'opted_out' : null
}

/** Free text to a customer about what they buy, through the number they wrote to last, if its window is open. */
export async function writeFreely(ctx: Ctx, contactId: string, text: string): Promise<Outcome> {
  const refusal = await refusalOf(ctx, contactId)
  if (refusal !== null) return { refusal }
  const contact = await summary(ctx, contactId)
  const ways = await waysTo(ctx, contactId, { hasPhone: contact?.phone !== null })
  const way = ways.find(({ block }) => block === null)
  if (!way) return { refusal: ways.length === 0 ? 'no_way' : 'window_closed' }
  const content: Outgoing = { kind: 'text', text }
  return attempt(content, async () => (await writeTo(ctx, { contactId, channelId: way.channelId, contents: [content] }))[0]?.id ?? '')
}

async function sayThere(ctx: Ctx, conversation: Conversation, notice: Notice, words: Words): Promise<Outcome> {
  const number = conversation.numbers.find(({ channelId }) => channelId === conversation.channelId)
  if (!number || number.block === 'channel-stopped') return { refusal: 'channel_stopped' }
  const content = contentFor(notice, words, { isOpen: number.block === null, takesTemplates: number.capabilities.templates })
  if (content === null) return { refusal: 'window_closed' }
  const messageId = ctx.newId()
  return attempt(content, async () => {
    await say(ctx, { conversationId: conversation.id, messageId, content, authorName: words.brandName })
    return messageId
  })
}

async function writeThem(ctx: Ctx, contactId: string, notice: Notice, words: Words): Promise<Outcome> {
  const contact = await summary(ctx, contactId)
  const ways = await waysTo(ctx, contactId, { hasPhone: contact?.phone !== null })
  const open = ways.find(({ block }) => block === null)
  const way = open ?? ways.find(({ kind, block }) => kind === 'whatsapp' && block !== 'channel-stopped')
  if (!way) return { refusal: 'no_way' }
  const content = contentFor(notice, words, { isOpen: open !== undefined, takesTemplates: way.kind === 'whatsapp' })
  if (content === null) return { refusal: 'window_closed' }
  return attempt(content, async () => (await writeTo(ctx, { contactId, channelId: way.channelId, contents: [content] }))[0]?.id ?? '')
}

function contentFor(
  notice: Notice,
  words: Words,
  { isOpen, takesTemplates }: { isOpen: boolean; takesTemplates: boolean },
): Outgoing | null {
  if (isOpen) return { kind: 'text', text: filled(notice.text, words) }
  if (notice.template === null || !takesTemplates) return null
  const values = Object.fromEntries(Object.entries(notice.template.values).map(([key, value]) => [key, filled(value, words)]))
  return { kind: 'template', templateId: notice.template.templateId, values, headerFileId: null, place: null }
}

/** A template that was paused, a number that was stopped at this very moment: known before anything is written. */
async function attempt(content: Outgoing, send: () => Promise<string>): Promise<Outcome> {
  try {
    return { via: content.kind === 'template' ? 'template' : 'chat', messageId: await send() }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { refusal: error.code === 'conversations.window_closed' ? 'window_closed' : 'not_sent' }
  }
}

type Words = Readonly<Record<NoticeVariable, string>>

async function wordsOf(ctx: Ctx, order: Told, name: string): Promise<Words> {
  const [brands, colleagues] = [await identity.brands(ctx), order.driverId === null ? [] : await identity.colleagues(ctx)]
  const driver = colleagues.find(({ id }) => id === order.driverId)?.name
  const minutes = minutesUntil(order.promisedAt, ctx.now.toISOString())
  return {
    clientName: firstNameOf(name),
    orderNumber: order.number ?? '',
    total: plainAmountInWords(ctx, order.totalMinor, order.currency),
    minutes: minutes === null ? '' : String(minutes),
    deliveryName: driver === undefined ? ctx.t('orders.telling.somebody') : firstNameOf(driver),
    brandName: brands.find(({ id }) => id === order.brandId)?.name ?? '',
    reason: order.cancelReason ?? '',
  }
}

/** It may be gone by now, or not be there any more for anybody. */
async function found(ctx: Ctx, id: string): Promise<Conversation | undefined> {
  try {
    const conversation = await getConversation(ctx, { id })
    return conversation.mergedIntoId === null ? conversation : await found(ctx, conversation.mergedIntoId)
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return undefined
    throw error
  }
}
