import { searchable } from '#kernel/contract/text.ts'
import type { Understood } from '#bots/contract/run.ts'
import { numberIn } from './number-words.ts'

export type Choice = { id: string; title: string; words: readonly string[]; intent: string | null }

/** How sure the language baseline has to be before an option is taken because of what it thinks. */
export const sureEnough = 0.6

const ordinals = ['primer', 'segund', 'tercer', 'cuart', 'quint', 'sext', 'septim', 'octav', 'noven', 'decim']

/**
 * Which option a text means, or null: its number, its title, one of its words, the same with one letter wrong, or what it
 * is about. Two options that fit equally well are none. `isFirst`: nothing was offered yet, so that numbers mean nothing.
 */
export function choiceIn(text: string, options: readonly Choice[], understood: Understood | null, isFirst = false): string | null {
  const plain = wordsOnly(text)
  if (plain === '') return null
  if (!isFirst) {
    const byPlace = placeIn(plain, text)
    const chosen = byPlace === null ? undefined : options[byPlace - 1]
    if (chosen) return chosen.id
  }
  for (const fits of [isTitle, isNamed, isAlmost]) {
    const found = options.filter((option) => fits(plain, option))
    if (found.length === 1) return found[0]?.id ?? null
    if (found.length > 1) return longestNamed(plain, found)
  }
  const { intent, confidence } = understood ?? { intent: null, confidence: 0 }
  if (intent === null || confidence < sureEnough) return null
  const about = options.filter((option) => option.intent === intent)
  return about.length === 1 ? (about[0]?.id ?? null) : null
}

const wordsOnly = (text: string): string =>
  searchable(text.slice(0, 600))
    .replace(/[^a-z0-9ñ ]+/g, ' ')
    .replace(/ +/g, ' ')
    .trim()

/** "2", "la 2", "opción dos", "la segunda": a place in the list, and nothing else in the message. */
function placeIn(plain: string, text: string): number | null {
  const ordinal = /^(?:la|el|lo)? ?([a-z]+)(?: opcion)?$/.exec(plain)?.[1]
  const place = ordinal === undefined ? -1 : ordinals.findIndex((stem) => ordinal.startsWith(stem) && ordinal.length <= stem.length + 2)
  if (place >= 0) return place + 1
  const rest = plain.replace(/^(?:(?:la|el|lo|opcion|numero|nro|n|quiero|elijo) )+/, '')
  if (!/^[a-z0-9]+$/.test(rest) || /\d[.,]\d/.test(text)) return null
  const value = /^\d{1,2}$/.test(rest) || rest.length <= 6 ? numberIn(rest) : null
  return value !== null && Number.isInteger(value) && value > 0 ? value : null
}

const isTitle = (plain: string, { title }: Choice): boolean => wordsOnly(title) === plain

const has = (plain: string, word: string): boolean => word !== '' && ` ${plain} `.includes(` ${word} `)

const namesOf = ({ title, words }: Choice): string[] => [wordsOnly(title), ...words.map(wordsOnly)].filter((name) => name.length > 1)

const isNamed = (plain: string, option: Choice): boolean => namesOf(option).some((name) => has(plain, name))

/** One letter too many, too few or wrong, in words long enough for that to be no other word. */
const isAlmost = (plain: string, option: Choice): boolean =>
  namesOf(option).some((name) => !name.includes(' ') && name.length >= 5 && plain.split(' ').some((word) => isOneOff(word, name)))

/** "promos de hoy" names both "promos" and "promos de hoy": the longer name is what was meant. */
function longestNamed(plain: string, found: readonly Choice[]): string | null {
  const lengths = found.map((option) => Math.max(...namesOf(option).map((name) => (has(plain, name) ? name.length : 0))))
  const most = Math.max(...lengths)
  const best = found.filter((_, i) => lengths[i] === most)
  return best.length === 1 ? (best[0]?.id ?? null) : null
}

function isOneOff(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1 || one === other) return one === other
  let i = 0
  while (i < one.length && one[i] === other[i]) i++
  const [a, b] = [one.slice(i), other.slice(i)]
  return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1) || (a.slice(2) === b.slice(2) && a[0] === b[1] && a[1] === b[0])
}
