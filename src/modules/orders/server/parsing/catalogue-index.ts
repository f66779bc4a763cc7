import { own } from '#kernel/contract/own.ts'
import { bigOnesOf, deletesOf, distance, slipsIn, soundOf, stemOf } from './spelling.ts'
import { tokensOf } from './tokens.ts'

export type GoodsForParsing = {
  productId: string
  name: string
  category: string
  unit: string
  variants: readonly { id: string; name: string }[]
  modifiers: readonly { id: string; name: string }[]
}

/** A product by the words that call it. `terms` are its name's, `weak` what it is kept under, each variant has its own. */
export type Entry = GoodsForParsing & {
  terms: ReadonlySet<string>
  /** What it is: the first word of its name. */
  noun: string
  weak: ReadonlySet<string>
  ofVariant: readonly ReadonlySet<string>[]
  ofAnyVariant: ReadonlySet<string>
  /** What its choices are called, without the word that says whether it is with or without. */
  asks: readonly { id: string; isWithout: boolean; terms: readonly string[] }[]
  size: number
}
export type CatalogueIndex = {
  entries: readonly Entry[]
  entriesByTerm: ReadonlyMap<string, readonly number[]>
  weightByTerm: ReadonlyMap<string, number>
  termsByDelete: ReadonlyMap<string, readonly string[]>
  termsBySound: ReadonlyMap<string, readonly string[]>
  termsByBeginning: ReadonlyMap<string, readonly string[]>
  /** What words were found to be like before: the same ones come again and again. */
  likeByWord: Map<string, Like[]>
}
export type Like = { term: string; likeness: number }

/** Words that name nothing. */
const silent = new Set([
  'de',
  'del',
  'la',
  'el',
  'los',
  'las',
  'a',
  'al',
  'y',
  'en',
  'con',
  'sin',
  'x',
  'por',
  'para',
  'un',
  'una',
  'o',
  'e',
])
const least = 0.35

/**
 * The catalogue, ready to be looked for in what people type. Costs some milliseconds for a thousand products: made once for what a
 * brand sells and kept until that changes.
 */
export function indexOf(goods: readonly GoodsForParsing[]): CatalogueIndex {
  const entries = goods.map(entryOf)
  const entriesByTerm = new Map<string, number[]>()
  for (const [i, { terms, weak, ofVariant }] of entries.entries())
    for (const term of new Set([...terms, ...weak, ...ofVariant.flatMap((own) => [...own])])) {
      const known = entriesByTerm.get(term)
      if (known) known.push(i)
      else entriesByTerm.set(term, [i])
    }
  const all = Math.log(1 + entries.length)
  const weightByTerm = new Map(
    [...entriesByTerm].map(([term, places]) => [term, Math.max(least, Math.log(1 + entries.length / places.length) / all)]),
  )
  const vocabulary = new Set([...entriesByTerm.keys(), ...entries.flatMap(({ asks }) => asks.flatMap(({ terms }) => terms))])
  const [termsByDelete, termsBySound, termsByBeginning] = [
    new Map<string, string[]>(),
    new Map<string, string[]>(),
    new Map<string, string[]>(),
  ]
  const put = (map: Map<string, string[]>, name: string, term: string): void => {
    const known = map.get(name)
    if (known) known.push(term)
    else map.set(name, [term])
  }
  for (const term of vocabulary) {
    if (/\d|_/.test(term)) continue
    for (const name of deletesOf(soundOf(term), slipsIn(term))) put(termsByDelete, name, term)
    put(termsBySound, soundOf(term), term)
    for (let length = 4; length < term.length; length++) put(termsByBeginning, term.slice(0, length), term)
  }
  return {
    entries: entries.map((entry) => ({ ...entry, size: [...entry.terms].reduce((sum, term) => sum + (weightByTerm.get(term) ?? 0), 0) })),
    entriesByTerm,
    weightByTerm,
    termsByDelete,
    termsBySound,
    termsByBeginning,
    likeByWord: new Map(),
  }
}

function entryOf(goods: GoodsForParsing): Entry {
  const name = termsOf(goods.name)
  const ofVariant = goods.variants.map((variant) => new Set(termsOf(variant.name)))
  return {
    ...goods,
    terms: new Set(name),
    noun: name[0] ?? '',
    weak: new Set(termsOf(goods.category).filter((term) => !name.includes(term))),
    ofVariant,
    ofAnyVariant: new Set(ofVariant.flatMap((own) => [...own])),
    asks: goods.modifiers.map(({ id, name: words }) => {
      const said = termsOf(words, true)
      return {
        id,
        isWithout: said[0] === 'sin' || said[0] === 'nada',
        terms: said.filter((term) => term !== 'sin' && term !== 'con' && term !== 'nada'),
      }
    }),
    size: 0,
  }
}

/** The words of a name that tell it from others; sizes in one way of writing them, "con gas" and "sin gas" as what they are. */
export function termsOf(text: string, keepsAll = false): string[] {
  const terms: string[] = []
  const tokens = tokensOf(text)
  for (const [i, token] of tokens.entries()) {
    const before = tokens[i - 1]
    if (token.kind === 'measure') terms.push(sizeTerm(token.of, token.milli))
    else if (token.kind === 'number') terms.push(String(token.value))
    else if (token.kind === 'word') {
      if (keepsAll && (token.word === 'sin' || token.word === 'con')) terms.push(token.word)
      if (silent.has(token.word)) continue
      if (!keepsAll && before?.kind === 'word' && (before.word === 'sin' || before.word === 'con'))
        terms.push(`${before.word}_${stemOf(token.word)}`)
      terms.push(stemOf(token.word))
    }
  }
  return [...new Set(terms)]
}

export const isSilent = (word: string): boolean => silent.has(word)
export const sizeTerm = (of: 'kg' | 'litre', milli: number): string => `${milli}${of === 'kg' ? 'g' : 'ml'}`

const others: Readonly<Record<string, readonly string[]>> = {
  birra: ['cerveza'],
  burger: ['hamburguesa'],
  burguer: ['hamburguesa'],
  sanguch: ['sandwich'],
  sanguche: ['sandwich'],
  gasolina: [],
  mila: ['milanesa'],
  muza: ['muzzarella'],
}

/** What of the catalogue a typed word could be, how surely; the word itself when it is there. */
export function likeTerms(index: CatalogueIndex, word: string): Like[] {
  const before = index.likeByWord.get(word)
  if (before) return before
  const found = lookedUp(index, word)
  if (index.likeByWord.size >= mostKnown) index.likeByWord.clear()
  index.likeByWord.set(word, found)
  return found
}

const mostKnown = 5_000

function lookedUp(index: CatalogueIndex, word: string): Like[] {
  const stem = word.includes('_') ? word : stemOf(word)
  const has = (term: string): boolean => index.entriesByTerm.has(term) || index.termsBySound.get(soundOf(term))?.includes(term) === true
  if (has(stem)) return [{ term: stem, likeness: 1 }]
  const found = new Map<string, number>()
  const add = (term: string, likeness: number): void => void found.set(term, Math.max(found.get(term) ?? 0, likeness))
  for (const other of own(others, stem) ?? own(others, word) ?? []) if (has(stemOf(other))) add(stemOf(other), 0.95)
  for (const big of bigOnesOf(word)) if (has(big)) add(big, 0.92)
  for (const term of index.termsBySound.get(soundOf(stem)) ?? []) add(term, 0.94)
  for (const term of stem.length >= 4 ? (index.termsByBeginning.get(stem) ?? []) : []) add(term, 0.82)
  const sound = soundOf(stem)
  for (const way of deletesOf(sound, slipsIn(stem)))
    for (const term of index.termsByDelete.get(way) ?? []) {
      const slips = distance(sound, soundOf(term))
      if (slips <= Math.min(slipsIn(stem), slipsIn(term))) add(term, 1 - (slips * 1.1) / Math.max(stem.length, term.length))
    }
  const best = Math.max(0, ...found.values())
  return [...found].filter(([, likeness]) => likeness >= best - 0.03).map(([term, likeness]) => ({ term, likeness }))
}
