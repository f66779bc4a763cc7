/** What a spreadsheet leaves unsaid about its own file: in which letters and with which separator it was written. */

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/**
 * The encoding that the first bytes betray, or null when they could be UTF-8 or Latin-1 and the rest has to be read.
 * UTF-16 without its mark is recognised by the zero halves of Latin letters.
 */
export function encodingOf(head: Uint8Array): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const sample = head.subarray(0, 4_096)
  let even = 0
  let odd = 0
  for (let i = 0; i < sample.length; i++) {
    if (sample[i] !== 0) continue
    if (i % 2 === 0) even++
    else odd++
  }
  const many = sample.length / 5
  if (odd > many && even < many / 10) return 'utf-16le'
  if (even > many && odd < many / 10) return 'utf-16be'
  return null
}

/** A zero byte in a text of one byte per letter: a picture or a spreadsheet's own format, not a CSV. */
export const looksBinary = (head: Uint8Array): boolean => encodingOf(head) === null && head.subarray(0, 4_096).includes(0)

/** Reads everything as UTF-8 and tells whether it is. Latin-1 as Windows writes it is the only other thing that it can be. */
export async function encodingOfAll(bytes: AsyncIterable<Uint8Array>): Promise<Encoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let isFirst = true
  try {
    for await (const chunk of bytes) {
      const known = isFirst ? encodingOf(chunk) : null
      isFirst = false
      if (known) return known
      decoder.decode(chunk, { stream: true })
    }
    decoder.decode()
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

/** Text without its byte order mark. What does not decode becomes U+FFFD instead of stopping the file. */
export async function* textOf(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true })
    if (text) yield text.replaceAll('\u0000', '')
  }
  const rest = decoder.decode().replaceAll('\u0000', '')
  if (rest) yield rest
}

const delimiters = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]

/** The separator that cuts the first lines into the same number of columns most often; quoted ones do not count. */
export function delimiterOf(head: string): Delimiter {
  const hint = /^sep=(.)\r?\n/.exec(head)?.[1]
  if (hint && (delimiters as readonly string[]).includes(hint)) return hint as Delimiter
  const lines = unquoted(head)
    .split(/\r?\n|\r/)
    .filter(Boolean)
    .slice(0, 20)
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of delimiters) {
    const counts = lines.map((line) => line.split(delimiter).length - 1)
    const first = counts[0] ?? 0
    if (first === 0) continue
    const score = counts.filter((count) => count === first).length / counts.length + Math.min(first, 50) / 1_000
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

const unquoted = (text: string): string => text.replace(/"(?:[^"]|"")*"/g, '')

/** Excel's own first line `sep=;` is an instruction, not a row. */
export const isSeparatorHint = (cells: readonly string[]): boolean => cells.length <= 2 && /^sep=.?$/.test(cells[0] ?? '')
