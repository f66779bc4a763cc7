import { addDays, dayIn, startOfDay } from '#kernel/contract/calendar-day.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { mostDays, operatorsByType, valueShape, type Operator } from '#crm/contract/segment-term.ts'
import type { SegmentCondition } from '#crm/contract/segment.ts'
import { segmentConditionInvalid } from '#crm/server/problems.ts'
import { anniversaries } from '#crm/server/segments/days.ts'
import type { KnownTerm } from '#crm/server/segments/terms.ts'

/**
 * A condition as it is asked of the values of its term, with days turned into bounds. `isAbsent`: of contacts for whom
 * the rest of this does not hold, those without a value included.
 */
export type Ask = {
  isAbsent: boolean
  anyOf?: readonly string[]
  allOf?: readonly string[]
  equals?: string
  contains?: string
  atLeast?: number
  atMost?: number
  /** Instants or days, half-open: `since` <= value < `before`. */
  since?: string
  before?: string
  /** `MM-DD` of a day. */
  anniversaries?: readonly string[]
}

const day = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/

/** Refuses in words what the term does not take. */
export function readCondition(ctx: Pick<Ctx, 'now' | 'zone'>, term: KnownTerm, condition: SegmentCondition): Ask {
  const { operator, value } = condition
  const refuse = (reason: string): never => {
    throw segmentConditionInvalid({ term: condition.term, reason })
  }
  if (!(operatorsByType[term.type] as readonly Operator[]).includes(operator)) refuse('operator')
  const isAbsent = operator === 'empty' || operator === 'ne' || operator === 'not-in' || operator === 'has-none'
  switch (valueShape(term.type, operator)) {
    case 'none':
      return { isAbsent }
    case 'options': {
      const chosen = Array.isArray(value) ? value : refuse('value')
      if (chosen.length === 0 || chosen.some((one) => one.includes('\u0000'))) refuse('value')
      return operator === 'has-all' ? { isAbsent, allOf: chosen } : { isAbsent, anyOf: chosen }
    }
    case 'number': {
      const number = typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : refuse('number')
      return { isAbsent, ...(operator !== 'lte' && { atLeast: number }), ...(operator !== 'gte' && { atMost: number }) }
    }
    case 'boolean':
      return { isAbsent, equals: typeof value === 'boolean' ? String(value) : refuse('value') }
    case 'days': {
      const days = typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= mostDays ? value : refuse('days')
      return { isAbsent, ...inDays(ctx, term, operator, days) }
    }
    case 'day': {
      const given = typeof value === 'string' && day.test(value) ? value : refuse('day')
      if (operator === 'eq') return { isAbsent, since: given, before: addDays(given, 1) }
      const bound = term.type === 'instant' ? startOfDay(ctx.zone, given) : given
      return operator === 'since' ? { isAbsent, since: bound } : { isAbsent, before: bound }
    }
    case 'text': {
      const text = typeof value === 'string' ? value.trim() : ''
      if (text === '' || text.includes('\u0000')) refuse('text')
      return operator === 'contains' ? { isAbsent, contains: text } : { isAbsent, equals: text }
    }
  }
}

/** The last seven days are today and the seven before it; what is not of the last days is what was before them. */
function inDays({ now, zone }: Pick<Ctx, 'now' | 'zone'>, term: KnownTerm, operator: Operator, days: number): Partial<Ask> {
  const today = dayIn(zone, now)
  const at = (one: string): string => (term.type === 'instant' ? startOfDay(zone, one) : one)
  if (operator === 'anniversary') return { anniversaries: anniversaries(today, days) }
  if (operator === 'next-days') return { since: at(today), before: at(addDays(today, days + 1)) }
  if (operator === 'not-last-days') return { before: at(addDays(today, -days)) }
  return { since: at(addDays(today, -days)), before: at(addDays(today, 1)) }
}
