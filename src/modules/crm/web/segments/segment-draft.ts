import type { InputOf } from '#kernel/contract/declare.ts'
import type { previewSegment } from '#crm/contract/segment-api.ts'
import { type Operator, operatorsByType, segmentLimits, valueShape } from '#crm/contract/segment-term.ts'
import type { SegmentGroup, SegmentTerm } from '#crm/contract/segment.ts'

/** Conditions while they are being written: some have no term or no value yet. `key` is for the screen alone. */
export type DraftCondition = { key: string; term: string; operator: Operator; value: DraftValue }
export type DraftGroup = { key: string; match: 'all' | 'any'; conditions: readonly DraftPart[] }
export type DraftPart = DraftCondition | DraftGroup
export type DraftValue = string | number | boolean | readonly string[] | null
export type Terms = ReadonlyMap<string, SegmentTerm>
export type Tree = InputOf<typeof previewSegment>['conditions']

/** As many levels as the server takes. */
export const deepest = 3

let made = 0
const newKey = (): string => `part${(made += 1)}`

export const isGroup = (part: DraftPart): part is DraftGroup => 'match' in part
export const emptyCondition = (): DraftCondition => ({ key: newKey(), term: '', operator: 'filled', value: null })
export const emptyGroup = (match: 'all' | 'any' = 'all'): DraftGroup => ({ key: newKey(), match, conditions: [emptyCondition()] })

export const draftOf = (tree: SegmentGroup): DraftGroup => ({
  key: newKey(),
  match: tree.match,
  conditions: tree.conditions.map((part) => ('match' in part ? draftOf(part) : { key: newKey(), ...part })),
})

/** Another term starts anew: with its first operator and nothing in it. */
export function withTerm(condition: DraftCondition, term: SegmentTerm): DraftCondition {
  const operator = operatorsByType[term.type][0]
  return { ...condition, term: term.name, operator, value: startOf(term, operator) }
}

/** The value stays when the next operator takes the same kind of value. */
export function withOperator(condition: DraftCondition, term: SegmentTerm, operator: Operator): DraftCondition {
  const isSame = valueShape(term.type, operator) === valueShape(term.type, condition.operator)
  return { ...condition, operator, value: isSame ? condition.value : startOf(term, operator) }
}

const startOf = (term: SegmentTerm, operator: Operator): DraftValue => {
  const shape = valueShape(term.type, operator)
  return shape === 'options' ? [] : shape === 'days' ? 30 : shape === 'boolean' ? true : null
}

export function isComplete({ term, operator, value }: DraftCondition, terms: Terms): boolean {
  const known = terms.get(term)
  if (!known) return false
  switch (valueShape(known.type, operator)) {
    case 'none':
      return true
    case 'options':
      return Array.isArray(value) && value.length > 0
    case 'number':
    case 'days':
      return typeof value === 'number'
    case 'boolean':
      return typeof value === 'boolean'
    default:
      return typeof value === 'string' && value.trim() !== ''
  }
}

const plainOf = ({ term, operator, value }: DraftCondition) => ({
  term,
  operator,
  value: typeof value === 'object' && value ? [...value] : value,
})

/** What is written so far, without the parts that say nothing yet; null when nothing is left. */
export function treeOf(group: DraftGroup, terms: Terms): Tree | null {
  const conditions = group.conditions.flatMap((part): Tree['conditions'] => {
    if (!isGroup(part)) return isComplete(part, terms) ? [plainOf(part)] : []
    const inner = treeOf(part, terms)
    return inner ? [inner as Tree['conditions'][number]] : []
  })
  return conditions.length > 0 ? { match: group.match, conditions } : null
}

export const countOf = (group: DraftGroup): number => group.conditions.reduce((sum, part) => sum + (isGroup(part) ? countOf(part) : 1), 0)
export const isFull = (group: DraftGroup): boolean => countOf(group) >= segmentLimits.conditions

export const isWhole = (group: DraftGroup, terms: Terms): boolean =>
  group.conditions.length > 0 && group.conditions.every((part) => (isGroup(part) ? isWhole(part, terms) : isComplete(part, terms)))

export const replaced = (group: DraftGroup, key: string, next: DraftPart | null): DraftGroup => ({
  ...group,
  conditions: group.conditions.flatMap((part) => (part.key === key ? (next ? [next] : []) : [part])),
})
