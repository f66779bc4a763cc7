/**
 * How prices follow one another in a list. Pure: what holds from when to when, and what has to be written so that something
 * else holds from a moment on. Instants in milliseconds; `Infinity` is until somebody changes it.
 */

export type Row = {
  id: string
  variantId: string
  leastMilli: number
  amountMinor: number
  changeId: string | null
  from: number
  to: number
}
/** From `at` on until the next one that is planned already. `amountMinor` null: none. */
export type Wish = { variantId: string; leastMilli: number; amountMinor: number | null; at: number; changeId: string | null }
export type Added = Omit<Row, 'id'>
export type Plan = {
  /** Rows that never come to hold, or are written anew from their very beginning. */
  removed: string[]
  /** Rows that end earlier, or later, than they did. */
  ended: { id: string; to: number }[]
  added: Added[]
  /** What held at the moment of each wish, in their order; null: nothing did. */
  before: (Row | null)[]
}

export const keyOf = ({ variantId, leastMilli }: { variantId: string; leastMilli: number }): string => `${variantId} ${leastMilli}`

/** `rows`: all that hold or will, of the variants that are wished for. At most one wish for a variant and quantity. */
export function plan(rows: readonly Row[], wishes: readonly Wish[]): Plan {
  const rowsByKey = Map.groupBy(rows, keyOf)
  const made: Plan = { removed: [], ended: [], added: [], before: [] }
  for (const wish of wishes) {
    const own = rowsByKey.get(keyOf(wish)) ?? []
    const current = own.find(({ from, to }) => from <= wish.at && wish.at < to) ?? null
    made.before.push(current)
    if (current?.amountMinor === wish.amountMinor && current.changeId === wish.changeId) continue
    if (current?.from === wish.at) made.removed.push(current.id)
    else if (current) made.ended.push({ id: current.id, to: wish.at })
    if (wish.amountMinor === null) continue
    const next = Math.min(...own.filter(({ from }) => from > wish.at).map(({ from }) => from))
    const { variantId, leastMilli, amountMinor, changeId } = wish
    made.added.push({ variantId, leastMilli, amountMinor, changeId, from: wish.at, to: current?.to ?? next })
  }
  return made
}

/** Takes back a row that does not hold yet: what ends where it would begin goes on until it would have ended. */
export function withdraw(rows: readonly Row[], gone: Row): Plan {
  const previous = rows.find((row) => keyOf(row) === keyOf(gone) && row.to === gone.from)
  return { removed: [gone.id], ended: previous ? [{ id: previous.id, to: gone.to }] : [], added: [], before: [] }
}
