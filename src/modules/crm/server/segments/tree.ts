import type { SegmentCondition, SegmentGroup } from '#crm/contract/segment.ts'

export const isGroup = (part: SegmentCondition | SegmentGroup): part is SegmentGroup => 'match' in part

/** Every condition of a tree, in the order of reading. */
export const conditionsOf = (tree: SegmentGroup): SegmentCondition[] =>
  tree.conditions.flatMap((part) => (isGroup(part) ? conditionsOf(part) : [part]))

/** The ids of the segments that a tree refers to. */
export const referencesOf = (tree: SegmentGroup | null): string[] =>
  tree
    ? [...new Set(conditionsOf(tree).flatMap(({ term, value }) => (term === 'segment' && Array.isArray(value) ? value.map(lower) : [])))]
    : []

const lower = (id: string): string => id.toLowerCase()

/**
 * The way on which a segment comes back to itself, as ids from it to it, or null. `referencesById`: what each one refers
 * to, the new state of the one that is being saved included.
 */
export function circleFrom(start: string, referencesById: ReadonlyMap<string, readonly string[]>): string[] | null {
  const seen = new Set<string>()
  const walk = (id: string, way: readonly string[]): string[] | null => {
    for (const next of referencesById.get(id) ?? []) {
      if (next === start) return [...way, next]
      if (seen.has(next)) continue
      seen.add(next)
      const found = walk(next, [...way, next])
      if (found) return found
    }
    return null
  }
  return walk(start, [start])
}
