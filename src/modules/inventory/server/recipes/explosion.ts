import { scaled } from '#kernel/contract/shares.ts'
import type { Node } from '#inventory/server/recipes/recipes.store.ts'

export type Take = { variantId: string; quantityMilli: number }

/**
 * What so much of something takes from the shelf: itself where it is counted, else what it is made of, and so on. What is
 * neither takes nothing. Each variant once; a share below a thousandth of the unit is a thousandth.
 */
export function explode(nodes: readonly Node[], wanted: readonly Take[]): Take[] {
  const byId = new Map(nodes.map((node) => [node.variantId, node]))
  const taken = new Map<string, number>()
  const follow = ({ variantId, quantityMilli }: Take, above: readonly string[]): void => {
    const node = byId.get(variantId)
    if (!node || above.includes(variantId)) return
    if (node.isKept) taken.set(variantId, (taken.get(variantId) ?? 0) + quantityMilli)
    else
      for (const part of node.parts)
        follow(
          { variantId: part.variantId, quantityMilli: Math.max(1, scaled(part.quantityMilli, quantityMilli, node.yieldMilli ?? 1000)) },
          [...above, variantId],
        )
  }
  for (const one of wanted) follow(one, [])
  return [...taken].map(([variantId, quantityMilli]) => ({ variantId, quantityMilli }))
}
