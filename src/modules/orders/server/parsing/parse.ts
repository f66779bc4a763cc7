import { searchable } from '#kernel/contract/text.ts'
import type { ParsedLine, ParsedOrder } from '#orders/contract/parsed-order.ts'
import type { CatalogueIndex, Entry } from './catalogue-index.ts'
import { clausesOf, spelt, type Clause } from './clauses.ts'
import { fillers, usualIn } from './fillers.ts'
import { acceptable, asksIn, match, namedOf, type Match, type Named } from './matching.ts'
import { amountOf, readingsOf } from './amounts.ts'
import { tokensOf, type Token } from './tokens.ts'

type Line = ParsedLine & { entry: Entry | null; hasAsides: boolean; dozens: boolean; names: readonly Named[] }
type Aside = { line: Line; names: Named[]; isWithout: boolean; id: string | null }
/** What has been read so far. `beside`: what a line comes with and is ordered after it. */
type Reading = { lines: Line[]; unknown: string[]; index: CatalogueIndex; beside: Line[]; lastAside: Aside | null }

/**
 * A typed order over a catalogue: nothing but both decides what it says. What cannot be told apart is asked for, what is not
 * understood is named; a phrase that orders nothing has no lines.
 */
export function parseOrder(text: string, index: CatalogueIndex): ParsedOrder {
  const { isUsual, rest } = usualIn(text.slice(0, 1000).split(/\n+/).map(searchable).join('\n'))
  const reading: Reading = { lines: [], unknown: [], index, beside: [], lastAside: null }
  const clauses = clausesOf(index, tokensOf(rest))
  for (const clause of clauses) take(reading, clause, clauses)
  return { isUsual, lines: withoutHeadings(reading.lines).map(shown), unknown: reading.unknown }
}

function take(reading: Reading, clause: Clause, all: readonly Clause[]): void {
  const { index, lines } = reading
  const last = lines.at(-1)
  const numbers = clause.head.filter(({ kind }) => kind === 'number')
  const words = clause.head.filter(({ kind }) => kind === 'word')
  if (words.length === 0 && !clause.head.some(({ kind }) => kind === 'measure')) return takeBare(reading, clause, numbers)
  if (joins(reading, clause, last)) return
  const found = best(index, clause, contextOf(clause, all, index))
  if (!found) {
    if (clause.asides.length > 0 && last) return attach(reading, last, clause)
    return notUnderstood(reading, clause)
  }
  const line = lineOf(clause, found, last)
  for (const aside of clause.asides) addAside(reading, line, aside, true)
  if (clause.corrects && last && clause.mode === 'add') lines.pop()
  if (clause.mode === 'add' && line.quantityMilli === null) line.quantityMilli = 1000
  lines.push(line)
  lines.push(...reading.beside.splice(0))
}

/** "mejor tres", "otra sin sal", "con hielo": about what was named before. */
function takeBare(reading: Reading, clause: Clause, numbers: readonly Token[]): void {
  const last = reading.lines.at(-1)
  const number = numbers[0]?.kind === 'number' ? numbers[0].value : null
  if (clause.asides.length === 0) {
    if (number === null) return
    if (!last) {
      reading.lines.push({
        ...emptyLine(clause.text),
        act: 'last',
        quantityMilli: Math.round(number * 1000),
        confidence: clause.corrects ? 0.9 : 0.6,
      })
      return
    }
    if (clause.corrects) last.quantityMilli = Math.round(number * 1000)
    return
  }
  if (!last) return notUnderstood(reading, clause)
  const isOne = number !== null || clause.isOther
  if (!isOne) return attach(reading, last, clause)
  const count = Math.round((number ?? 1) * 1000)
  const one: Line = { ...last, quantityMilli: count, modifierIds: [], note: '', hasAsides: false, text: clause.text }
  // Of two that were asked for the one is like this, the other like that; where all are spoken for it is one more.
  const plain = reading.lines.findLast((line) => line.entry === last.entry && !line.hasAsides && (line.quantityMilli ?? 0) >= count)
  if (plain && plain.quantityMilli === count) reading.lines.splice(reading.lines.indexOf(plain), 1)
  else if (plain) plain.quantityMilli = (plain.quantityMilli ?? 0) - count
  for (const aside of clause.asides) addAside(reading, one, aside, false)
  reading.lines.push(one)
}

/** "jamón y queso", "mostaza y miel", "con alioli y barbacoa": what follows an "y" may belong to what was before it. */
function joins(reading: Reading, clause: Clause, last: Line | undefined): boolean {
  const { index } = reading
  if (!clause.isJoined || !last?.entry || clause.head.some(({ kind }) => kind !== 'word') || clause.isOther) return false
  const own = clause.head.flatMap((token) => namedOf(index, token) ?? [])
  const before = reading.lastAside
  if (before && before.line === last) {
    const longer = asksIn(last.entry, [...before.names, ...own], false)
    const alone = asksIn(last.entry, own, before.isWithout)
    if (longer !== null && before.id === null) last.note = ''
    const id = longer ?? alone
    if (id !== null) {
      if (longer !== null && before.id !== null && before.id !== longer)
        last.modifierIds = last.modifierIds.filter((one) => one !== before.id)
      if (!last.modifierIds.includes(id)) last.modifierIds.push(id)
      for (const aside of clause.asides) addAside(reading, last, aside, false)
      return true
    }
  }
  const together = match(index, [...last.names, ...own])
  const alone = match(index, own)
  const isOneName =
    together !== null && together.confidence >= 0.75 && own.every(({ terms }) => terms.some(({ term }) => together.entry.terms.has(term)))
  if (!isOneName || (alone && alone.confidence > 0.97 && alone.entry !== together.entry)) return false
  Object.assign(last, {
    entry: together.entry,
    productId: together.rivals.length > 0 ? null : together.entry.productId,
    variantId: together.variantId,
    confidence: together.confidence,
    candidates: together.rivals,
    names: [...last.names, ...own],
  })
  for (const aside of clause.asides) addAside(reading, last, aside, true)
  return true
}

type Found = { match: Match; names: Named[]; quantity: ReturnType<typeof amountOf> }

/** Of the ways to read the numbers, the one by which most is understood. */
function best(index: CatalogueIndex, clause: Clause, context: readonly Named[]): Found | null {
  let chosen: (Found & { worth: number }) | null = null
  for (const reading of readingsOf(clause.head)) {
    const names = reading.name.flatMap((token) => namedOf(index, token) ?? [])
    const isWeighed = reading.amount?.kind === 'measure' && reading.amount.of === 'kg'
    const plain = match(index, names, isWeighed)
    const helped = context.length > 0 ? match(index, [...names, ...context], isWeighed) : null
    const found = helped && helped.rivals.length === 0 && helped.confidence >= 0.7 ? helped : plain
    if (!found) continue
    const worth =
      found.confidence * (found.rivals.length > 0 ? 1.6 : 1) + (reading.isUsualOrder ? 0.08 : 0) + (found.variantId === null ? 0 : 0.05)
    if (!chosen || worth > chosen.worth) chosen = { match: found, names, quantity: amountOf(reading.amount, found, clause.head), worth }
  }
  return chosen
}

/** "10 de carne" after "treinta empanadas": what is counted was named elsewhere. */
function contextOf(clause: Clause, all: readonly Clause[], index: CatalogueIndex): Named[] {
  if (!clause.isElliptic) return []
  const words = all.flatMap((one) => (one === clause || one.isElliptic ? [] : one.head.filter(({ kind }) => kind === 'word').slice(0, 1)))
  return words.flatMap((token) => namedOf(index, token) ?? []).slice(0, 1)
}

function lineOf(clause: Clause, { match: found, names, quantity }: Found, last: Line | undefined): Line {
  const number = clause.head.find(({ kind }) => kind === 'number')
  const isDozens = number?.kind === 'number' && number.value >= 12 && number.value % 12 === 0 && number.isWritten
  const inDozens = clause.isElliptic && last?.dozens === true && quantity !== null && quantity <= 3000
  return {
    ...emptyLine(clause.text),
    act: clause.mode,
    productId: found.rivals.length > 0 ? null : found.entry.productId,
    variantId: found.variantId,
    quantityMilli: quantity === null ? (clause.mode === 'add' ? 1000 : null) : inDozens ? quantity * 12 : quantity,
    confidence: found.confidence,
    candidates: found.rivals,
    entry: found.entry,
    dozens: isDozens || inDozens,
    names,
  }
}

/** How it is wanted: a choice of the product, another product, or words for the kitchen. */
function addAside(reading: Reading, line: Line, aside: readonly Token[], mayOrder: boolean): void {
  const { index } = reading
  const [first, ...rest] = aside
  const keyword = first?.kind === 'word' ? first.word : ''
  const isWithout = keyword === 'sin' || keyword === 'ni'
  const said = keyword === 'con' || isWithout ? rest : aside
  const names = said
    .filter((token) => token.kind !== 'word' || !fillers.has(token.word) || token === first)
    .flatMap((token) => namedOf(index, token) ?? [])
  line.hasAsides = true
  const id = line.entry && (asksIn(line.entry, names, isWithout) ?? (isWithout ? null : asksIn(line.entry, names.slice(1), false)))
  reading.lastAside = { line, names, isWithout, id: id || null }
  if (id) {
    if (!line.modifierIds.includes(id)) line.modifierIds.push(id)
    return
  }
  if (keyword === 'con' && mayOrder) {
    const found = best(index, { ...blankClause, head: [...rest] }, [])
    if (found && found.match.confidence >= acceptable && found.match.rivals.length === 0) {
      const extra = lineOf({ ...blankClause, head: [...rest], text: rest.map(spelt).join(' ') }, found, undefined)
      reading.beside.push({ ...extra, quantityMilli: extra.quantityMilli ?? 1000 })
      return
    }
  }
  line.note = [line.note, aside.map(spelt).join(' ')].filter(Boolean).join(', ').slice(0, 300)
}

function attach(reading: Reading, last: Line, clause: Clause): void {
  for (const aside of clause.asides) addAside(reading, last, aside, false)
}

const blankClause: Clause = {
  mode: 'add',
  corrects: false,
  isJoined: false,
  isElliptic: false,
  isOther: false,
  head: [],
  asides: [],
  text: '',
}

function notUnderstood({ unknown }: Reading, clause: Clause): void {
  const telling = [...clause.head, ...clause.asides.flat()].filter(
    (token) => token.kind === 'word' && !fillers.has(token.word) && token.word.length > 2,
  )
  if (telling.length > 0) unknown.push(clause.text)
}

/** "treinta empanadas: 10 de carne, …": what was counted again below was only its heading. */
const withoutHeadings = (lines: readonly Line[]): Line[] =>
  lines.filter((line, i) => {
    if (line.productId !== null || line.act !== 'add') return true
    const others = lines.filter(
      (other, j) => j !== i && other.productId !== null && line.candidates.some(({ productId }) => productId === other.productId),
    )
    return others.length < 2
  })

const emptyLine = (text: string): Line => ({
  act: 'add',
  productId: null,
  variantId: null,
  quantityMilli: null,
  modifierIds: [],
  note: '',
  confidence: 0,
  text,
  candidates: [],
  entry: null,
  hasAsides: false,
  dozens: false,
  names: [],
})

const shown = ({ entry: _entry, hasAsides: _has, dozens: _dozens, names: _names, ...line }: Line): ParsedLine => line
