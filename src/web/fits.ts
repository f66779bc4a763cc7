/** Without capitals, accents and double spaces: how people type when they look for something. */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()

type Entry = { label: string; under?: string; also?: string }

/** Every word that was typed begins a word of the entry. */
export function fits(words: string, entry: Entry): boolean {
  const own = plain(`${entry.label} ${entry.under ?? ''} ${entry.also ?? ''}`).split(/[^\p{L}\p{N}]+/u)
  return words.split(' ').every((word) => own.some((other) => other.startsWith(word)))
}

/** Those that fit, first the ones whose name alone does. */
export function fitting<E extends Entry>(words: string, entries: readonly E[]): E[] {
  const all = entries.filter((entry) => fits(words, entry))
  const { named = [], others = [] } = Object.groupBy(all, ({ label }) => (fits(words, { label }) ? 'named' : 'others'))
  return [...named, ...others]
}
