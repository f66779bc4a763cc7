import { isWhole, type UnitCode } from '#commerce/contract/quantity.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { StockLeft } from '#kernel/module.ts'

type Sold = { id: string; components: readonly { variantId: string; quantityMilli: number }[] }
export type Left = ReadonlyMap<string, StockLeft>

/** How much of variants a brand can still sell, by whoever counts; a combo as often as all of it is there. What nobody counts is absent. */
export async function leftOf(ctx: Ctx, sold: readonly Sold[], brandId: string | null): Promise<Left> {
  const sources = ctx.modules.flatMap(({ stock = [] }) => stock)
  if (sources.length === 0 || sold.length === 0) return new Map()
  const variantIds = [...new Set(sold.flatMap(({ id, components }) => [id, ...components.map(({ variantId }) => variantId)]))]
  const left = new Map<string, StockLeft>()
  const lower = (id: string, one: StockLeft): void => {
    const known = left.get(id)
    if (!known || one.milli < known.milli) left.set(id, one)
  }
  for (const source of sources) for (const [id, one] of await source.left(ctx, { variantIds, brandId })) lower(id, one)
  for (const { id, components } of sold)
    for (const { variantId, quantityMilli } of components) {
      const part = left.get(variantId)
      if (part !== undefined) lower(id, { milli: Math.floor(part.milli / quantityMilli) * 1000, isCounted: false })
    }
  return left
}

/** What is counted is there as long as one whole one is left, or anything of what is weighed. Once it is gone one may wait for it. */
export function withStock<V extends { id: string; isThere: boolean }>(
  one: V,
  unit: UnitCode,
  left: Left,
): V & { leftMilli?: number; mayWait?: true } {
  const known = left.get(one.id)
  if (known === undefined) return one
  const isLeft = known.milli >= (isWhole(unit) ? 1000 : 1)
  return { ...one, leftMilli: known.milli, isThere: one.isThere && isLeft, ...(!isLeft && known.isCounted && { mayWait: true as const }) }
}
