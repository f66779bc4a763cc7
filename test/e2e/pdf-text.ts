import { inflateSync } from 'node:zlib'

/** The words of a PDF as our typesetter writes it, in their order: glyphs are turned back into letters by the tables of its fonts. Joined letters (fi) are left out. */
export function textOfPdf(pdf: Buffer): string {
  const raw = pdf.toString('latin1')
  const objects = new Map([...raw.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id = '', body = '']) => [id, body]))
  const fonts = new Map<string, Map<string, string>>()
  for (const [, name = '', id = ''] of raw.matchAll(/\/(f\d+) (\d+) 0 R/g)) {
    const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? '')?.[1]
    if (table) fonts.set(name, lettersOf(streamOf(objects.get(table) ?? '')))
  }
  return [...objects.values()]
    .map(streamOf)
    .filter((content) => /\bBT\b/.test(content))
    .map((content) => wordsOf(content, fonts))
    .join('\n')
}

function streamOf(body: string): string {
  const found = /stream\r?\n([\s\S]*?)\r?\nendstream/.exec(body)
  if (!found) return ''
  const bytes = Buffer.from(found[1] ?? '', 'latin1')
  return /\/FlateDecode/.test(body) ? inflateSync(bytes).toString('latin1') : bytes.toString('latin1')
}

/** Glyph (four hexadecimal digits) to letters. */
function lettersOf(table: string): Map<string, string> {
  const letters = new Map<string, string>()
  for (const [, block = ''] of table.matchAll(/beginbfchar\n([\s\S]*?)endbfchar/g))
    for (const [, glyph = '', text = ''] of block.matchAll(/<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>/g))
      letters.set(glyph.toLowerCase(), Buffer.from(text, 'hex').swap16().toString('utf16le'))
  return letters
}

function wordsOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let letters: ReadonlyMap<string, string> | undefined
  let words = ''
  for (const [, font, text] of content.matchAll(/\/(f\d+) [\d.]+ Tf|\(((?:\\[\s\S]|[^\\)])*)\)|\bET\b/g)) {
    if (font) letters = fonts.get(font)
    else if (text === undefined) words += '\n'
    else words += (bytesOf(text).toString('hex').match(/.{4}/g) ?? []).map((glyph) => letters?.get(glyph) ?? '').join('')
  }
  return words
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
const bytesOf = (text: string): Buffer =>
  Buffer.from(
    text.replaceAll(/\\([0-7]{1,3}|[\s\S])/g, (_all, sign: string) =>
      /^[0-7]/.test(sign) ? String.fromCharCode(Number.parseInt(sign, 8)) : (escapes[sign] ?? sign),
    ),
    'latin1',
  )
