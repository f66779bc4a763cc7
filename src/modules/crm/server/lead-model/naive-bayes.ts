import type { LeadFactor } from '#crm/contract/lead-model.ts'
import { levelOf, type LeadFacts } from '#crm/server/lead-model/features.ts'

/** How often each value was among won and lost leads. */
export type Frequencies = { won: number; lost: number; values: Map<string, { won: number; lost: number }> }

const smoothing = 0.1

/**
 * The chance of being won by frequencies alone, each value taken as if it had nothing to do with the others; every count is
 * raised by 0.1 so that what was never seen is unlikely, not impossible.
 */
export function chanceOf({ won, lost, values }: Frequencies, seen: readonly string[]): number {
  const all = won + lost + 2 * smoothing
  let logWon = Math.log((won + smoothing) / all)
  let logLost = Math.log((lost + smoothing) / all)
  for (const value of seen) {
    const counts = values.get(value)
    if (!counts) continue
    logWon += Math.log((counts.won + smoothing) / (won + smoothing))
    logLost += Math.log((counts.lost + smoothing) / (lost + smoothing))
  }
  return 1 / (1 + Math.exp(logLost - logWon))
}

const factors: readonly LeadFactor[] = ['price', 'channel', 'source', 'hour', 'city', 'email', 'response', 'silence']

const valuesOf = (facts: LeadFacts): string[] => factors.map((factor) => `${factor}:${levelOf(factor, facts)}`)

export function countFrequencies(leads: readonly { won: boolean; facts: LeadFacts }[]): Frequencies {
  const values: Frequencies['values'] = new Map()
  const counted = { won: 0, lost: 0 }
  for (const { won, facts } of leads) {
    const outcome = won ? 'won' : 'lost'
    counted[outcome]++
    for (const value of valuesOf(facts)) {
      const counts = values.get(value) ?? { won: 0, lost: 0 }
      counts[outcome]++
      values.set(value, counts)
    }
  }
  return { ...counted, values }
}

export const chanceOfLead = (frequencies: Frequencies, facts: LeadFacts): number => chanceOf(frequencies, valuesOf(facts))
