/** Bars of codes, as readers see them: '1' is a bar, '0' a gap, each one module wide, quiet zones left out. Pure. */

// GS1 General Specifications §5.2.1.2: number sets A, B and C of EAN/UPC.
const left = ['0001101', '0011001', '0010011', '0111101', '0100011', '0110001', '0101111', '0111011', '0110111', '0001011']
const right = left.map((set) => set.replaceAll(/[01]/g, (bit) => (bit === '0' ? '1' : '0')))
const mirrored = right.map((set) => [...set].toReversed().join(''))
/** By its first digit, which of the left six of an EAN-13 are from set B. */
const parities = ['000000', '001011', '001101', '001110', '010011', '011001', '011100', '010101', '010110', '011010']
const [guard, centre] = ['101', '01010']
const digits = (code: string): number[] => [...code].map(Number)

/** 13 digits, or the 12 of a UPC-A. The check digit is taken as it is. */
export function ean13Bars(code: string): string {
  const [first = 0, ...rest] = digits(code.padStart(13, '0'))
  const parity = parities[first] ?? ''
  const half = rest.slice(0, 6).map((digit, i) => (parity[i] === '1' ? mirrored[digit] : left[digit]))
  return `${guard}${half.join('')}${centre}${rest
    .slice(6)
    .map((digit) => right[digit])
    .join('')}${guard}`
}

export function ean8Bars(code: string): string {
  const all = digits(code)
  const half = (from: number, sets: readonly string[]): string =>
    all
      .slice(from, from + 4)
      .map((digit) => sets[digit])
      .join('')
  return `${guard}${half(0, left)}${centre}${half(4, right)}${guard}`
}

// ISO/IEC 15417 table 1: widths of bar, gap, bar, gap, bar, gap of the values 0 to 105, and of the stop.
const widths =
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 ' +
  '221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 ' +
  '231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 ' +
  '314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 ' +
  '111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 ' +
  '114131 311141 411131 211412 211214 211232'
const patterns = widths.split(' ').map(drawn)
const stop = drawn('2331112')
const [startB, startC] = [104, 105]

function drawn(set: string): string {
  return [...set].map((width, i) => (i % 2 === 0 ? '1' : '0').repeat(Number(width))).join('')
}

/** The check of a Code 128: the start, and each value as often as its place, modulo 103. */
export const checkOf128 = (start: number, values: readonly number[]): number =>
  values.reduce((sum, value, i) => sum + value * (i + 1), start) % 103

/** Whether it can be drawn as Code 128: ASCII that can be read, short enough for a label. */
export const isDrawable = (text: string): boolean => /^[ -~]{1,30}$/.test(text)

/** Pairs of digits in set C where all of it is digits, set B else. */
export function code128Bars(text: string): string {
  const isPairs = /^(\d\d)+$/.test(text)
  const start = isPairs ? startC : startB
  const values = isPairs ? (text.match(/../g) ?? []).map(Number) : [...text].map((letter) => letter.charCodeAt(0) - 32)
  return [start, ...values, checkOf128(start, values)].map((value) => patterns[value]).join('') + stop
}

/** A drawing of such bars, one unit wide each, as high as it is told. */
export function barsSvg(bars: string, height: number): string {
  const path = [...bars.matchAll(/1+/g)].map(({ index, 0: run }) => `M${index} 0h${run.length}v${height}h-${run.length}z`).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${bars.length} ${height}" preserveAspectRatio="none"><path d="${path}"/></svg>`
}
