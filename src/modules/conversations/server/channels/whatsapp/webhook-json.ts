/** Why a body was refused before anything was read from it. */
export type Refusal = 'too-large' | 'not-utf8' | 'too-deep' | 'too-many-members' | 'not-json' | 'not-whatsapp'

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue }

/** The provider never sends more than 3 MB nor nests beyond a dozen levels; the rest leaves room without leaving a door. */
export const LIMITS = { bytes: 3 * 1024 * 1024, depth: 40, membersOfOne: 10_000, membersInAll: 250_000 }

/**
 * Bytes to plain JSON that is safe to keep: bounded before parsing, valid UTF-8, without U+0000 nor lone surrogates
 * (PostgreSQL stores neither) and without `__proto__` keys. Never throws.
 */
export function readJson(rawBody: Uint8Array): { ok: true; value: JsonValue } | { ok: false; refusal: Refusal } {
  const refusal = measure(rawBody)
  if (refusal) return { ok: false, refusal }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(rawBody)
  } catch {
    return { ok: false, refusal: 'not-utf8' }
  }
  try {
    return { ok: true, value: clean(JSON.parse(text) as JsonValue) }
  } catch {
    return { ok: false, refusal: 'not-json' }
  }
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c

/** One pass over the bytes, before the parser allocates anything: a million keys cost milliseconds here and much more there. */
function measure(bytes: Uint8Array): Refusal | null {
  if (bytes.length > LIMITS.bytes) return 'too-large'
  const members = new Uint32Array(LIMITS.depth + 1)
  let depth = 0
  let total = 0
  let isInString = false
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index]
    if (isInString) {
      if (byte === BACKSLASH) index++
      else if (byte === QUOTE) isInString = false
      continue
    }
    if (byte === QUOTE) isInString = true
    else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > LIMITS.depth) return 'too-deep'
      members[depth] = 0
    } else if (byte === 0x7d || byte === 0x5d) {
      if (depth > 0) depth--
    } else if (byte === COMMA) {
      const count = (members[depth] ?? 0) + 1
      members[depth] = count
      if (count >= LIMITS.membersOfOne || ++total >= LIMITS.membersInAll) return 'too-many-members'
    }
  }
  return null
}

/** In place. The depth is already bounded, so recursion is safe. */
function clean(value: JsonValue): JsonValue {
  if (typeof value === 'string') return storable(value)
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) value[index] = clean(value[index] as JsonValue)
    return value
  }
  for (const key of Object.keys(value)) {
    const kept = key === '__proto__' ? null : storable(key)
    // JSON.parse makes `__proto__` an own key; any later copy by assignment would turn it into a prototype.
    if (kept !== key) {
      const moved = value[key] as JsonValue
      delete value[key]
      if (kept !== null && kept !== '__proto__') value[kept] = clean(moved)
    } else value[key] = clean(value[key] as JsonValue)
  }
  return value
}

/** The text without U+0000 and with lone surrogates replaced by U+FFFD. */
export function storable(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed()
  return whole.includes('\u0000') ? whole.replaceAll('\u0000', '') : whole
}
