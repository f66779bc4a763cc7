import { isWhole, type UnitCode } from '#commerce/contract/quantity.ts'
import type { Ctx } from '#kernel/ctx.ts'

type Sold = { id: string; components: readonly { variantId: string; quantityMilli: number }[] }
export type Left = ReadonlyMap<string, number>

/** How much of variants a brand can still sell, by whoever counts; a combo as often as all of it is there. What nobody counts is absent. */
export async function leftOf(ctx: Ctx, sold: readonly Sold[], brandId: string | null): Promise<Left> {
  const sources = ctx.modules.flatMap(({ stock = [] }) => stock)
  if (sources.length === 0 || sold.length === 0) return new Map()
  const variantIds = [...new Set(sold.flatMap(({ id, components }) => [id, ...components.map(({ variantId }) => variantId)]))]
  const left = new Map<string, number>()
  const lower = (id: string, milli: number): void => void left.set(id, Math.min(milli, left.get(id) ?? milli))
  for (const source of sources) for (const [id, milli] of await source.left(ctx, { variantIds, brandId })) lower(id, milli)
  for (const { id, components } of sold)
    for (const { variantId, quantityMilli } of components) {
      const part = left.get(variantId)
      if (part !== undefined) lower(id, Math.floor(part / quantityMilli) * 1000)
    }
  return left
}

/** What is counted, or made of what is, is there as long as one whole one is left, or anything of what is weighed. Then one may wait for it. */
export function withStock<V extends { id: string; isThere: boolean }>(
  one: V,
  unit: UnitCode,
  left: Left,
): V & { leftMilli?: number; mayWait?: true } {
  const leftMilli = left.get(one.id)
  if (leftMilli === undefined) return one
  const isLeft = leftMilli >= (isWhole(unit) ? 1000 : 1)
  return { ...one, leftMilli, isThere: one.isThere && isLeft, ...(!isLeft && { mayWait: true as const }) }
}
