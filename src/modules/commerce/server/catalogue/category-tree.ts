import { mostCategoryLevels } from '#commerce/contract/category.ts'

type Node = { id: string; parentId: string | null }

/** Parents before their children, each in the order in which they came. What hangs on nothing that is there stands at the top. */
export function inOrder<N extends Node>(nodes: readonly N[]): N[] {
  const known = new Set(nodes.map(({ id }) => id))
  const byParent = Map.groupBy(nodes, ({ parentId }) => (parentId !== null && known.has(parentId) ? parentId : null))
  const walk = (parentId: string | null): N[] => (byParent.get(parentId) ?? []).flatMap((node) => [node, ...walk(node.id)])
  return walk(null)
}

/** A category and everything below it. */
export function withBelow(nodes: readonly Node[], id: string): Set<string> {
  const found = new Set([id])
  for (const node of inOrder(nodes)) if (node.parentId !== null && found.has(node.parentId)) found.add(node.id)
  return found
}

export function levelOf(nodes: readonly Node[], id: string | null): number {
  let level = 0
  for (let at = id; at !== null && level <= nodes.length; level++) at = nodes.find((node) => node.id === at)?.parentId ?? null
  return level
}

/** How many levels something has from itself downwards. */
function depthOf(nodes: readonly Node[], id: string): number {
  const below = nodes.filter(({ parentId }) => parentId === id).map((node) => depthOf(nodes, node.id))
  return 1 + Math.max(0, ...below)
}

/** Whether a category may hang there: not below itself, and not deeper than the tree goes. */
export function refusalOfPlace(nodes: readonly Node[], id: string, parentId: string | null): 'loop' | 'too-deep' | null {
  if (parentId !== null && withBelow(nodes, id).has(parentId)) return 'loop'
  return levelOf(nodes, parentId) + depthOf(nodes, id) > mostCategoryLevels ? 'too-deep' : null
}
