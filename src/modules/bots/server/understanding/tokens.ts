import { own } from '#kernel/contract/own.ts'

/** A piece of a message: a word, a number, a picture sign or a run of marks, as written (`text`) and as compared (`word`). */
export type Token = { text: string; word: string; kind: 'word' | 'number' | 'emoji' | 'mark'; isStretched: boolean; isShouted: boolean }

/** Longer messages are understood by their beginning: what somebody wants stands there, and time stays bounded. */
const mostLetters = 1_200
const mostTokens = 200

const pieces =
  /(?<word>[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*)|(?<number>\d+(?:[.,:/]\d+)*)|(?<emoji>(?:\p{Extended_Pictographic}|\p{Regional_Indicator})(?:\uFE0F|\u200D\p{Extended_Pictographic}|[\u{1F3FB}-\u{1F3FF}])*)|(?<mark>[!?¡¿]+|\.{2,}|…|[:;=]-?[)(DPp]+)/gu

/** Addresses of pages and of mail say nothing in any language. */
const addresses = /(?:https?:\/\/|www\.)\S+|\S+@\S+\.\S+/g

/** How people shorten words when they type: one word each. */
const abbreviations: Readonly<Record<string, string>> = {
  q: 'que',
  k: 'que',
  ke: 'que',
  qe: 'que',
  xq: 'porque',
  pq: 'porque',
  porq: 'porque',
  x: 'por',
  xfa: 'porfa',
  xfavor: 'porfa',
  porfis: 'porfa',
  plis: 'porfa',
  tmb: 'tambien',
  tb: 'tambien',
  tbn: 'tambien',
  d: 'de',
  dl: 'del',
  bn: 'bien',
  bnas: 'buenas',
  wenas: 'buenas',
  weno: 'bueno',
  msj: 'mensaje',
  ntp: 'tranquilo',
  grax: 'gracias',
  grs: 'gracias',
  grcs: 'gracias',
  qro: 'quiero',
  kiero: 'quiero',
  kuanto: 'cuanto',
  cto: 'cuanto',
  qto: 'cuanto',
  dnd: 'donde',
  tel: 'telefono',
  cel: 'celular',
  celu: 'celular',
  pa: 'para',
  toy: 'estoy',
  ta: 'esta',
  wpp: 'whatsapp',
  vdd: 'verdad',
  finde: 'fin de semana',
  mñn: 'manana',
  vc: 'voce',
  vcs: 'voces',
  vlw: 'valeu',
  blz: 'beleza',
  obg: 'obrigado',
  pls: 'please',
  thx: 'thanks',
}

/** Cuts a message into tokens; what is neither word, number, sign nor mark is passed over. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (const { 0: piece, groups } of text.slice(0, mostLetters).replaceAll(addresses, ' ').matchAll(pieces)) {
    if (groups?.['word'] !== undefined) tokens.push(wordToken(piece))
    else if (groups?.['number'] !== undefined) tokens.push({ ...plainToken(piece), kind: 'number' })
    else if (groups?.['emoji'] !== undefined) tokens.push({ ...plainToken(piece.replaceAll('\uFE0F', '')), kind: 'emoji' })
    else tokens.push({ ...plainToken(piece), kind: 'mark' })
    if (tokens.length === mostTokens) break
  }
  return tokens
}

const plainToken = (text: string) => ({ text, word: text, isStretched: false, isShouted: false })

function wordToken(text: string): Token {
  const plain = plainOf(text)
  const short = plain.replaceAll(/(\p{L})\1{2,}/gu, '$1')
  return {
    text,
    word: own(abbreviations, short) ?? withoutDoubledEnd(short),
    kind: 'word',
    isStretched: short !== plain,
    isShouted: text.length > 3 && text === text.toUpperCase() && text !== text.toLowerCase(),
  }
}

/** Lower case without accents; ñ stays what it is, because «año» is no «ano». */
export const plainOf = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/n\u0303/g, 'ñ')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('’', "'")
    .normalize('NFC')

/** «holaa» and «buenass»: a doubled last letter is emphasis, except where a language writes it so. */
const withoutDoubledEnd = (word: string): string => (/([aious])\1$/.test(word) && !doubled.has(word) ? word.slice(0, -1) : word)

const doubled: ReadonlySet<string> = new Set([
  'too',
  'boss',
  'less',
  'miss',
  'pass',
  'class',
  'glass',
  'address',
  'business',
  'dress',
  'press',
])

/** The words and numbers of a message in one line, for rules that look at phrases. A number is `#`. */
export const lineOf = (tokens: readonly Token[]): string =>
  tokens
    .filter(({ kind }) => kind === 'word' || kind === 'number')
    .map(({ kind, word }) => (kind === 'number' ? '#' : word))
    .join(' ')
