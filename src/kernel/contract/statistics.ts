/** Figures of reports. Pure and safe for the browser. */

/**
 * The value below which a share of the values lies, with linear interpolation between neighbours (as `percentile_cont` of
 * SQL). Null of nothing.
 */
export function percentile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((one, other) => one - other)
  const place = (sorted.length - 1) * Math.min(1, Math.max(0, share))
  const low = sorted[Math.floor(place)] as number
  const high = sorted[Math.ceil(place)] as number
  return low + (high - low) * (place - Math.floor(place))
}

export const median = (values: readonly number[]): number | null => percentile(values, 0.5)
export const p90 = (values: readonly number[]): number | null => percentile(values, 0.9)

/** The 97.5 % point of the normal distribution: both tails together leave out 5 %. */
export const z95 = 1.959963984540054

/**
 * Where the true share lies with 95 % confidence, when `hits` of `count` were seen (E. B. Wilson, 1927). Unlike the usual
 * approximation it stays sound for few cases and for shares near 0 and 1. Null of no cases.
 */
export function wilson(hits: number, count: number, z = z95): { low: number; high: number } | null {
  if (count <= 0) return null
  const share = hits / count
  const spread = z * z
  const middle = share + spread / (2 * count)
  const half = z * Math.sqrt((share * (1 - share)) / count + spread / (4 * count * count))
  const scale = 1 + spread / count
  return { low: Math.max(0, (middle - half) / scale), high: Math.min(1, (middle + half) / scale) }
}

export type Staffing = {
  /** Offered load in erlangs: how many people are busy on average. */
  load: number
  /** The chance that whoever arrives has to wait. 1 when the people cannot keep up. */
  waitProbability: number
  /** Of all who arrive, those who wait not at all included. Null: the queue grows without end. */
  meanWaitSeconds: number | null
  /** The share that is answered within so many seconds. */
  answeredWithin: (seconds: number) => number
}

/**
 * Erlang C (A. K. Erlang, 1917): contacts arrive at random, wait in one queue and nobody gives up. `perHour` arrivals,
 * `handlingSeconds` for each, `people` who take one at a time. Computed by the recursion of Erlang B, which neither
 * factorial nor power can overflow.
 */
export function erlangC({ perHour, handlingSeconds, people }: { perHour: number; handlingSeconds: number; people: number }): Staffing {
  const load = (perHour * handlingSeconds) / 3600
  if (people <= load)
    return { load, waitProbability: load === 0 ? 0 : 1, meanWaitSeconds: load === 0 ? 0 : null, answeredWithin: () => Number(load === 0) }
  let blocked = 1
  for (let n = 1; n <= people; n++) blocked = (load * blocked) / (n + load * blocked)
  const waitProbability = blocked / (1 - (load / people) * (1 - blocked))
  const pace = (people - load) / handlingSeconds
  return {
    load,
    waitProbability,
    meanWaitSeconds: waitProbability / pace,
    answeredWithin: (seconds) => 1 - waitProbability * Math.exp(-pace * seconds),
  }
}

/** The fewest people with whom a share of the contacts is answered within so many seconds. */
export function peopleNeeded(work: { perHour: number; handlingSeconds: number }, goal: { share: number; seconds: number }): number {
  const most = Math.ceil((work.perHour * work.handlingSeconds) / 3600) + 1000
  for (let people = 0; people < most; people++) if (erlangC({ ...work, people }).answeredWithin(goal.seconds) >= goal.share) return people
  return most
}
