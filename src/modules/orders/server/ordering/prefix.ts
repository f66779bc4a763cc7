import { searchable } from '#kernel/contract/text.ts'

/** Letters for the numbers of a brand: the first ones of its words, and a digit behind them where somebody else has those. */
export function prefixOf(name: string, taken: ReadonlySet<string>): string {
  const words = searchable(name)
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => /^[A-Z]/.test(word))
  const letters = words.length > 1 ? words.map((word) => word[0]).join('') : (words[0] ?? '')
  const wanted = letters.slice(0, 3) || 'P'
  for (let no = 2, prefix = wanted; ; no++) {
    if (!taken.has(prefix)) return prefix
    prefix = `${wanted}${no}`
  }
}

/** `EG26-00042`: the year is the one it is where the brand is. */
export const numberOf = (prefix: string, year: number, count: number): string =>
  `${prefix}${String(year % 100).padStart(2, '0')}-${String(count).padStart(5, '0')}`
