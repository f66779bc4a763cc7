import type { LeadFactor } from '#crm/contract/lead-model.ts'
import type { Matrix } from '#crm/server/lead-model/logistic.ts'

/** A lead as it was known at the moment of decision. Null is unknown. `hour` and `weekday` (1 Monday) are of the business's zone. */
export type LeadFacts = {
  response: number | null
  inbound: number
  price: boolean
  channel: string | null
  source: string | null
  hour: number
  weekday: number
  city: string | null
  email: boolean
  orders: number
  silence: number | null
}

/**
 * A column of the matrix. Numbers enter as the logarithm of one plus them (the second message says more than the twentieth),
 * standardised; categories as one column per level but the most frequent one, which is what they are compared with.
 */
export type Column =
  | { kind: 'number'; factor: LeadFactor; mean: number; deviation: number }
  | { kind: 'level'; factor: LeadFactor; level: string; reference: string; share: number; levels: readonly string[] }

export type Encoding = { columns: Column[]; leftOut: { factor: LeadFactor; why: 'constant' | 'few' }[] }

export const unknownLevel = '?'
export const rareLevel = '*'
const fewestOfLevel = 20
const fewestPositives = 10

const numbers: { [F in LeadFactor]?: (facts: LeadFacts) => number | null } = {
  response: (facts) => facts.response,
  inbound: (facts) => facts.inbound,
  orders: (facts) => facts.orders,
  silence: (facts) => facts.silence,
}
const categories: { [F in LeadFactor]?: (facts: LeadFacts) => string | null } = {
  // Whether a number is known at all is a level of its own.
  response: (facts) => (facts.response === null ? unknownLevel : 'known'),
  silence: (facts) => (facts.silence === null ? unknownLevel : 'known'),
  price: (facts) => (facts.price ? 'yes' : 'no'),
  email: (facts) => (facts.email ? 'yes' : 'no'),
  channel: (facts) => facts.channel,
  source: (facts) => facts.source,
  city: (facts) => facts.city,
  hour: (facts) => bandOf(facts.hour),
  weekday: (facts) => String(facts.weekday),
}

export const bandOf = (hour: number): string => (hour < 6 ? 'night' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening')
export const numberOf = (factor: LeadFactor, facts: LeadFacts): number | null => finite(numbers[factor]?.(facts) ?? null)
export const levelOf = (factor: LeadFactor, facts: LeadFacts): string => categories[factor]?.(facts) ?? unknownLevel
const finite = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? Math.max(0, value) : null)

/** Those with many levels and little to say go first when there are too few won leads for all. */
const dispensable: readonly LeadFactor[] = ['weekday', 'city', 'hour', 'source', 'channel', 'silence', 'email', 'orders']

/** Learns means, levels and what to leave out from the leads of the training part alone. */
export function learnEncoding(leads: readonly LeadFacts[], positives: number): Encoding {
  const leftOut: Encoding['leftOut'] = []
  const columnsByFactor = new Map<LeadFactor, Column[]>()
  for (const factor of new Set([...Object.keys(numbers), ...Object.keys(categories)] as LeadFactor[])) {
    const columns = [...numberColumn(factor, leads), ...levelColumns(factor, leads)]
    if (columns.length > 0) columnsByFactor.set(factor, columns)
    else leftOut.push({ factor, why: 'constant' })
  }
  const width = (): number => [...columnsByFactor.values()].reduce((sum, columns) => sum + columns.length, 0)
  for (const factor of dispensable) {
    if (positives >= fewestPositives * width()) break
    if (columnsByFactor.delete(factor)) leftOut.push({ factor, why: 'few' })
  }
  return { columns: [...columnsByFactor.values()].flat(), leftOut }
}

function numberColumn(factor: LeadFactor, leads: readonly LeadFacts[]): Column[] {
  if (!numbers[factor]) return []
  const known = leads.flatMap((facts) => {
    const value = numberOf(factor, facts)
    return value === null ? [] : [Math.log1p(value)]
  })
  if (known.length === 0) return []
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length
  const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length)
  return deviation < 1e-9 ? [] : [{ kind: 'number', factor, mean, deviation }]
}

function levelColumns(factor: LeadFactor, leads: readonly LeadFacts[]): Column[] {
  if (!categories[factor]) return []
  const counts = new Map<string, number>()
  for (const facts of leads) counts.set(levelOf(factor, facts), (counts.get(levelOf(factor, facts)) ?? 0) + 1)
  const rare = [...counts].filter(([, count]) => count < fewestOfLevel)
  for (const [level, count] of rare) {
    counts.delete(level)
    counts.set(rareLevel, (counts.get(rareLevel) ?? 0) + count)
  }
  const [reference, ...others] = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  if (!reference) return []
  const levels = [...counts.keys()]
  return others.map(([level, count]) => ({ kind: 'level', factor, level, reference: reference[0], share: count / leads.length, levels }))
}

/** What a lead has in a column. A level never seen in training, without a bucket for it, counts as the average lead. */
export function valueIn(column: Column, facts: LeadFacts): number {
  if (column.kind === 'number') {
    const value = numberOf(column.factor, facts)
    return value === null ? 0 : (Math.log1p(value) - column.mean) / column.deviation
  }
  const level = levelOf(column.factor, facts)
  if (column.levels.includes(level)) return level === column.level ? 1 : 0
  if (column.levels.includes(rareLevel)) return column.level === rareLevel ? 1 : 0
  return column.share
}

/** The mean of a column over the training part, as it is in the matrix. */
export const meanOf = (column: Column): number => (column.kind === 'number' ? 0 : column.share)

export function encode(columns: readonly Column[], leads: readonly LeadFacts[]): Matrix {
  const values = new Float64Array(leads.length * columns.length)
  let at = 0
  for (const facts of leads) for (const column of columns) values[at++] = valueIn(column, facts)
  return { rows: leads.length, columns: columns.length, values }
}
