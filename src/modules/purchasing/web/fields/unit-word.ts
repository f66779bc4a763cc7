const endings: readonly [RegExp, string][] = [
  [/ón$/, 'ones'],
  [/z$/, 'ces'],
  [/([aeiouáéó])$/, '$1s'],
  [/([dlr])$/, '$1es'],
]

/** The word somebody gave to what they buy ("bulto", "cajón de 10"), as it is said of so many. Signs ("kg") and what we do not know how to say stay as they are. */
export function unitWord(unit: string, quantityMilli: number): string {
  const [word = ''] = unit.split(' ')
  if (quantityMilli === 1000 || word.length < 4 || !/^\p{L}+$/u.test(word)) return unit
  const [pattern, plural] = endings.find(([ending]) => ending.test(word)) ?? [/$/, '']
  return unit.replace(word, word.replace(pattern, plural))
}
