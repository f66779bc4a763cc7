import { z } from 'zod'
import { writeLine } from '#conversations/server/public.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { job } from '#kernel/jobs/job.ts'
import { gather, type Reaction } from '#kernel/module.ts'
import { Problem } from '#kernel/problem.ts'
import { orderMoved } from '#orders/contract/order-events.ts'
import { TellableState } from '#orders/contract/notice.ts'
import { tellable, type Tellable } from '#orders/contract/notice-text.ts'
import { OrderState } from '#orders/contract/order-state.ts'
import * as history from '#orders/server/orders/history.store.ts'
import * as orders from '#orders/server/orders/orders.store.ts'
import { tellChange } from '#orders/server/orders/telling.ts'
import { orderingOf } from '#orders/server/ordering/ordering.ts'
import { deliveredReactions } from '#orders/server/telling/delivered.job.ts'
import * as notices from '#orders/server/telling/notices.store.ts'
import { tell } from '#orders/server/telling/telling.ts'

/** Whoever pressed the wrong button has so long to take it back before the customer hears of it. */
const undoMs = 5_000
const withinMs = 500
/** A step that is heard of later than this is history: nobody is told about it any more. */
const historyMs = 3_600_000
const atOnce: readonly Tellable[] = ['received', 'confirmed']

const isTellable = (state: string): state is Tellable => (tellable as readonly string[]).includes(state)

const Moved = z.object({
  orderId: Id,
  brandId: Id,
  conversationId: Id.nullable(),
  contactId: Id.nullable(),
  number: z.string(),
  state: OrderState,
  at: Instant,
})
type Moved = z.output<typeof Moved>

/** A line of the thread it came out of. */
export const writeStep = job({
  name: 'orders.write-step',
  payload: Moved,
  async run(ctx, { conversationId, brandId, number, state }) {
    if (conversationId === null) return
    const { states } = await orderingOf(ctx, brandId)
    const name = states.find((one) => one.state === state)?.name ?? ctx.t(`orders.states.${state}`)
    await ifThere(() => writeLine(ctx, { conversationId, what: 'order-moved', values: { number, state: name } }))
  },
})

/** Tells the customer, if it is still so: who went on meanwhile, or back, has nothing to tell any more. */
export const tellCustomer = job({
  name: 'orders.tell-customer',
  payload: z.object({ orderId: Id, state: TellableState, at: Instant }),
  async run(ctx, { orderId, state, at }) {
    const order = await orders.lock(ctx, orderId)
    if (order?.state !== state || order.stateSince !== at || order.contactId === null) return
    if (await notices.isTold(ctx, orderId, state)) return
    const notice = (await notices.all(ctx)).find(({ brandId }) => brandId === order.brandId)?.notices.find((one) => one.state === state)
    if (!notice?.isOn) return
    const outcome = await tell(ctx, { ...order, contactId: order.contactId }, notice)
    await notices.keep(ctx, orderId, state, outcome)
    await history.add(ctx, orderId, { kind: 'told', toState: state, detail: outcome })
    await tellChange(ctx, order)
  },
})

/** What orders did within a moment, together: most of them are told to nobody and stand in no thread. */
export const followSteps = job({
  name: 'orders.follow-steps',
  payload: z.object({ items: z.array(Moved) }),
  async run(ctx, { items }) {
    const recent = items.filter(({ at }) => ctx.now.getTime() - Date.parse(at) < historyMs)
    if (recent.length === 0) return
    const said = await notices.all(ctx)
    const isOn = ({ brandId, state }: Moved): boolean =>
      said.some((one) => one.brandId === brandId && one.notices.some((notice) => notice.state === state && notice.isOn))
    for (const moved of recent) {
      const { orderId, state, at, contactId, conversationId } = moved
      if (conversationId !== null) ctx.enqueue(writeStep, moved, { lane: `orders.step:${orderId}` })
      if (contactId === null || !isTellable(state) || !isOn(moved)) continue
      const wait = atOnce.includes(state) ? 0 : undoMs
      ctx.enqueue(tellCustomer, { orderId, state, at }, { at: new Date(Date.parse(at) + wait), lane: `orders.step:${orderId}` })
    }
  },
})

export const tellingReactions: readonly Reaction[] = [
  ...deliveredReactions,
  gather(
    orderMoved,
    followSteps,
    ({ card, toState, at }): Moved | null =>
      card.number === null || (card.conversationId === null && card.contactId === null)
        ? null
        : {
            orderId: card.id,
            brandId: card.brandId,
            conversationId: card.conversationId,
            contactId: card.contactId,
            number: card.number,
            state: toState,
            at,
          },
    { withinMs },
  ),
]

async function ifThere(write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!(error instanceof Problem && error.status === 404)) throw error
  }
}
