const nanos = 9

const grouped = /^[1-9]\d{0,2}(?:(?:\.\d{3})+|(?:,\d{3})+)$/
const decimal = /^(\d+|\d{1,3}(?:\.\d{3})+),(\d+)$|^(\d+|\d{1,3}(?:,\d{3})+)\.(\d+)$/

/**
 * A rate: `1.234,56`, `1,234.56`, `1234,5` or `1.500` (thousands: nobody writes three decimals of a price), in billionths. Digits
 * beyond the ninth are refused, not rounded.
 */
export function readRate(text: string): number | null {
  const [whole, decimals] = digitsOf(text) ?? ['', '']
  if (whole.length > 7 || decimals.length > nanos) return null
  const value = Number(whole) * 10 ** nanos + Number(decimals.padEnd(nanos, '0'))
  return value > 0 && value <= 1e15 ? value : null
}

/**
 * The digits of a price before and after its decimal mark, whichever of both marks it is written with. Before three digits a
 * mark parts thousands, as long as it is the only kind there is.
 */
function digitsOf(text: string): readonly [whole: string, decimals: string] | null {
  const plain = text.replaceAll(/[$\s]/g, '')
  const bare = (grouping: string): string => grouping.replaceAll(/[.,]/g, '')
  if (grouped.test(plain) || /^\d+$/.test(plain)) return [bare(plain), '']
  const parts = decimal.exec(plain)
  return parts && [bare(parts[1] ?? parts[3] ?? ''), parts[2] ?? parts[4] ?? '']
}

/** A rate as `readRate` reads it again; null when it has more digits than that. Never with three decimals, which would be thousands. */
export function writtenRate(nanos: number, decimal: string): string | null {
  const micros = Math.round(nanos / 1_000)
  if (micros < 1 || micros >= 1_000_000_000_000) return null
  const whole = String(Math.floor(micros / 1_000_000))
  const decimals = String(micros % 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '')
  return decimals === '' ? whole : `${whole}${decimal}${decimals.padEnd(decimals.length === 3 ? 4 : 2, '0')}`
}
