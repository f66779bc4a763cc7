/**
 * An E.164 number as people of its country group it: `+5491155550101` → `+54 9 11 5555-0101`. Browser-safe and small: it
 * only groups digits and never judges whether the number exists. What it does not know comes back in blocks from the end.
 */
export function shownPhone(e164: string): string {
  const digits = /^\+(\d{6,15})$/.exec(e164)?.[1]
  if (!digits) return e164
  for (const [prefix, group] of plans) {
    if (!digits.startsWith(prefix)) continue
    const national = group(digits.slice(prefix.length))
    if (national) return `+${prefix} ${national}`
  }
  return `+${inBlocks(digits)}`
}

type Group = (national: string) => string | undefined

/** Argentine area codes of three digits; 11 has two and all others four (Plan Fundamental de Numeración Nacional). */
const argentineAreas = new Set(
  (
    '220 221 223 230 236 237 249 260 261 263 264 266 280 291 294 297 298 299 336 341 342 343 345 348 ' +
    '351 353 358 362 364 370 376 379 380 381 383 385 387 388'
  ).split(' '),
)

const areaOf = (national: string): number => (national.startsWith('11') ? 2 : argentineAreas.has(national.slice(0, 3)) ? 3 : 4)

const argentina: Group = (national) => {
  const isMobile = national.length === 11 && national.startsWith('9')
  const rest = isMobile ? national.slice(1) : national
  if (rest.length !== 10) return undefined
  const area = areaOf(rest)
  const local = rest.slice(area)
  return `${isMobile ? '9 ' : ''}${rest.slice(0, area)} ${local.slice(0, -4)}-${local.slice(-4)}`
}

/** Fixed block lengths: `[3, 3, 4]`. */
const blocks =
  (...lengths: number[]): Group =>
  (national) => {
    if (national.length !== lengths.reduce((sum, length) => sum + length, 0)) return undefined
    let from = 0
    return lengths.map((length) => national.slice(from, (from += length))).join(' ')
  }

const firstOf =
  (...groups: Group[]): Group =>
  (national) => {
    for (const group of groups) {
      const text = group(national)
      if (text) return text
    }
    return undefined
  }

const mexico: Group = (national) => (/^(?:55|56|33|81)/.test(national) ? blocks(2, 4, 4)(national) : blocks(3, 3, 4)(national))
const brazil: Group = (national) => {
  const match = /^(\d{2})(\d{4,5})(\d{4})$/.exec(national)
  return match ? `${match[1]} ${match[2]}-${match[3]}` : undefined
}
const northAmerica: Group = (national) => {
  const match = /^(\d{3})(\d{3})(\d{4})$/.exec(national)
  return match ? `${match[1]} ${match[2]}-${match[3]}` : undefined
}

const plans: readonly (readonly [string, Group])[] = [
  ['54', argentina],
  ['52', mexico],
  ['55', brazil],
  ['56', blocks(1, 4, 4)],
  ['57', blocks(3, 3, 4)],
  ['51', firstOf(blocks(3, 3, 3), blocks(1, 3, 4))],
  ['34', blocks(3, 3, 3)],
  ['591', blocks(4, 4)],
  ['593', firstOf(blocks(2, 3, 4), blocks(1, 3, 4))],
  ['595', blocks(3, 3, 3)],
  ['598', firstOf(blocks(2, 3, 3), blocks(4, 4))],
  ['1', northAmerica],
]

/** `123456789012` → `1234 5678 9012`, cut from the end so that the last block is whole. */
const inBlocks = (digits: string): string => digits.replace(/\B(?=(?:\d{4})+$)/g, ' ')
