import { searchable } from '#kernel/contract/text.ts'

const words = (text: string): string[] =>
  searchable(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

/** Without capitals, accents and marks: the order of lists. */
export const nameKeyOf = (name: string): string => words(name).join(' ').slice(0, 200)

/** What a search looks into, each word with a blank in front: a short one is only looked for where a word begins. */
export const searchTextOf = (name: string, codes: readonly string[]): string =>
  ` ${[...new Set([...words(name), ...codes.flatMap((code) => [...words(code), words(code).join('')])])].join(' ')}`.slice(0, 2_000)

/** What was typed as patterns that must all fit, the longest first; `null`: nothing was. */
export function patternsOf(text: string): string[] | null {
  const typed = words(text.slice(0, 200)).slice(0, 8)
  if (typed.length === 0) return null
  return [...new Set(typed)].toSorted((a, b) => b.length - a.length).map((word) => (word.length < 3 ? `% ${word}%` : `%${word}%`))
}
