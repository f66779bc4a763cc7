import type { Mood, MoodWord } from '#bots/contract/understanding.ts'
import { degrees, ironies, negations, phrases, signs, weightOf } from './mood-words.ts'
import type { Token } from './tokens.ts'

export type Sentiment = { sentiment: number; mood: Mood; words: MoodWord[] }

type Cause = { text: string; weight: number; isFailure: boolean; isIrony: boolean }

/** From here on a message is called good or bad. */
const moodFrom = 0.2
const mostWords = 12
const laughter = /^(?:(?:ja|je|ji|ha|he|js){2,}[jaehs]?|k{3,}|(?:rs){2,}|lol)$/

/**
 * How a message sounds, -1 to 1, and the words that made it so. Good words beside something that went wrong by fact, or
 * beside a sign of irony, count against it, at half their weight: nobody can be sure of irony in writing.
 */
export function sentimentOf(tokens: readonly Token[]): Sentiment {
  const causes = turned(causesOf(tokens), tokens)
  const isLoud = tokens.some(({ kind, text }) => kind === 'mark' && text.includes('!'))
  const sum = causes.reduce((all, { weight }) => all + weight, 0) * (isLoud ? 1.15 : 1)
  const sentiment = Math.round((100 * sum) / Math.sqrt(sum * sum + 0.6)) / 100 + 0
  return {
    sentiment,
    mood: sentiment <= -moodFrom ? 'negative' : sentiment >= moodFrom ? 'positive' : 'neutral',
    words: causes
      .toSorted((one, other) => Math.abs(other.weight) - Math.abs(one.weight))
      .slice(0, mostWords)
      .map(({ text, weight, isIrony }) => ({ text: text.slice(0, 80), weight: bounded(weight), isIrony })),
  }
}

const bounded = (weight: number): number => Math.round(Math.max(-1, Math.min(1, weight)) * 100) / 100

function causesOf(tokens: readonly Token[]): Cause[] {
  const causes: Cause[] = []
  const said = tokens.filter(({ kind }) => kind !== 'mark')
  for (let i = 0; i < said.length; i++) {
    const token = said[i]
    if (!token) break
    if (token.kind === 'emoji') {
      const weight = signs.get(token.word) ?? signs.get([...token.word][0] ?? '')
      if (weight !== undefined) causes.push({ text: token.text, weight, isFailure: false, isIrony: false })
      continue
    }
    if (token.kind !== 'word') continue
    const phrase = phraseAt(said, i)
    if (phrase) {
      if (phrase.weight !== 0) causes.push(phrase.cause)
      i += phrase.length - 1
      continue
    }
    const weight = laughter.test(token.word) || laughter.test(token.text.toLowerCase()) ? 0.2 : weightOf(token.word)
    if (weight !== undefined) causes.push(weighed(said, i, weight))
  }
  return causes
}

/** The phrase that begins here, longest look first: at most seven words. */
function phraseAt(said: readonly Token[], i: number): { cause: Cause; weight: number; length: number } | null {
  const run: Token[] = []
  for (let at = i; at < said.length && run.length < 8; at++) {
    const token = said[at]
    if (!token || token.kind === 'emoji') break
    run.push(token)
  }
  const line = run.map(({ kind, word }) => (kind === 'number' ? '#' : word)).join(' ')
  for (const { of, weight, isFailure } of phrases) {
    const found = of.exec(line)?.[0]
    // Whole words only: «que mal» does not begin «que maleta».
    if (found === undefined || (line[found.length] ?? ' ') !== ' ') continue
    const length = found.split(' ').length
    const text = run
      .slice(0, length)
      .map((token) => token.text)
      .join(' ')
    const isNegated = weight > 0 && isNegatedAt(said, i)
    return { cause: { text, weight: isNegated ? -0.5 * weight : weight, isFailure: isFailure ?? false, isIrony: false }, weight, length }
  }
  return null
}

function weighed(said: readonly Token[], i: number, base: number): Cause {
  const token = said[i]
  const before = said[i - 1]
  const degree = before ? (degrees.get(before.word) ?? 1) : 1
  const emphasis = (token?.isStretched ? 1.15 : 1) * (token?.isShouted ? 1.2 : 1)
  const isNegated = isNegatedAt(said, i)
  // «No está mal» is a little good, «no me gustó» is bad: the denial of bad is worth less than the denial of good.
  const weight = base * degree * emphasis * (isNegated ? (base > 0 ? -0.7 : -0.3) : 1)
  const text = [isNegated ? 'no' : '', degree !== 1 && before ? before.text : '', token?.text ?? ''].filter(Boolean).join(' ')
  return { text: isNegated ? negatedText(said, i) : text, weight, isFailure: false, isIrony: false }
}

const reach = 3

function negationBefore(said: readonly Token[], i: number): number {
  for (let at = i - 1; at >= 0 && at >= i - reach; at--) {
    const token = said[at]
    if (!token || token.kind !== 'word') return -1
    if (negations.has(token.word)) return at
  }
  return -1
}

const isNegatedAt = (said: readonly Token[], i: number): boolean => negationBefore(said, i) >= 0

const negatedText = (said: readonly Token[], i: number): string =>
  said
    .slice(negationBefore(said, i), i + 1)
    .map(({ text }) => text)
    .join(' ')

function turned(causes: readonly Cause[], tokens: readonly Token[]): Cause[] {
  const hasSign = tokens.some(({ kind, word }) => kind === 'emoji' && ironies.has(word))
  const hasFailure = causes.some(({ isFailure }) => isFailure)
  if (!hasSign && !hasFailure) return [...causes]
  const turning = causes.map((cause) => (cause.weight > 0 ? { ...cause, weight: -0.5 * cause.weight, isIrony: true } : cause))
  // Thanks at the end of a complaint are courtesy, not irony.
  return turning.map((cause, i) => (cause.isIrony && !hasSign && isCourtesy(causes[i]) ? { ...cause, weight: 0.1, isIrony: false } : cause))
}

const isCourtesy = (cause: Cause | undefined): boolean => /^(?:muchas |mil )?(?:gracias|thanks|obrigad[oa])/i.test(cause?.text ?? '')
