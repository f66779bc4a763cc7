import type { Velocity } from '#sales/contract/figures.ts'

const daySeconds = 86_400

type Factors = { openCount: number; won: number; lost: number; wonValued: number; wonMinor: number; wonCycleSeconds: number }

/**
 * What a pipeline brings in per day: open deals by the rate of wins by the average win, over the average days to a win. Wins
 * without an amount are not in the average. `null` as long as nothing was won, or all of it within the same second.
 */
export function velocityOf({ openCount, won, lost, wonValued, wonMinor, wonCycleSeconds }: Factors): Velocity | null {
  if (won === 0 || wonValued === 0 || wonCycleSeconds <= 0) return null
  const averageCycleDays = wonCycleSeconds / won / daySeconds
  // One division at the end: the money is rounded once.
  const perDay = (openCount * won * wonMinor) / ((won + lost) * wonValued * averageCycleDays)
  return {
    openCount,
    winRate: won / (won + lost),
    averageWonMinor: roundHalfAway(wonMinor / wonValued),
    averageCycleDays,
    perDayMinor: roundHalfAway(perDay),
  }
}

export const roundHalfAway = (value: number): number => Math.sign(value) * Math.round(Math.abs(value)) || 0
