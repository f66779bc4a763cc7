import { keyOf, type Plan, plan, type Row, type Wish, withdraw } from '#commerce/server/prices/planning.ts'
import type { KeptItem } from '#commerce/server/price-changes/price-changes.store.ts'

export type Reversing = { changeId: string; effectiveAt: number; items: readonly KeptItem[]; rows: readonly Row[]; now: number }

/**
 * How to put back what was there before a change, as far as its prices still hold: what somebody changed since is `kept`.
 * What held already stays in history, so that an order of between has its price; what was only planned never comes. Pure.
 */
export function reversal({ changeId, effectiveAt, items, rows, now }: Reversing): { plan: Plan; kept: KeptItem[] } {
  const at = Math.max(effectiveAt, now)
  const rowsByKey = Map.groupBy(rows, keyOf)
  const kept: KeptItem[] = []
  const wishes: Wish[] = []
  const withdrawn: Plan[] = []
  for (const item of items) {
    const own = rowsByKey.get(keyOf(item)) ?? []
    const current = own.find(({ from, to }) => from <= at && at < to)
    if (current?.changeId !== changeId || current.amountMinor !== item.newMinor) {
      kept.push(item)
      continue
    }
    const before = own.find(({ to }) => to === current.from)
    const goesOn = before ? before.amountMinor === item.oldMinor && before.changeId === item.oldChangeId : item.oldMinor === null
    if (current.from > now && goesOn) withdrawn.push(withdraw(own, current))
    else wishes.push({ variantId: item.variantId, leastMilli: item.leastMilli, amountMinor: item.oldMinor, at, changeId: item.oldChangeId })
  }
  const made = plan(rows, wishes)
  return {
    kept,
    plan: {
      removed: [...made.removed, ...withdrawn.flatMap(({ removed }) => removed)],
      ended: [...made.ended, ...withdrawn.flatMap(({ ended }) => ended)],
      added: made.added,
      before: made.before,
    },
  }
}
