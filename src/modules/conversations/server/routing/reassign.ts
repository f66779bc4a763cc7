import { hand } from '#conversations/server/conversations/assignment.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as agents from '#conversations/server/availability/agents.store.ts'
import * as queue from './queue.store.ts'
import { attempt, enter, openHouse } from './router.ts'
import { choose, weightOf } from './selection.ts'

/**
 * Gives to others those whose customer waits with somebody who is offline. Only where a rule says who else could: a
 * conversation that nobody can take now stays with the one who knows it. Whose customer it is does not change.
 * `later`: some of them stayed. `again`: something else had one in hand at this moment, or there were too many for one go.
 */
export async function reassignWaitingOf(ctx: Ctx, personId: string): Promise<'done' | 'later' | 'again'> {
  const house = await openHouse(ctx)
  if ((await agents.find(ctx, personId))?.status !== 'offline') return 'done'
  let isLeft = false
  const rows = await queue.lockWaitingOf(ctx, personId)
  const isMore = (await queue.countWaitingOf(ctx, personId)) > rows.length
  for (const row of rows) {
    const rule = house.rules.find((one) => one.isActive && one.teamId === row.teamId)
    const team = rule ? house.candidates.filter(({ teamIds }) => teamIds.includes(rule.teamId)) : []
    const asked = { skill: rule?.skill ?? null, stickyId: null, weight: weightOf(row.channelKind), rateLimit: house.settings.rateLimit }
    const choice = choose(team, { method: rule?.method ?? 'sticky', ...asked, exceptId: personId })
    if (!rule || 'nobody' in choice) {
      isLeft ||= rule !== undefined
      continue
    }
    await hand(ctx, row, { assignee: null }, 'unassigned')
    await enter(ctx, row.id, house, { exceptId: personId, keepsTeam: true })
    const outcome = await attempt(ctx, row.id, house)
    if (outcome !== 'assigned') throw new Error(`a conversation that had a taker found none: ${outcome}`)
  }
  if (isLeft) return 'later'
  return isMore ? 'again' : 'done'
}
