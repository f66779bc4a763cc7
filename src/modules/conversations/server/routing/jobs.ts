import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job, TryAgain } from '#kernel/jobs/job.ts'
import * as agents from '#conversations/server/availability/agents.store.ts'
import { isHeld } from '#conversations/server/first-word/first-word.ts'
import * as queue from './queue.store.ts'
import { attempt, enter, type House, openHouse, type Outcome } from './router.ts'

const busyMs = 1_000
const heldMs = 3_000
const page = 50
const mostPages = 20

/** One conversation finds its team and, when its turn comes and somebody has room, its person. */
export const routeConversation = job({
  name: 'conversations.route-conversation',
  payload: z.object({ id: Id, exceptId: Id.nullable().default(null), keepsTeam: z.boolean().default(false) }),
  async run(ctx, { id, exceptId, keepsTeam }) {
    if (!(await queue.isFreeNow(ctx, id))) return queue.remove(ctx, id)
    // Whoever has the first word either takes it in the next moment or lets go of it.
    if (await isHeld(ctx, id)) {
      ctx.enqueue(routeConversation, { id, exceptId, keepsTeam }, { key: `held:${id}`, at: new Date(ctx.now.getTime() + heldMs) })
      return
    }
    const house = await openHouse(ctx)
    const entered = await enter(ctx, id, house, { exceptId, keepsTeam })
    if (entered === 'busy') throw new TryAgain(new Date(ctx.now.getTime() + busyMs), 'somebody has it in hand')
    if (entered !== 'entered') return
    // Whoever waits longer comes first, also when this one arrives at the moment in which somebody gets free.
    const outcomes = await drain(ctx, house)
    outcomes.add(await attempt(ctx, id, house))
    const entry = await queue.find(ctx, id)
    if (entry?.overflowAt)
      ctx.enqueue(routeConversation, { id, exceptId, keepsTeam }, { key: `overflow:${id}`, at: new Date(entry.overflowAt) })
    await comeBack(ctx, house, outcomes)
  },
})

/** Somebody can be given something: what waits goes out in the order of the queue, as far as there is room. */
export const drainQueue = job({
  name: 'conversations.drain-queue',
  payload: z.object({}),
  async run(ctx) {
    if ((await queue.waiting(ctx, [], [], 1)).length === 0) return
    const house = await openHouse(ctx)
    await comeBack(ctx, house, await drain(ctx, house))
  },
})

async function drain(ctx: Ctx, house: House): Promise<Set<Outcome>> {
  const [seen, fullTeams, outcomes] = [[] as string[], new Set<string>(), new Set<Outcome>()]
  for (let turn = 0; turn < mostPages; turn++) {
    const waiting = await queue.waiting(ctx, seen, [...fullTeams], page)
    for (const { id, teamId, exceptId } of waiting) {
      seen.push(id)
      if (fullTeams.has(teamId)) continue
      const outcome = await attempt(ctx, id, house)
      outcomes.add(outcome)
      // Nobody of the team has room for anything: what stands behind it in the same queue need not be looked at.
      if (exceptId === null && endsQueue.has(outcome)) fullTeams.add(teamId)
    }
    if (waiting.length < page) break
  }
  return outcomes
}

const endsQueue: ReadonlySet<Outcome> = new Set(['nobody_in_team', 'nobody_online', 'all_full', 'rate_limited'])

/** A rate limit gives way by time alone, and nothing else would tell. */
async function comeBack(ctx: Ctx, house: House, outcomes: ReadonlySet<Outcome>): Promise<void> {
  const { rateLimit } = house.settings
  if (rateLimit === null || !outcomes.has('rate_limited')) return
  const windowMs = rateLimit.minutes * 60_000
  const since = new Date(ctx.now.getTime() - windowMs).toISOString()
  const limited = house.candidates.filter(({ status, recent }) => status === 'online' && recent >= rateLimit.count).map(({ id }) => id)
  const oldest = await agents.oldestSince(ctx, limited, since)
  if (oldest === null) return
  ctx.enqueue(drainQueue, {}, { key: 'rate-limit', at: new Date(Math.max(ctx.now.getTime() + busyMs, Date.parse(oldest) + windowMs + 1)) })
}

/** With the commit of whatever made room. One that waits already does for all. */
export const drainSoon = (ctx: Ctx): void => ctx.enqueue(drainQueue, {}, { key: 'now' })
