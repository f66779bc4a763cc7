import { messageStatusChanged } from '#conversations/contract/events.ts'
import type { Failure } from '#conversations/contract/message.ts'
import type { IncomingStatus } from '#conversations/server/channels/channel-adapter.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as prices from '#conversations/server/rates/prices.ts'
import * as receiving from './receive.store.ts'
import { add, finderIn, stateAfter, toldStates, type Told } from './status-merge.ts'
import * as store from './statuses.store.ts'

/** Statuses of a channel, any number and order, in a few statements. What is about a message that is not there yet waits for it. */
export async function apply(ctx: Ctx, channelId: string, statuses: readonly IncomingStatus[]): Promise<void> {
  if (statuses.length === 0) return
  const held = await lockAll(ctx, channelId, statuses)
  const rest = without(statuses, held)
  const late = rest.length > 0 ? await arrivedMeanwhile(ctx, channelId, rest) : []
  await settle(ctx, [...held, ...late], statuses)
}

/** Most likely sent by another system through the same number; perhaps by us, this very moment. */
async function arrivedMeanwhile(ctx: Ctx, channelId: string, statuses: readonly IncomingStatus[]): Promise<store.Held[]> {
  const providerIds = [...new Set(statuses.map((status) => status.providerId))]
  await receiving.queueUpFor(ctx, channelId, providerIds)
  const found = await store.lock(ctx, channelId, providerIds, [])
  const early = without(statuses, found)
  await receiving.keepEarly(
    ctx,
    channelId,
    early.map((fact) => ({ providerId: fact.providerId, fact })),
  )
  return found
}

export const isStatus = (fact: unknown): fact is IncomingStatus => (fact as { kind?: unknown } | null)?.kind === 'status'

function without(statuses: readonly IncomingStatus[], messages: readonly store.Held[]): IncomingStatus[] {
  const taken = new Set(messages.flatMap(finderIn(statuses)))
  return statuses.filter((status) => !taken.has(status))
}

async function lockAll(ctx: Ctx, channelId: string, statuses: readonly IncomingStatus[]): Promise<store.Held[]> {
  const ids = statuses.flatMap((status) => status.messageId ?? [])
  const providerIds = statuses.map((status) => status.providerId)
  return store.lock(ctx, channelId, [...new Set(providerIds)], [...new Set(ids)])
}

/** Merges what was told into messages that are held, and says which of them moved. */
export async function settle(ctx: Ctx, messages: readonly store.Held[], statuses: readonly IncomingStatus[]): Promise<void> {
  await prices.record(ctx, messages, statuses)
  const saidOf = finderIn(statuses)
  const moved: { message: store.Held; settled: store.Settled }[] = []
  for (const message of messages) {
    let told: Told = {}
    for (const state of toldStates) {
      const at = message[state]
      if (at !== null) told = add(told, state, at)
    }
    const before = told
    let failure: Failure | null = message.failure
    let providerId = message.providerId
    for (const status of saidOf(message)) {
      told = add(told, status.state, status.at)
      providerId ??= status.providerId
      if (status.state === 'failed') failure = status.failure ?? failure
    }
    if (told === before && providerId === message.providerId) continue
    const state = stateAfter(message.state, told)
    // What went wrong on the way is over once it got through.
    moved.push({ message, settled: { ...told, id: message.id, providerId, state, failure: state === 'failed' ? failure : null } })
  }
  if (moved.length === 0) return
  const [holders] = await Promise.all([
    holdersOf(
      ctx,
      moved.map(({ message }) => message),
    ),
    store.write(
      ctx,
      moved.map(({ settled }) => settled),
    ),
  ])
  await announce(
    ctx,
    moved.map(({ message, settled }) => ({ ...message, ...blank, ...settled })),
    holders,
  )
}

const blank = { sent: null, delivered: null, read: null, played: null, failed: null }

/** The state as it is written, for what we ourselves found out about a message. */
export async function tell(ctx: Ctx, messageId: string): Promise<void> {
  const held = await store.byId(ctx, messageId)
  if (held) await announce(ctx, [held], await holdersOf(ctx, [held]))
}

const holdersOf = (ctx: Ctx, all: readonly store.Held[]): Promise<store.Holder[]> =>
  store.holders(ctx, [...new Set(all.map((message) => message.conversationId))])

async function announce(ctx: Ctx, all: readonly store.Held[], holders: readonly store.Holder[]): Promise<void> {
  const holdersById = new Map(holders.map((holder) => [holder.id, holder]))
  for (const { id, conversationId, channelId, state, failure, sent, delivered, read, played, failed } of all) {
    const holder = holdersById.get(conversationId)
    if (!holder) continue
    const { brandId, assigneeId, teamId } = holder
    await ctx.emit(messageStatusChanged, {
      conversationId,
      messageId: id,
      channelId,
      brandId,
      assigneeId,
      teamId,
      state,
      times: { sent, delivered, read, played, failed },
      failure,
      changedAt: ctx.now.toISOString(),
    })
  }
}
