import { readFileSync } from 'node:fs'
import { type Intent, intents, type Language, type Mood } from '#bots/contract/understanding.ts'
import { hashOf } from './features.ts'
import { lineOf, tokensOf } from './tokens.ts'

/** A phrase as a customer might write it, and what people say that it is. */
export type Phrase = { text: string; intent: Intent; mood: Mood; language: Language }

const moodOf: Readonly<Record<string, Mood>> = { n: 'negative', 0: 'neutral', p: 'positive' }

/** One file per intent, one phrase per line: mood (`n`, `0`, `p`), language, words. */
export const phrases = (): Phrase[] =>
  intents.flatMap((intent) =>
    readFileSync(new URL(`phrases/${intent}.txt`, import.meta.url), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [mood = '', language = '', ...words] = line.split(' ')
        return { text: words.join(' '), intent, mood: moodOf[mood] ?? 'neutral', language: language as Language }
      }),
  )

/** So alike that to have seen one is to know the other. */
const alike = 0.5

/**
 * The two halves. Phrases that are nearly the same make a family, and a family is never parted: its half is decided by the
 * hash of its first member, so the rule knows neither intent nor result.
 */
export function halves(all: readonly Phrase[]): { training: Phrase[]; heldOut: Phrase[] } {
  const pieces = all.map(({ text }) => piecesOf(text))
  const family = all.map((_phrase, i) => i)
  const rootOf = (i: number): number => {
    let root = i
    while (family[root] !== root) root = family[root] ?? root
    return root
  }
  for (let i = 0; i < all.length; i++)
    for (let j = i + 1; j < all.length; j++)
      if (likeness(pieces[i] ?? new Set(), pieces[j] ?? new Set()) >= alike) family[rootOf(j)] = rootOf(i)
  const isTraining = (_phrase: Phrase, i: number): boolean => (hashOf(all[rootOf(i)]?.text ?? '') >>> 7) % 2 === 0
  return { training: all.filter(isTraining), heldOut: all.filter((phrase, i) => !isTraining(phrase, i)) }
}

function piecesOf(text: string): Set<string> {
  const line = ` ${lineOf(tokensOf(text)) || text} `
  return new Set(Array.from({ length: Math.max(1, line.length - 2) }, (_none, i) => line.slice(i, i + 3)))
}

function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0
  for (const piece of one) if (other.has(piece)) shared++
  return shared / (one.size + other.size - shared)
}
