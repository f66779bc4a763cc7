import { roughly } from '#sales/server/metrics/durations.ts'
import { type Deltas, monthOf, summed } from '#sales/server/metrics/parts.ts'

/** What is added to each table. Amounts of several deals are several times the amount. */
export type TallyRows = Record<'cohorts' | 'cohortMonths' | 'outcomes' | 'outcomeMonths' | 'durations' | 'durationMonths', object[]>

/**
 * What changed, as the tables keep it: exact and by the day without saying whose it is, and by the month with it. `home`:
 * the organization's currency, whose amounts need no rate and therefore no day.
 */
export function tallyRowsOf({ cohorts, outcomes, durations }: Deltas, home: string): TallyRows {
  const valued = outcomes.map((part) => ({
    ...part,
    valued: part.valued * part.count,
    amountMinor: part.amountMinor * part.count,
    cycleSeconds: part.cycleSeconds * part.count,
  }))
  return {
    cohorts: summed(cohorts.map(({ ownerId: _owner, brandId: _brand, ...part }) => part)),
    cohortMonths: summed(cohorts.map(({ day, ...part }) => ({ ...part, month: monthOf(day) }))),
    outcomes: valued,
    outcomeMonths: valued.map(({ day, ...part }) => ({ ...part, month: monthOf(day), day: part.currency === home ? null : day })),
    durations: summed(durations.map(({ ownerId: _owner, brandId: _brand, ...part }) => part)),
    durationMonths: summed(durations.map((part) => ({ ...part, seconds: roughly(part.seconds) }))),
  }
}
