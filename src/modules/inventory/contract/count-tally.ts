/** What a count comes to. Pure and safe for the browser: the phone shows the same without a connection. */

/** `set` says how much there is; `add` says how much more was found of it somewhere else. */
export type Counted = { quantityMilli: number; how: 'set' | 'add'; countedAt: string }
export type Tally = { quantityMilli: number; countedAt: string }

/**
 * In the order in which people counted, not in the one in which their phones had a connection: what was counted offline
 * and arrives late does not overrule what somebody saw after it. `null`: nobody counted. The moment is that of the last
 * look, because what moved between two looks at one thing is taken to have been seen by the later one.
 */
export function tallied(entries: readonly Counted[]): Tally | null {
  const inOrder = entries.toSorted((one, other) => Date.parse(one.countedAt) - Date.parse(other.countedAt))
  return inOrder.reduce<Tally | null>(
    (before, { quantityMilli, how, countedAt }) => ({
      quantityMilli: Math.max(0, quantityMilli + (how === 'add' ? (before?.quantityMilli ?? 0) : 0)),
      countedAt,
    }),
    null,
  )
}

/** What a difference is worth at the cost of one unit, in minor units. Exactly half goes away from zero. */
export function worthOf(differenceMilli: number, unitCostMinor: number): number {
  const worth = Math.abs(differenceMilli) * unitCostMinor
  return Math.sign(differenceMilli) * Math.floor((worth + 500) / 1000) || 0
}

/** A difference that costs more than this is looked at again before it is believed. `null`: whatever it costs. */
export const wantsSecondLook = (differenceMilli: number, unitCostMinor: number, thresholdMinor: number | null): boolean =>
  thresholdMinor !== null && differenceMilli !== 0 && Math.abs(worthOf(differenceMilli, unitCostMinor)) > thresholdMinor
