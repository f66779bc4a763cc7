import { z } from 'zod'
import * as identity from '#identity/server/public.ts'
import type { ConversationCard } from '#conversations/contract/conversation.ts'
import type { Message } from '#conversations/contract/message.ts'
import { getConversation, sendMessage } from '#conversations/server/public.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { Problem } from '#kernel/problem.ts'
import { fitting, say } from './away.ts'
import * as store from './away.store.ts'
import { closedPeriodAt } from './closed-period.ts'

const Item = z.object({
  what: z.enum(['asked', 'attended']),
  conversationId: Id,
  brandId: Id,
  channelId: Id,
  messageId: Id,
  at: Instant,
})
type Item = z.infer<typeof Item>

/** Beyond this, nobody would take it for an answer to what they wrote. */
const staleMs = 10 * 60_000
/** Where nothing is known of an opening, the period has no name of its own. */
const never = 'never'
const keptDays = 60

/**
 * Decides for many messages at once who is told that the shop is closed; each is then told in a transaction of its own.
 * Where nothing is to be said, which is the usual case, it is one question.
 */
export const watchHours = job({
  name: 'bots.watch-hours',
  payload: z.object({ items: z.array(Item) }),
  async run(ctx, { items }) {
    const replies = await store.active(ctx)
    if (replies.length === 0) return
    const hoursOf = await identity.workingHoursByBrand(ctx)
    for (const item of items) {
      const period = fitting(replies, item) && closedPeriodAt(hoursOf(item.brandId), item.at)
      if (!period) continue
      // Who is attended by a person after hours is not told that nobody is there.
      if (item.what === 'attended') await store.mark(ctx, item.conversationId, period.until ?? never)
      else if (ctx.now.getTime() - Date.parse(item.at) < staleMs) ctx.enqueue(tellAway, item, { lane: `bots:${item.conversationId}` })
    }
  },
})

/** In the lane in which bots hear: whatever a flow had to say was said before. */
export const tellAway = job({ name: 'bots.tell-away', payload: Item, attempts: 4, run: tell })

async function tell(ctx: Ctx, item: Item): Promise<void> {
  const reply = fitting(await store.active(ctx), item)
  const hours = await identity.workingHours(ctx, item.brandId)
  const period = closedPeriodAt(hours, ctx.now.toISOString())
  if (!reply || !period) return
  const conversation = await getConversation(ctx, { id: item.conversationId })
  // A bot has it, or somebody answered meanwhile.
  if (conversation.state === 'pending' || conversation.lastMessage?.direction === 'out' || conversation.mergedIntoId !== null) return
  const brands = await identity.brands(ctx)
  const companyName = brands.find(({ id }) => id === conversation.brandId)?.name ?? ''
  const text = say(ctx, reply.text, period, { clientName: conversation.contactName, companyName }, hours?.zone)
  if (text === '' || !(await store.mark(ctx, item.conversationId, period.until ?? never))) return
  try {
    await sendMessage(ctx, { id: conversation.id, content: { kind: 'text', text }, replyToId: null, channelId: item.channelId })
  } catch (error) {
    // The window closed, or the number stopped: there is nobody to tell it to.
    if (!(error instanceof Problem)) throw error
    ctx.log.warn({ code: error.code, conversationId: conversation.id }, 'the shop is closed and it could not be said')
  }
}

type About = { conversation: ConversationCard; message: Message }

const itemOf = (what: Item['what'], { conversation, message }: About): Item => ({
  what,
  conversationId: conversation.id,
  brandId: conversation.brandId,
  channelId: message.channelId,
  messageId: message.id,
  at: message.at,
})

/** For `gather`. An account's notice asks nothing. */
/** What answers a survey asks for nothing. */
export const asked = (about: About & { isTaken: boolean }): Item | null =>
  about.message.direction === 'in' && about.message.kind !== 'notice' && !about.isTaken ? itemOf('asked', about) : null

export const attended = (about: About): Item | null =>
  about.message.author.kind === 'user' || about.message.author.kind === 'phone-app' ? itemOf('attended', about) : null

/** Once a day: what was told long ago. */
export const forgetTold = job({
  name: 'bots.forget-told',
  payload: z.object({}) as z.ZodType<Record<string, never>>,
  run: (ctx) => store.forgetTold(ctx, new Date(ctx.now.getTime() - keptDays * 86_400_000)),
})
