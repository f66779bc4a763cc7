/** Words as they are compared: singular, without what changes with number and degree. */
export function stemOf(word: string): string {
  let stem = word.length > 3 ? word.replace(/ces$/, 'z').replace(/s$/, '') : word
  if (stem.length > 4) stem = stem.replace(/e$/, '')
  return stem
}

/** "papitas" are papas, "coquita" is coca, "cervecitas" are cervezas: what else a word could be the small one of. */
export function bigOnesOf(word: string): string[] {
  const small = /^(.+?)(?:c|z)?(it)([oa])s?$/.exec(word)
  if (!small) return []
  const [, root = '', , ending = ''] = small
  const bare = root.replace(/qu$/, 'c').replace(/gu$/, 'g')
  return [stemOf(`${bare}${ending}`), stemOf(bare), stemOf(`${bare.replace(/e$/, '')}ez${ending}`), stemOf(`${bare}e${ending}`)]
}

/** So many letters may be wrong in a word of this length for it not to be another one. */
export const slipsIn = (word: string): number => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2)

/** What sounds alike is spelt alike: b and v, s, z and c, ll and y, h, qu and k, double letters. */
export const soundOf = (word: string): string =>
  word
    .replace(/h/g, '')
    .replace(/qu(?=[ei])|k|c(?![ei])/g, 'k')
    .replace(/[zc]/g, 's')
    .replace(/v/g, 'b')
    .replace(/ll/g, 'y')
    .replace(/w/g, 'gu')
    .replace(/m(?=[bp])/g, 'n')
    .replace(/(.)\1+/g, '$1')

/** Every way to leave out up to `most` letters: two words that share one are about as far apart (symmetric deletes). */
export function deletesOf(word: string, most: number): Set<string> {
  const all = new Set([word])
  let edge = [word]
  for (let i = 0; i < most; i++) {
    edge = edge.flatMap((one) => Array.from({ length: one.length }, (_letter, at) => one.slice(0, at) + one.slice(at + 1)))
    for (const one of edge) all.add(one)
  }
  return all
}

/** Letters to add, take away, change, or swap with their neighbour (optimal string alignment). */
export function distance(one: string, other: string): number {
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_none, i) => i)
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) least = Math.min(least, (before[j - 2] ?? 0) + 1)
      row.push(least)
    }
    before = last
    last = row
  }
  return last[other.length] ?? 0
}
