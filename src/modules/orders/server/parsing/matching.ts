import { isWhole, type UnitCode } from '#commerce/contract/quantity.ts'
import type { OrderCandidate } from '#orders/contract/parsed-order.ts'
import { likeTerms, sizeTerm, type CatalogueIndex, type Entry } from './catalogue-index.ts'
import { containers } from './fillers.ts'
import type { Token } from './tokens.ts'

/** A word of what is wanted, and what of the catalogue it could be. `isOptional`: nothing is missing when nothing is called that. */
export type Named = { word: string; terms: { term: string; likeness: number }[]; isOptional: boolean }

/** The best thing that a name means. `rivals`: others that it means as well. */
export type Match = { entry: Entry; variantId: string | null; confidence: number; rivals: OrderCandidate[] }

export const acceptable = 0.56

export function namedOf(index: CatalogueIndex, token: Token): Named | null {
  if (token.kind === 'word') return { word: token.word, terms: likeTerms(index, token.word), isOptional: containers.has(token.word) }
  if (token.kind === 'measure') return { word: '', terms: [{ term: sizeTerm(token.of, token.milli), likeness: 1 }], isOptional: false }
  if (token.kind !== 'number') return null
  const milli = Math.round(token.value * 1000)
  // "de 500" is 500 ml, "de 1,5" a litre and a half: what there is decides.
  const isSize = !token.isWritten && (token.value >= 50 || !Number.isInteger(token.value))
  const sizes = !isSize
    ? []
    : token.value >= 50
      ? [sizeTerm('litre', token.value), sizeTerm('kg', token.value)]
      : [sizeTerm('litre', milli), sizeTerm('kg', milli)]
  return { word: String(token.value), terms: [String(token.value), ...sizes].map((term) => ({ term, likeness: 1 })), isOptional: false }
}

type Scored = { entry: Entry; asked: number; called: number; confidence: number; variants: number[]; isNoun: boolean }

/** Which thing a name means: how much of what was said is in it, and how much of it was said. */
export function match(index: CatalogueIndex, names: readonly Named[], isWeighed = false): Match | null {
  const scored = scoresOf(index, names, isWeighed)
  const top = scored[0]
  if (!top || top.confidence < acceptable) return null
  const isWhole = top.called > 0.94
  const rivals = scored.filter(
    (one) =>
      one !== top &&
      one.asked >= top.asked - 0.04 &&
      // "leche" is milk, not what has milk in it.
      (one.isNoun || !top.isNoun) &&
      (isWhole ? one.called > 0.94 : ![...top.entry.terms].every((term) => one.entry.terms.has(term))),
  )
  return {
    entry: top.entry,
    variantId: variantOf(top),
    confidence: rivals.length > 0 ? top.confidence / 2 : top.confidence,
    rivals: rivals.length > 0 ? [top, ...rivals].slice(0, 12).map(candidateOf) : [],
  }
}

function scoresOf(index: CatalogueIndex, names: readonly Named[], isWeighed: boolean): Scored[] {
  const places = new Set(names.flatMap(({ terms }) => terms.flatMap(({ term }) => index.entriesByTerm.get(term) ?? [])))
  const scored: Scored[] = []
  for (const place of places) {
    const entry = index.entries[place]
    if (!entry) continue
    const one = scoreOf(index, entry, names)
    // What is asked for by weight is what is sold by weight, where both are called so.
    const isLess = isWeighed && isWhole(entry.unit as UnitCode)
    scored.push(isLess ? { ...one, asked: one.asked * 0.85, confidence: one.confidence * 0.85 } : one)
  }
  return scored.filter(({ asked }) => asked >= 0.5).toSorted((one, other) => other.confidence - one.confidence)
}

const unknownWeight = 0.75

function scoreOf(index: CatalogueIndex, entry: Entry, names: readonly Named[]): Scored {
  const variants = entry.ofVariant.map(() => 0)
  const called = new Set<string>()
  let [total, found] = [0, 0]
  for (const { word, terms, isOptional } of names) {
    // Of what is weighed a half and a quarter are amounts.
    if (entry.unit === 'kg' && /^(?:medio|media|cuarto)$/.test(word) && !terms.some(({ term }) => entry.terms.has(term))) continue
    let [best, weight] = [0, 0]
    for (const { term, likeness } of terms) {
      const own = index.weightByTerm.get(term) ?? 0
      weight = Math.max(weight, own)
      const isOwn = entry.terms.has(term)
      const isOfVariant = entry.ofAnyVariant.has(term)
      if (isOwn) called.add(term)
      if (isOfVariant) for (const [i, ofOne] of entry.ofVariant.entries()) if (ofOne.has(term)) variants[i] = (variants[i] ?? 0) + own
      if (isOwn || isOfVariant) best = Math.max(best, likeness * own)
      else if (entry.weak.has(term)) best = Math.max(best, likeness * own * 0.85)
    }
    if (isOptional && best === 0) continue
    total += weight === 0 ? unknownWeight : weight
    found += best
  }
  const asked = total === 0 ? 0 : found / total
  const share = entry.size === 0 ? 0 : [...called].reduce((sum, term) => sum + (index.weightByTerm.get(term) ?? 0), 0) / entry.size
  const isNoun = called.has(entry.noun)
  return { entry, asked, called: share, confidence: 0.75 * asked + 0.22 * share + (isNoun ? 0.03 : 0), variants, isNoun }
}

function variantOf({ entry, variants }: Scored): string | null {
  if (entry.variants.length === 1) return entry.variants[0]?.id ?? null
  const most = Math.max(0, ...variants)
  const best = variants.flatMap((value, i) => (value === most && most > 0 ? [i] : []))
  return best.length === 1 ? (entry.variants[best[0] ?? 0]?.id ?? null) : null
}

const candidateOf = (scored: Scored): OrderCandidate => ({
  productId: scored.entry.productId,
  variantId: variantOf(scored),
  confidence: scored.confidence,
})

/** The choices of a product that a phrase means: all of its words have to be in the name of one. `isWithout`: "sin …". */
export function asksIn(entry: Entry, names: readonly Named[], isWithout: boolean): string | null {
  if (names.length === 0) return null
  let best: { id: string; share: number } | null = null
  for (const ask of entry.asks) {
    if (ask.isWithout !== isWithout) continue
    const isAll = names.every(({ word, terms }) => [...terms.map(({ term }) => term), word].some((term) => ask.terms.includes(term)))
    const share = names.length / Math.max(1, ask.terms.length)
    if (isAll && share > 0.45 && (!best || share > best.share)) best = { id: ask.id, share }
  }
  return best?.id ?? null
}
