import { dayIn } from '#kernel/contract/calendar-day.ts'
import { isClosing, type StageKind } from '#sales/contract/pipeline.ts'
import { coarse } from '#sales/server/metrics/durations.ts'
import { furthestOf } from '#sales/server/metrics/funnel.ts'
import { type Step, timeInStages } from '#sales/server/metrics/steps.ts'

/** What is counted of a deal. `order`: the stages of its pipeline but the lost one, the won one last. */
export type Counted = {
  pipelineId: string
  kind: StageKind
  order: readonly string[]
  ownerId: string | null
  brandId: string | null
  amountMinor: number | null
  currency: string
  lostReasonId: string | null
  createdAt: string
  closedAt: string | null
  archivedAt: string | null
  steps: readonly Step[]
}

/** Whose it is: of which person, and of which brand. */
type Whose = { ownerId: string | null; brandId: string | null }
export type CohortPart = Whose & {
  pipelineId: string
  day: string
  furthestStageId: string | null
  outcome: 'open' | 'won' | 'lost'
}
export type OutcomePart = Whose & {
  pipelineId: string
  day: string
  outcome: 'won' | 'lost'
  currency: string
  lostReasonId: string | null
  valued: number
  amountMinor: number
  cycleSeconds: number
}
export type DurationPart = Whose & { pipelineId: string; month: string; stageId: string | null; seconds: number }
export type Parts = { cohorts: CohortPart[]; outcomes: OutcomePart[]; durations: DurationPart[] }

export const noParts: Parts = { cohorts: [], outcomes: [], durations: [] }

/** The day of the calendar on which an instant falls in a zone. */
export const monthOf = (day: string): string => `${day.slice(0, 7)}-01`

/**
 * What a deal adds to the figures of the pipeline that it is in now; nothing once it is archived. Follows from its history
 * alone, so that it can be counted again at any time.
 */
export function partsOf(deal: Counted, zone: string): Parts {
  if (deal.archivedAt !== null) return noParts
  const { pipelineId, order, createdAt, closedAt, ownerId, brandId } = deal
  const whose = { ownerId, brandId }
  const outcome = deal.kind === 'won' || deal.kind === 'lost' ? deal.kind : 'open'
  const wonStageId = order.at(-1) ?? null
  // A win that was taken back does not count as reached; any other stage does, ever since it was.
  const visited = deal.steps.map(({ stageId }) => stageId).filter((id) => id !== wonStageId)
  const furthest = outcome === 'won' ? wonStageId : furthestOf(order, visited)
  const parts: Parts = {
    cohorts: [{ pipelineId, day: dayIn(zone, createdAt), furthestStageId: furthest ?? order[0] ?? null, outcome, ...whose }],
    outcomes: [],
    durations: timeInStages(deal.steps)
      .filter(({ stageId }) => order.includes(stageId) && stageId !== wonStageId)
      .map(({ stageId, seconds, leftAt }) => ({
        pipelineId,
        month: monthOf(dayIn(zone, leftAt)),
        stageId,
        seconds: coarse(seconds),
        ...whose,
      })),
  }
  if (outcome === 'open' || closedAt === null || !isClosing(deal.kind)) return parts
  const day = dayIn(zone, closedAt)
  const cycle = Math.max(0, Math.round((Date.parse(closedAt) - Date.parse(createdAt)) / 1000))
  parts.outcomes.push({
    pipelineId,
    day,
    outcome,
    ...whose,
    currency: deal.currency,
    lostReasonId: deal.lostReasonId,
    valued: deal.amountMinor === null ? 0 : 1,
    amountMinor: deal.amountMinor ?? 0,
    cycleSeconds: cycle,
  })
  if (outcome === 'won') parts.durations.push({ pipelineId, month: monthOf(day), stageId: null, seconds: coarse(cycle), ...whose })
  return parts
}

export type Delta<P> = P & { count: number }
export type Deltas = { cohorts: Delta<CohortPart>[]; outcomes: Delta<OutcomePart>[]; durations: Delta<DurationPart>[] }

/** What has to be added so that `after` is counted instead of `before`. What is in both is left alone. */
export function deltasOf(before: Parts, after: Parts): Deltas {
  return {
    cohorts: differing(before.cohorts, after.cohorts),
    outcomes: differing(before.outcomes, after.outcomes),
    durations: differing(before.durations, after.durations),
  }
}

const differing = <P extends object>(before: readonly P[], after: readonly P[]): Delta<P>[] =>
  summed<P>([...before.map((part) => ({ ...part, count: -1 })), ...after.map((part) => ({ ...part, count: 1 }))])

/** Rows that say the same put together by what they say, and without those that come to nothing. */
export function summed<P extends object>(rows: readonly Delta<P>[]): Delta<P>[] {
  const byKey = new Map<string, Delta<P>>()
  for (const row of rows) {
    const { count, ...said } = row
    const key = keyOf(said)
    const found = byKey.get(key)
    if (found) found.count += count
    else byKey.set(key, { ...row })
  }
  return [...byKey.values()].filter(({ count }) => count !== 0)
}

/** The database keeps the fields of a document in an order of its own. */
const keyOf = (part: object): string => JSON.stringify(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
