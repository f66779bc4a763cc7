import { z } from 'zod'
import { firstWord } from '#conversations/server/public.ts'
import { Id } from '#kernel/contract/ids.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { idNamed } from '#kernel/crypto/named-id.ts'
import { job } from '#kernel/jobs/job.ts'
import { Problem } from '#kernel/problem.ts'
import { asDraft } from './cart-orders.ts'
import * as store from './carts.store.ts'

const Payload = z.object({ cartId: Id, minutes: z.int(), speaker: z.string(), turn: z.int().default(0) })
type Payload = z.output<typeof Payload>

/**
 * Somebody stopped in the middle of an order. Once, while what they wrote last still lets us write: what they had is said, and kept
 * as a draft that people see. Not when a person has the conversation by now, or the customer went on meanwhile.
 */
export const remindCart = job({
  name: 'orders.remind-cart',
  payload: Payload,
  attempts: 3,
  async run(ctx, payload) {
    const seen = await store.byId(ctx, payload.cartId)
    if (!seen || seen.state !== 'open' || seen.remindedAt !== null || seen.place.lines.length === 0) return
    const due = new Date(Date.parse(seen.heardAt) + payload.minutes * 60_000)
    if (due > ctx.now) return armed(ctx, { ...payload, turn: payload.turn + 1 }, due)
    const held = await firstWord.look(ctx, seen.conversationId)
    if (!held || held.state !== 'pending') return
    try {
      await firstWord.say(ctx, held, {
        messageId: idNamed(`${seen.id} reminder`),
        content: { kind: 'text', text: ctx.t('orders.bot.says.reminder', { count: seen.place.lines.length }) },
        as: payload.speaker,
      })
    } catch (error) {
      // The window is closed, or the number is stopped: the draft is all that can be done.
      if (!(error instanceof Problem)) throw error
    }
    await asDraft(ctx, seen)
    await store.save(ctx, { ...seen, remindedAt: ctx.now.toISOString() })
  },
})

export const remindLater = (ctx: Ctx, cartId: string, minutes: number, speaker: string): void =>
  armed(ctx, { cartId, minutes, speaker, turn: 0 }, new Date(ctx.now.getTime() + minutes * 60_000))

const armed = (ctx: Ctx, payload: Payload, at: Date): void =>
  ctx.enqueue(remindCart, payload, { at, key: `${payload.cartId}:${payload.turn}` })
