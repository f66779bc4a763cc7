import type { Ctx } from '#kernel/ctx.ts'
import type { SegmentGroup } from '#crm/contract/segment.ts'
import { segmentGone, segmentInCircle, segmentTermUnknown, segmentTooLarge } from '#crm/server/problems.ts'
import { readCondition } from '#crm/server/segments/condition.ts'
import { allOf, anyOf, memberOf, testOf, type Test, unrestricted } from '#crm/server/segments/conditions.store.ts'
import type { StoredSegment } from '#crm/server/segments/segments.store.ts'
import { conditionsOf, isGroup, referencesOf } from '#crm/server/segments/tree.ts'
import type { Terms } from '#crm/server/segments/terms.ts'

/** A segment inside of a segment inside of a segment doubles quickly; beyond this many conditions no plan is good. */
const mostConditions = 200

/** A tree as one condition on `c` (crm.contact), with everything that it refers to. */
export function compile(ctx: Ctx, terms: Terms, segments: ReadonlyMap<string, StoredSegment>, tree: SegmentGroup): Test {
  let left = mostConditions
  const group = (one: SegmentGroup, way: readonly string[]): Test => {
    left -= conditionsOf(one).length
    if (left < 0) throw segmentTooLarge({ limit: mostConditions })
    const referred = new Map(referencesOf(one).map((id) => [id, segment(id, way)]))
    return part(one, referred)
  }
  const segment = (id: string, way: readonly string[]): Test => {
    const found = segments.get(id)
    if (!found) throw segmentGone()
    // Saving refuses circles; two that were saved by other means must still not turn forever.
    if (way.includes(id)) throw segmentInCircle({ way: [...way, id].map((one) => segments.get(one)?.name ?? '').join(' → ') })
    return found.conditions ? group(found.conditions, [...way, id]) : memberOf(id)
  }
  const part = (one: SegmentGroup, referred: ReadonlyMap<string, Test>): Test => {
    const tests = one.conditions.map((inner) => {
      if (isGroup(inner)) return part(inner, referred)
      const term = terms.get(inner.term)
      if (!term) throw segmentTermUnknown({ term: inner.term })
      return testOf(ctx, term, readCondition(ctx, term, inner), referred)
    })
    return one.match === 'all' ? allOf(tests) : anyOf(tests)
  }
  return allOf([group(tree, []), unrestricted])
}
