import pg from 'pg'

export type Parse = (text: string) => unknown

/** `2026-11-21 00:15:27.12+00` → `2026-11-21T00:15:27.120Z`: kept as text end to end, a Date per cell costs a quarter of a list. */
export function instant(text: string): string {
  if (!text.endsWith('+00')) return text
  const day = text.slice(0, 10)
  const time = text.slice(11, -3)
  const dot = time.indexOf('.')
  if (dot === -1) return `${day}T${time}.000Z`
  return `${day}T${time.length - dot > 3 ? time : time.padEnd(dot + 4, '0')}Z`
}

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`integer beyond 2^53: ${text}`)
  return value
}

const asText: Parse = (text) => text
/** No quotes, no escapes, no lists within; `NULL` is written in capitals. */
const plainWords = /^\{[a-z0-9_,-]+\}$/
const listOf = (parse: Parse, arrayOid: number): Parse => {
  const split = pg.types.getTypeParser(arrayOid as never) as unknown as (text: string) => unknown[]
  return (text) => {
    // Nearly all lists in a row are empty, and most others hold plain words.
    if (text === '{}') return []
    const items = plainWords.test(text) ? text.slice(1, -1).split(',') : split(text)
    return parse === asText ? items : items.map((item) => (item === null ? null : parse(String(item))))
  }
}

const textArrayOid = 1009
const parsers: Record<number, Parse> = {
  16: (text) => text === 't',
  17: pg.types.getTypeParser(17 as never) as unknown as Parse,
  20: safeInteger,
  21: Number,
  23: Number,
  26: Number,
  700: Number,
  701: Number,
  114: JSON.parse,
  3802: JSON.parse,
  1184: instant,
  1000: listOf((text) => text === 't', textArrayOid),
  1009: listOf(asText, textArrayOid),
  1016: listOf(safeInteger, textArrayOid),
  1007: listOf(Number, textArrayOid),
  1185: listOf(instant, textArrayOid),
  2951: listOf(asText, textArrayOid),
  1015: listOf(asText, textArrayOid),
  199: listOf(JSON.parse, textArrayOid),
  3807: listOf(JSON.parse, textArrayOid),
}

/** numeric stays text (no float may stand for money), so do uuid, date, xid8 and everything unknown. */
export const parserOf = (oid: number): Parse => parsers[oid] ?? asText
