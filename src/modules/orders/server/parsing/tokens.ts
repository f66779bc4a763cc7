import { numberWords } from '#kernel/contract/number-words.ts'
import { own } from '#kernel/contract/own.ts'
import { searchable } from '#kernel/contract/text.ts'

/**
 * A piece of a typed order. `measure`: an amount with its unit (`500 ml`, `1,5 l`, `300 g`, `medio kilo`), in thousandths of a litre or
 * a kilo; `dozen` counts by twelve; `stop` ends a wish: a comma, a line, a plus.
 */
export type Token =
  | { kind: 'word'; word: string; at: number }
  | { kind: 'number'; value: number; isWritten: boolean; at: number }
  | { kind: 'measure'; of: 'kg' | 'litre'; milli: number; isLoose: boolean; at: number }
  | { kind: 'stop'; word: string; at: number }

const { cero: _isNoAmount, ...spanish } = numberWords
const units: Readonly<Record<string, number>> = { ...spanish, dois: 2, duas: 2, um: 1, uma: 1 }
const kilo = /^(?:kg|kgs|kilo|kilos|kilito|kilitos|k)$/
const gram = /^(?:g|gr|grs|gs|gramo|gramos|grm)$/
const litre = /^(?:l|lt|lts|litro|litros)$/
const millilitre = /^(?:ml|cc|cm3)$/
const half = /^medi[oa]s?$/

/** What is written, as pieces; accents, capitals and signs are gone. */
export function tokensOf(text: string): Token[] {
  // The lines have to be found before blanks become one.
  const plain = text.slice(0, 1000).split(/\n+/).map(searchable).join(' ; ')
  const raw = [...plain.matchAll(/\d+(?:[.,]\d+)?(?:\/\d+)?|[a-zñ]+|[,;+:.()!?¿¡-]/g)].map(([word]) => word)
  return gathered(raw)
}

function gathered(raw: readonly string[]): Token[] {
  const tokens: Token[] = []
  for (let i = 0; i < raw.length;) {
    const read = amountAt(raw, i) ?? plainAt(raw, i)
    tokens.push({ ...read.token, at: i } as Token)
    i += read.length
  }
  return tokens
}

type Read = { token: Omit<Token, 'at'>; length: number }

function plainAt(raw: readonly string[], i: number): Read {
  const word = raw[i] ?? ''
  if (/^[a-zñ]/.test(word)) return { token: { kind: 'word', word } as Token, length: 1 }
  return { token: { kind: 'stop', word } as Token, length: 1 }
}

/** "2", "dos y medio", "kilo y medio", "1/4 kg", "media docena", "500ml": as much of it as belongs together. */
function amountAt(raw: readonly string[], i: number): Read | null {
  const counted = numberAt(raw, i)
  const next = i + (counted?.length ?? 0)
  const unit = raw[next] ?? ''
  if (counted && isDozen(unit)) {
    const after = halfAfter(raw, next + 1)
    return number(counted.value * 12 + (after ? 6 : 0), true, counted.length + 1 + after)
  }
  if (counted && /^par(?:es)?$/.test(unit)) return number(counted.value * 2, true, counted.length + 1)
  const scale = scaleOf(unit)
  if (counted && scale) {
    const after = fractionAfter(raw, next + 1)
    return measure(scale, counted.value + after.value, counted.length + 1 + after.length)
  }
  if (counted) return number(counted.value, counted.isWritten, counted.length)
  if (isDozen(raw[i] ?? '')) {
    const after = halfAfter(raw, i + 1)
    return number(12 + (after ? 6 : 0), true, 1 + after)
  }
  const alone = (raw[i] ?? '').length > 2 ? scaleOf(raw[i] ?? '') : null
  if (!alone || alone.factor < 1000) return null
  const after = fractionAfter(raw, i + 1)
  return measure(alone, 1 + after.value, 1 + after.length)
}

const isDozen = (word: string): boolean => /^(?:docenas?|docenitas?|doc|dz|duzias?)$/.test(word)
const number = (value: number, isWritten: boolean, length: number): Read => ({
  token: { kind: 'number', value, isWritten } as Token,
  length,
})
const measure = ({ of, factor }: Scale, amount: number, length: number): Read => ({
  token: { kind: 'measure', of, milli: Math.round(amount * factor), isLoose: false } as Token,
  length,
})

type Scale = { of: 'kg' | 'litre'; factor: number }

function scaleOf(word: string): Scale | null {
  if (kilo.test(word)) return { of: 'kg', factor: 1000 }
  if (gram.test(word)) return { of: 'kg', factor: 1 }
  if (litre.test(word)) return { of: 'litre', factor: 1000 }
  return millilitre.test(word) ? { of: 'litre', factor: 1 } : null
}

const halfAfter = (raw: readonly string[], i: number): number => (raw[i] === 'y' && half.test(raw[i + 1] ?? '') ? 2 : 0)

/** "y medio", "y cuarto", unless it is the beginning of something else: "y medio kilo de pan". */
function fractionAfter(raw: readonly string[], i: number): { value: number; length: number } {
  if (raw[i] !== 'y' || scaleOf(raw[i + 2] ?? '') || isDozen(raw[i + 2] ?? '') || raw[i + 2] === 'pollo') return { value: 0, length: 0 }
  if (half.test(raw[i + 1] ?? '')) return { value: 0.5, length: 2 }
  return raw[i + 1] === 'cuarto' ? { value: 0.25, length: 2 } : { value: 0, length: 0 }
}

type Counted = { value: number; isWritten: boolean; length: number }

function numberAt(raw: readonly string[], i: number): Counted | null {
  const word = raw[i] ?? ''
  if (/^\d/.test(word)) return { value: digits(word), isWritten: false, length: 1 }
  // Half of what is measured or counted by the dozen; of anything else it may be its name ("medio pollo").
  if (half.test(word)) return scaleOf(raw[i + 1] ?? '') || isDozen(raw[i + 1] ?? '') ? { value: 0.5, isWritten: true, length: 1 } : null
  if (word === 'cuarto' && kilo.test(raw[i + 1] ?? '')) return { value: 0.25, isWritten: true, length: 1 }
  if (word === 'un' && raw[i + 1] === 'cuarto' && kilo.test(raw[i + 2] ?? '')) return { value: 0.25, isWritten: true, length: 2 }
  if (/^par(?:es)?$/.test(word)) return { value: 2, isWritten: true, length: 1 }
  const value = own(units, word)
  if (value === undefined) return null
  // "treinta y dos"; "un par"; "dos y medio kilos".
  const ones = own(units, raw[i + 2] ?? '')
  if (value >= 30 && value < 100 && raw[i + 1] === 'y' && ones !== undefined && ones < 10)
    return { value: value + ones, isWritten: true, length: 3 }
  if (raw[i + 1] === 'y' && half.test(raw[i + 2] ?? '') && scaleOf(raw[i + 3] ?? ''))
    return { value: value + 0.5, isWritten: true, length: 3 }
  return { value, isWritten: true, length: 1 }
}

/** `1,5`, `1.5`, `3/4`, `1.500`. */
function digits(word: string): number {
  const [over = '', under] = word.split('/')
  const value = /^\d{1,3}\.\d{3}$/.test(over) ? Number(over.replace('.', '')) : Number(over.replace(',', '.'))
  return under === undefined || Number(under) === 0 ? value : value / Number(under)
}
