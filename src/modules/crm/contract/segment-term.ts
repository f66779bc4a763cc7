/**
 * What conditions of segments can be about, and what can be asked of each type of term. Pure data, for the server that
 * compiles them and the screen that edits them.
 */
export const operatorsByType = {
  text: ['eq', 'ne', 'contains', 'filled', 'empty'],
  number: ['gte', 'lte', 'eq', 'filled', 'empty'],
  /** The value is whole minor units. */
  money: ['gte', 'lte', 'filled', 'empty'],
  /** A moment; days are those of the organization's zone. */
  instant: ['last-days', 'not-last-days', 'since', 'before', 'filled', 'empty'],
  /** A day of the calendar, such as a birthday. */
  day: ['anniversary', 'next-days', 'last-days', 'since', 'before', 'eq', 'filled', 'empty'],
  boolean: ['eq', 'filled', 'empty'],
  /** One of several options. */
  choice: ['in', 'not-in', 'filled', 'empty'],
  /** Always one of several options. */
  state: ['in', 'not-in'],
  /** Any number of several options. */
  set: ['has', 'has-all', 'has-none', 'filled', 'empty'],
  link: ['filled', 'empty'],
} as const satisfies Record<string, readonly string[]>

export type TermType = keyof typeof operatorsByType
export const operators = [
  'eq',
  'ne',
  'contains',
  'gte',
  'lte',
  'last-days',
  'not-last-days',
  'next-days',
  'anniversary',
  'since',
  'before',
  'in',
  'not-in',
  'has',
  'has-all',
  'has-none',
  'filled',
  'empty',
] as const
export type Operator = (typeof operators)[number]

/** What a value of the operator is: nothing, one text, a number, a count of days, a day, or several options. */
export type ValueShape = 'none' | 'text' | 'number' | 'days' | 'day' | 'options' | 'boolean'

export function valueShape(type: TermType, operator: Operator): ValueShape {
  if (operator === 'filled' || operator === 'empty') return 'none'
  if (operator === 'last-days' || operator === 'not-last-days' || operator === 'next-days' || operator === 'anniversary') return 'days'
  if (operator === 'since' || operator === 'before') return 'day'
  if (type === 'choice' || type === 'state' || type === 'set') return 'options'
  if (type === 'number' || type === 'money') return 'number'
  if (type === 'boolean') return 'boolean'
  return type === 'day' ? 'day' : 'text'
}

/** As far as a count of days may reach: ten years. */
export const mostDays = 3_660
export const segmentLimits = { segments: 500, conditions: 50, members: 1_000, options: 100 } as const
