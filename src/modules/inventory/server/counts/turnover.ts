import type { TurnoverClass } from '#inventory/contract/count.ts'

/** Shares of what moved, in hundredths: A is what makes up the first eighty, B the next fifteen, C the rest. */
const bounds: readonly { name: TurnoverClass; below: number }[] = [
  { name: 'a', below: 80 },
  { name: 'b', below: 95 },
]

/** A every month, B every quarter, C every half year. */
export const cycleDays: Readonly<Record<TurnoverClass, number>> = { a: 30, b: 91, c: 182 }

/**
 * What is counted how often, by the value of what moved of it. Something belongs where the running share was before it, so
 * that the one that moves most is an A even when it is all there is. What did not move is a C.
 */
export function classesOf(values: ReadonlyMap<string, number>): Map<string, TurnoverClass> {
  const sorted = [...values].toSorted(([oneId, one], [otherId, other]) => other - one || (oneId < otherId ? -1 : 1))
  const total = sorted.reduce((sum, [, value]) => sum + value, 0)
  let before = 0
  return new Map(
    sorted.map(([id, value]) => {
      const name = value > 0 ? (bounds.find(({ below }) => before * 100 < total * below)?.name ?? 'c') : 'c'
      before += value
      return [id, name] as const
    }),
  )
}

const dayMs = 86_400_000

/** What was never counted is due. */
export const isDue = (name: TurnoverClass, countedAt: string | null, now: Date): boolean =>
  countedAt === null || now.getTime() - Date.parse(countedAt) >= cycleDays[name] * dayMs
