/**
 * Numbers that ring nowhere: 555-0100 to 555-0199 of every area code of the North American plan are kept for fiction. The
 * demo's contacts have the first eighty of five Caribbean areas; the rest is shared out here.
 */
const areas = ['809', '829', '849', '787', '939']
const moreAreas = ['876', '868', '758', '767', '784']

const numbersOf = (codes: readonly string[], first: number, count: number): string[] =>
  codes.flatMap((code) => Array.from({ length: count }, (_, i) => `1${code}55501${String(first + i).padStart(2, '0')}`))

/** For people whom somebody invents on the simulated phone. */
export const inventedNumbers: readonly string[] = [...numbersOf(areas, 80, 10), ...numbersOf(moreAreas, 0, 100)]

/** For people who write by themselves, by their place in the list of simulated customers. Some are the business's own: leave those out. */
export const visitorNumbers: readonly string[] = numbersOf(areas, 90, 10)
