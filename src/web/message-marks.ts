/** A stretch of a message as WhatsApp shows it; `code` is shown as it is written. */
export type Marked = { kind: 'text' | 'code'; text: string } | { kind: 'bold' | 'italic' | 'struck'; parts: Marked[] }

const kinds = { '*': 'bold', _: 'italic', '~': 'struck' } as const

/** A sign opens before a word and closes after one, on the same line; inside of words and of addresses it is just a sign. */
const marks =
  /(?<![\p{L}\p{N}])(?:```(?<block>[^]+?)```|`(?<code>[^`\n]+)`|(?<sign>[*_~])(?!\s|\k<sign>)(?<inside>(?:(?!\k<sign>)[^\n])*?)(?<!\s)\k<sign>)(?![\p{L}\p{N}])/gu
const address = /https?:\/\/\S+|[\w.+-]+@[\w.-]+/g

/** Reads `*bold*`, `_italic_`, `~struck~` and code as WhatsApp does; what is not closed stays as it was typed. */
export function readMarks(text: string): Marked[] {
  const addresses = [...text.matchAll(address)].map(({ 0: found, index }) => [index, index + found.length] as const)
  const isInAddress = (at: number): boolean => addresses.some(([from, to]) => at > from && at < to)
  const read: Marked[] = []
  let from = 0
  const say = (to: number): void => void (to > from && read.push({ kind: 'text', text: text.slice(from, to) }))
  marks.lastIndex = 0
  for (let match = marks.exec(text); match; match = marks.exec(text)) {
    const end = match.index + match[0].length
    const { block, code, sign, inside = '' } = match.groups ?? {}
    if (isInAddress(match.index) || isInAddress(end - 1)) {
      marks.lastIndex = match.index + 1
      continue
    }
    say(match.index)
    const place = marks.lastIndex
    read.push(sign ? { kind: kinds[sign as keyof typeof kinds], parts: readMarks(inside) } : { kind: 'code', text: block ?? code ?? '' })
    // Reading what is inside has moved it.
    marks.lastIndex = place
    from = end
  }
  say(text.length)
  return read
}

/** The words without their signs, for where a line has no room for more. */
export const withoutMarks = (text: string): string => readMarks(text).map(wordsOf).join('')

const wordsOf = (one: Marked): string => ('parts' in one ? one.parts.map(wordsOf).join('') : one.text)
