import { createHash } from 'node:crypto'
import { changed, type Ground, marginOf, type PriceRule } from '#commerce/contract/price-rule.ts'
import type { ChangedPrice } from '#commerce/contract/price-change.ts'
import type { Rounding } from '#commerce/contract/rounding.ts'
import { keyOf, type Row } from '#commerce/server/prices/planning.ts'

/** What a change of many prices comes to. Pure. */

export type Selected = { id: string; name: string; sku: string | null; costMinor: number | null; costCurrency: string | null }
export type Reckoned = ChangedPrice & { oldChangeId: string | null }
export type Reckoning = { items: Reckoned[]; sameCount: number; groundlessCount: number }
/** `rows` of the list that is changed and of the one it follows, with all that hold or will. `at`: when it begins. */
export type Material = {
  rule: PriceRule
  rounding: Rounding | null
  currency: string
  baseCurrency: string
  at: number
  variants: readonly Selected[]
  rows: readonly Row[]
  baseRows: readonly Row[]
}

type Step = { leastMilli: number; now: Row | null; ground: Ground }

/** By variant in their order, each from the smallest quantity on. Throws RangeError beyond exact amounts. */
export function reckon(material: Material): Reckoning {
  const { rule, rounding, currency, at } = material
  const holding = (rows: readonly Row[]): Map<string, Row[]> =>
    Map.groupBy(
      rows.filter(({ from, to }) => from <= at && at < to),
      ({ variantId }) => variantId,
    )
  const [rowsByVariant, baseByVariant] = [holding(material.rows), holding(material.baseRows)]
  const planned = new Set(material.rows.filter(({ from }) => from > at).map(keyOf))
  const made: Reckoning = { items: [], sameCount: 0, groundlessCount: 0 }
  for (const variant of material.variants) {
    const steps = stepsOf(variant, rowsByVariant.get(variant.id) ?? [], baseByVariant.get(variant.id) ?? [], material)
    if (steps.length === 0) made.groundlessCount++
    for (const { leastMilli, now, ground } of steps) {
      const newMinor = changed(rule, rounding, ground)
      if (newMinor === null) made.groundlessCount++
      else if (newMinor === now?.amountMinor) made.sameCount++
      else {
        const costMinor = variant.costCurrency === currency ? variant.costMinor : null
        const oldMinor = now?.amountMinor ?? null
        made.items.push({
          variantId: variant.id,
          name: variant.name,
          sku: variant.sku,
          leastMilli,
          oldMinor,
          newMinor,
          costMinor,
          oldMargin: costMinor === null || oldMinor === null ? null : marginOf(oldMinor, costMinor),
          newMargin: costMinor === null ? null : marginOf(newMinor, costMinor),
          isBelowCost: costMinor !== null && newMinor < costMinor,
          isPlanned: planned.has(keyOf({ variantId: variant.id, leastMilli })),
          oldChangeId: now?.changeId ?? null,
        })
      }
    }
  }
  return made
}

/** What there is to change of a variant: its prices, or those that it gets from elsewhere. */
function stepsOf(variant: Selected, own: readonly Row[], base: readonly Row[], { rule, currency, baseCurrency }: Material): Step[] {
  const ownAt = (leastMilli: number): Row | null => own.find((row) => row.leastMilli === leastMilli) ?? null
  if (rule.kind === 'from-cost') {
    if (variant.costMinor === null || variant.costCurrency === null) return []
    const now = ownAt(0)
    const ground = { nowMinor: now?.amountMinor ?? null, baseMinor: variant.costMinor, baseCurrency: variant.costCurrency, currency }
    return [{ leastMilli: 0, now, ground }]
  }
  const source = rule.kind === 'from-list' ? base : own
  return source
    .toSorted((a, b) => a.leastMilli - b.leastMilli)
    .map(({ leastMilli, amountMinor }) => {
      const now = ownAt(leastMilli)
      return { leastMilli, now, ground: { nowMinor: now?.amountMinor ?? null, baseMinor: amountMinor, baseCurrency, currency } }
    })
}

/** The same for the same prices before and after. */
export function digestOf(items: readonly Reckoned[]): string {
  const hash = createHash('sha256')
  for (const { variantId, leastMilli, oldMinor, newMinor } of items) hash.update(`${variantId} ${leastMilli} ${oldMinor} ${newMinor}\n`)
  return hash.digest('base64url')
}
