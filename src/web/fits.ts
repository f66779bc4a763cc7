/** Without capitals, accents and double spaces: how people type when they look for something. */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()

/** Every word that was typed begins a word of the entry. */
export function fits(words: string, entry: { label: string; under?: string; also?: string }): boolean {
  const own = plain(`${entry.label} ${entry.under ?? ''} ${(entry.also ?? '').replaceAll(',', ' ')}`).split(' ')
  return words.split(' ').every((word) => own.some((other) => other.startsWith(word)))
}
