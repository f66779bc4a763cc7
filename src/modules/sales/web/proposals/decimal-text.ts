/**
 * A number as people type it, in units of its last digit: `1.234,5` with two digits is 123450. Comma and point are both
 * taken: the last one of them is the decimal mark when there are others before it, when not exactly three digits follow it,
 * or when nothing stands before it that could be thousands (`0.125`). Null for what is no number, negative or has more digits than there are.
 */
export function readDecimal(text: string, digits: number): number | null {
  const bare = text.replaceAll(/[\s$%]/g, '')
  if (!/^\d[\d.,]*$/.test(bare)) return null
  const marks = [...bare.matchAll(/[.,]/g)]
  const last = marks.at(-1)
  const after = last ? bare.length - last.index - 1 : 0
  const isOnlyKind = marks.every(([mark]) => mark === last?.[0])
  const isGrouping = last !== undefined && isOnlyKind && after === 3 && !bare.startsWith('0') && (marks.length > 1 || last[0] === '.')
  const isDecimal = last !== undefined && !isGrouping
  if (isDecimal && isOnlyKind && marks.length > 1) return null
  const written = isDecimal ? bare.slice(0, last.index) : bare
  if (!/^\d+$|^\d{1,3}(?:[.,]\d{3})+$/.test(written)) return null
  const whole = written.replaceAll(/[.,]/g, '')
  const rest = isDecimal ? bare.slice(last.index + 1) : ''
  if (rest.length > digits) return null
  const value = Number(whole + rest.padEnd(digits, '0'))
  return Number.isSafeInteger(value) ? value : null
}

/** The same the other way round, as short as it goes: 123450 with two digits is `1234,5`. */
export function writeDecimal(value: number, digits: number, mark = ','): string {
  const text = String(value).padStart(digits + 1, '0')
  const whole = digits === 0 ? text : text.slice(0, -digits)
  const rest = digits === 0 ? '' : text.slice(-digits).replace(/0+$/, '')
  return rest ? `${whole}${mark}${rest}` : whole
}
