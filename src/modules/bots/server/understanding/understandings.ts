import { z } from 'zod'
import { livingIds, recordActivities, restrictedContacts } from '#crm/server/public.ts'
import { getConversation } from '#conversations/server/public.ts'
import type { Content } from '#conversations/contract/content.ts'
import type { ConversationCard } from '#conversations/contract/conversation.ts'
import type { Message } from '#conversations/contract/message.ts'
import { messagesUnderstood } from '#bots/contract/understanding-events.ts'
import { MessageUnderstanding } from '#bots/contract/understanding.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { asksForAppointment } from './cues.ts'
import { understand } from './understand.ts'
import * as store from './understandings.store.ts'

/** So many of the newest messages of a thread are marked. */
const mostShown = 300
/** What is less sure than this is shown to nobody as a fact, and is no activity of the contact. */
const sureFrom = 0.5

export async function list(ctx: Ctx, { id }: { id: string }): Promise<{ items: MessageUnderstanding[] }> {
  // Whoever may not see the conversation is refused here.
  await getConversation(ctx, { id })
  return { items: await store.ofConversation(ctx, id, mostShown) }
}

const Item = z.object({
  conversationId: Id,
  contactId: Id,
  brandId: Id,
  at: Instant,
  messageId: Id,
  /** Null: what was said is gone. */
  found: MessageUnderstanding.nullable(),
  asksForAppointment: z.boolean(),
})
type Item = z.infer<typeof Item>

/** What messages say is understood when they are relayed, and kept after their commit, many at once. */
export const understandMessages = job({
  name: 'bots.understand-messages',
  payload: z.object({ items: z.array(Item) }),
  run: (ctx, { items }) => keep(ctx, items),
})

async function keep(ctx: Ctx, items: readonly Item[]): Promise<void> {
  // Whoever was made one with somebody meanwhile is that one.
  const alive = await livingIds(ctx, [...new Set(items.map(({ contactId }) => contactId))])
  const restricted = await restrictedContacts(ctx, [...new Set(alive.values())])
  // Of a message that came twice, what was said last counts. Of whom nothing may be concluded, or nothing is left, nothing is kept.
  const latest = [...new Map(items.map((item) => [item.messageId, item])).values()].flatMap((item) => {
    const contactId = alive.get(item.contactId)
    return contactId === undefined || restricted.has(contactId) ? [] : [{ ...item, contactId }]
  })
  const known = latest.flatMap(({ found, asksForAppointment: _asks, ...about }) => (found ? [{ ...about, ...found }] : []))
  const gone = await store.forget(
    ctx,
    latest.flatMap(({ found, messageId }) => (found ? [] : [messageId])),
  )
  if (known.length > 0) await store.put(ctx, known)
  await store.stand(ctx, [...new Set([...gone, ...known.map(({ contactId }) => contactId)])])
  await store.standConversations(ctx, [...new Set(latest.map(({ conversationId }) => conversationId))])
  await recordActivities(ctx, latest.flatMap(activityOf))
  for (const [conversationId, of] of Map.groupBy(latest, (item) => item.conversationId))
    await ctx.emit(messagesUnderstood, { conversationId, messageIds: of.map(({ messageId }) => messageId) })
}

/** What somebody asks for counts for their score. Told under the same name as by the words alone, it counts once. */
function activityOf({ contactId, at, messageId, found, asksForAppointment: asks }: Item) {
  if (!found || found.confidence < sureFrom) return []
  const name =
    found.intent === 'schedule' ? (asks ? 'booking' : null) : found.intent === 'price' || found.intent === 'stock' ? found.intent : null
  return name === null ? [] : [{ contactId, kind: `intent.${name}` as const, at, source: `intent:message:${messageId}:${name}` }]
}

type About = { conversation: ConversationCard; message: Message }

/** For `gather`: a message that just came. */
export function received({ conversation, message }: About): Item | null {
  const text = wordsOf(message.content)
  if (message.direction !== 'in' || text.trim() === '') return null
  return {
    ...placeOf({ conversation, message }),
    found: { messageId: message.id, ...understand(text) },
    asksForAppointment: asksForAppointment(text),
  }
}

/** For `gather`: an edit is understood again, and what was deleted for everyone is forgotten. */
export function changed(about: About): Item | null {
  const { message } = about
  if (message.direction !== 'in') return null
  if (message.revokedAt !== null) return { ...placeOf(about), found: null, asksForAppointment: false }
  return message.editedAt === null ? null : received(about)
}

const placeOf = ({ conversation, message }: About) => ({
  conversationId: conversation.id,
  contactId: conversation.contactId,
  brandId: conversation.brandId,
  at: message.at,
  messageId: message.id,
})

/** What a customer says with a message in words of their own; a pressed button is a word of ours. */
export const wordsOf = (content: Content): string =>
  content.kind === 'text' ? content.text : 'caption' in content ? (content.caption ?? '') : ''
