import { cues } from './cues.ts'
import { lineOf, type Token } from './tokens.ts'

/** Names of features are hashed into so many places: what a message never says costs nothing to keep. */
export const places = 4096

/** What is counted about a message: its words, pairs of words, pieces of words (so that a typo is still nearly the same), and cues. */
export function featuresOf(tokens: readonly Token[], mood: number): Map<number, number> {
  const line = lineOf(tokens)
  const words = line === '' ? [] : line.split(' ')
  const weights = new Map<number, number>()
  const add = (name: string, weight: number): void => {
    const place = hashOf(name) % places
    weights.set(place, (weights.get(place) ?? 0) + weight)
  }
  const names: string[] = []
  for (const [i, word] of words.entries()) {
    names.push(`w ${word}`)
    names.push(`p ${words[i - 1] ?? '^'} ${word}`)
    if (word.length < 4) continue
    const padded = `<${word}>`
    for (let at = 0; at + 4 <= padded.length; at++) names.push(`c ${padded.slice(at, at + 4)}`)
  }
  // Long messages must not weigh more than short ones.
  const share = 1 / Math.sqrt(Math.max(1, names.length))
  for (const name of names) add(name, share * 1.6)
  for (const [name, sign] of cues) if (sign.test(line)) add(`cue ${name}`, 0.9)
  if (tokens.some(({ kind, text }) => kind === 'mark' && /[?¿]/.test(text))) add('asks', 0.4)
  if (words.length <= 2) add('short', 0.4)
  if (words.length === 0) add('wordless', 1)
  if (mood <= -0.2) add('bad', 0.3 - mood)
  if (mood >= 0.2) add('good', 0.3 + mood)
  add('always', 0.5)
  return weights
}

/** FNV-1a: the same on every machine. */
export function hashOf(name: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
