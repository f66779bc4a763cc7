import type { CatalogueIndex } from './catalogue-index.ts'
import { isSilent, likeTerms } from './catalogue-index.ts'
import { stemOf } from './spelling.ts'
import { adding, correcting, fillers, joining, swapping, takingOut } from './fillers.ts'
import type { Token } from './tokens.ts'

/**
 * A piece of a typed order that names one thing at most. `head`: what it is called, amounts included. `asides`: how it is wanted, each
 * beginning with its word (sin, con, extra, bien, …). `isJoined`: it followed an "y". `isElliptic`: "cinco de carne".
 */
export type Clause = {
  mode: 'add' | 'remove'
  corrects: boolean
  isJoined: boolean
  isElliptic: boolean
  isOther: boolean
  head: Token[]
  asides: Token[][]
  text: string
}

const asideWords = new Set([
  'sin',
  'con',
  'extra',
  'bien',
  'apenas',
  'poco',
  'poca',
  'mucho',
  'mucha',
  'doble',
  'natural',
  'ni',
  'masa',
  'aparte',
])
const countWords = new Set(['unidades', 'unidad', 'piezas', 'pieza', 'porciones'])

export function clausesOf(index: CatalogueIndex, tokens: readonly Token[]): Clause[] {
  const made: Clause[] = []
  let now = blank()
  let [mode, swap]: [Clause['mode'], boolean] = ['add', false]
  const close = (isJoined: boolean): void => {
    if (now.head.length > 0 || now.asides.length > 0 || now.isOther) made.push({ ...now, text: textOf(now) })
    const corrects = now.corrects && now.head.length === 0 && now.asides.length === 0
    now = { ...blank(), mode, isJoined, corrects }
  }
  for (const [i, token] of tokens.entries()) {
    const next = tokens[i + 1]
    if (token.kind === 'stop') {
      close(false)
      continue
    }
    if (token.kind !== 'word') {
      if (startsAnew(index, now, tokens, i)) close(false)
      if (now.asides.length > 0 && token.kind === 'number') close(false)
      now.head.push(token)
      continue
    }
    const { word } = token
    if (takingOut.has(word) || (word === 'quiero' && isDenied(tokens, i))) {
      close(false)
      mode = 'remove'
      now.mode = mode
      continue
    }
    if (swapping.has(word)) {
      close(false)
      swap = true
      mode = 'remove'
      now.mode = mode
      continue
    }
    if (/^(?:vez|lugar)$/.test(word) && wordAt(tokens, i - 1) === 'en') {
      close(false)
      swap = true
      mode = 'remove'
      now.mode = mode
      continue
    }
    if (swap && mode === 'remove' && (word === 'por' || adding.has(word)) && now.head.length > 0) {
      swap = false
      mode = 'add'
      close(false)
      now.mode = 'add'
      continue
    }
    if (mode === 'remove' && !swap && adding.has(word) && !isDenied(tokens, i)) {
      mode = 'add'
      close(false)
      now.mode = 'add'
      continue
    }
    if (correcting.has(word)) {
      close(false)
      now.corrects = true
      continue
    }
    if (/^otr[oa]s?$/.test(word)) {
      if (now.head.length > 0 || now.asides.length > 0) close(true)
      now.isOther = true
      continue
    }
    if (asideWords.has(word) && next?.kind === 'word' && !isPartOfName(index, now.head, word, next.word)) {
      // "con extra queso" is extra queso.
      if (now.asides.at(-1)?.length === 1) now.asides.pop()
      now.asides.push([token])
      continue
    }
    if (isPartOfName(index, now.head, word, next?.kind === 'word' ? next.word : ''))
      now.head.push({ ...token, word: `${word}_${stemOf(next?.kind === 'word' ? next.word : '')}` })
    if (word === 'natural' && now.head.length > 0) {
      now.asides.push([token])
      continue
    }
    if (joining.has(word)) {
      close(true)
      continue
    }
    const aside = now.asides.at(-1)
    if (aside) aside.push(token)
    else if (word === 'de' && now.head.length === 1 && now.head[0]?.kind === 'number') now.isElliptic = true
    else if (!isFiller(index, word, now)) now.head.push(token)
  }
  close(false)
  return made
}

const blank = (): Clause => ({
  mode: 'add',
  corrects: false,
  isJoined: false,
  isElliptic: false,
  isOther: false,
  head: [],
  asides: [],
  text: '',
})

const wordAt = (tokens: readonly Token[], i: number): string => {
  const token = tokens[i]
  return token?.kind === 'word' ? token.word : ''
}
const isDenied = (tokens: readonly Token[], i: number): boolean => wordAt(tokens, i - 1) === 'no'

/** "1 combo familiar 2 flanes": a number begins something else, unless it says how big the thing is. */
function startsAnew(index: CatalogueIndex, { head }: Clause, tokens: readonly Token[], i: number): boolean {
  if (!head.some(({ kind }) => kind === 'word')) return false
  const [before, next] = [wordAt(tokens, i - 1), tokens[i + 1]]
  if (before === 'de' || before === 'x' || before === 'por') return false
  const after = next?.kind === 'word' && next.word === 'de' ? tokens[i + 2] : next
  if (after?.kind !== 'word' || countWords.has(after.word)) return false
  return !fillers.has(after.word) && likeTerms(index, after.word).length > 0
}

/** "agua con gas", "papas con cheddar": with and without are part of what some things are called. */
function isPartOfName(index: CatalogueIndex, head: readonly Token[], word: string, next: string): boolean {
  if (!asideWords.has(word) || next === '') return false
  const terms = head.flatMap((token) => (token.kind === 'word' ? likeTerms(index, token.word).map(({ term }) => term) : []))
  if (word === 'extra' || word === 'bien') return false
  return likeTerms(index, next).some(({ term }) => {
    const places = index.entriesByTerm.get(`${word}_${term}`) ?? []
    return places.some((place) => terms.some((one) => index.entries[place]?.terms.has(one)))
  })
}

function isFiller(index: CatalogueIndex, word: string, { head }: Clause): boolean {
  if (isSilent(word) || word === 'no' || word === 'sin') return true
  if (!fillers.has(word)) return false
  // "para" begins nothing; but a shop may sell something that is called like a filler.
  return !(index.entriesByTerm.has(stemOf(word)) && head.length > 0)
}

const textOf = ({ head, asides }: Clause): string => [...head, ...asides.flat()].map(spelt).join(' ')

export const spelt = (token: Token): string =>
  token.kind === 'word' || token.kind === 'stop'
    ? token.word
    : token.kind === 'number'
      ? String(token.value)
      : `${token.milli} ${token.of === 'kg' ? 'g' : 'ml'}`
