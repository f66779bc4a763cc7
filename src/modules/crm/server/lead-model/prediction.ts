import type { LeadFactor, WinReason } from '#crm/contract/lead-model.ts'
import { calibrated } from '#crm/server/lead-model/calibration.ts'
import { levelOf, meanOf, numberOf, unknownLevel, valueIn, type LeadFacts } from '#crm/server/lead-model/features.ts'
import { logOdds } from '#crm/server/lead-model/logistic.ts'
import type { Learned } from '#crm/server/lead-model/training.ts'

export type Prediction = { pWin: number; reasons: WinReason[] }

const mostReasons = 3
/** A reason that moves the odds by less than two per cent is none. */
const leastLogOdds = 0.02

/**
 * The calibrated probability that a lead is won, and the three factors that move it most away from the average lead:
 * `beta * (x - mean)`, summed over the columns of a factor.
 */
export function predict({ columns, weights, calibration }: Learned, facts: LeadFacts): Prediction {
  const row = columns.map((column) => valueIn(column, facts))
  const addedBy = new Map<LeadFactor, number>()
  for (const [j, column] of columns.entries()) {
    const added = (weights.beta[j] as number) * ((row[j] as number) - meanOf(column))
    addedBy.set(column.factor, (addedBy.get(column.factor) ?? 0) + added)
  }
  const reasons = [...addedBy]
    .filter(([, added]) => Math.abs(added) >= leastLogOdds)
    .toSorted(([, a], [, b]) => Math.abs(b) - Math.abs(a))
    .slice(0, mostReasons)
    .map(([factor, added]) => ({ factor, ...shownOf(factor, facts), logOdds: Math.round(added * 1_000) / 1_000 }))
  return { pWin: calibrated(calibration, logOdds(weights, row)), reasons }
}

function shownOf(factor: LeadFactor, facts: LeadFacts): Pick<WinReason, 'level' | 'value'> {
  const value = numberOf(factor, facts)
  if (value !== null) return { level: null, value }
  const level = levelOf(factor, facts)
  return { level: level === unknownLevel ? null : level, value: null }
}
