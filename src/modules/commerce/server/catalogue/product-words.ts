import { searchable } from '#kernel/contract/text.ts'

const words = (text: string): string[] =>
  searchable(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

/** Without capitals, accents and marks: the order of lists, and what a name begins with. */
export const nameKeyOf = (name: string): string => words(name).join(' ').slice(0, 200)

type Said = {
  name: string
  labels: readonly string[]
  variants: readonly { name: string; sku: string | null; barcodes: readonly string[] }[]
}

/** What a search looks into, each word with a blank in front: a short one is only looked for where a word begins. */
export function searchTextOf({ name, labels, variants }: Said): string {
  const all = new Set<string>([...words(name), ...labels.flatMap(words)])
  for (const one of variants) {
    for (const word of words(one.name)) all.add(word)
    // Also whole: "ABC-123" is found by `abc123`.
    if (one.sku !== null) for (const word of [...words(one.sku), words(one.sku).join('')]) all.add(word)
    for (const code of one.barcodes) all.add(searchable(code))
  }
  return ` ${[...all].join(' ')}`.slice(0, 8_000)
}

export type Search = { prefix: string; patterns: string[] }

/** What was typed, as the search asks it: patterns that must all fit, the longest and most telling first; `null`: nothing was. */
export function readSearch(text: string): Search | null {
  const typed = words(text.slice(0, 200)).slice(0, 8)
  if (typed.length === 0) return null
  const patterns = [...new Set(typed)].toSorted((a, b) => b.length - a.length).map((word) => (word.length < 3 ? `% ${word}%` : `%${word}%`))
  return { prefix: typed.join(' ').slice(0, 200), patterns }
}
