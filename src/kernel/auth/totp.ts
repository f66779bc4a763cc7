import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { hashToken, isSameHash } from '#kernel/auth/tokens.ts'

/** Time-based one-time passwords (RFC 6238): SHA-1, six digits, 30 seconds, which is what every authenticator speaks. */

const stepSeconds = 30
const base32Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** 160 random bits in base32, as RFC 4226 §4 asks for. */
export const newTotpSecret = (): string => toBase32(randomBytes(20))

/** `otpauth://totp/...` for the QR code of an authenticator. */
export function totpUri(options: { issuer: string; account: string; secret: string }): string {
  const label = `${encodeURIComponent(options.issuer)}:${encodeURIComponent(options.account)}`
  return `otpauth://totp/${label}?secret=${options.secret}&issuer=${encodeURIComponent(options.issuer)}&algorithm=SHA1&digits=6&period=${stepSeconds}`
}

export const totpStep = (now: Date): number => Math.floor(now.getTime() / 1_000 / stepSeconds)

/** The code of one step; eight digits only for the vectors of the RFC. */
export function totpCode(secret: string, step: number, digits = 6): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest()
  const offset = (mac[19] ?? 0) & 0x0f
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/**
 * The step that `code` belongs to, or null. One step of drift either way. The caller stores the step and passes it as
 * `lastStep` the next time: a code that somebody read over a shoulder opens nothing a second time.
 */
export function matchTotp(secret: string, code: string, options: { now: Date; lastStep: number | null }): { step: number } | null {
  const typed = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(typed)) return null
  const present = totpStep(options.now)
  let matched: number | null = null
  for (const step of [present - 1, present, present + 1]) {
    const isSame = timingSafeEqual(Buffer.from(totpCode(secret, step)), Buffer.from(typed))
    if (isSame && (options.lastStep === null || step > options.lastStep)) matched = step
  }
  return matched === null ? null : { step: matched }
}

// Without i, l, o and u: nobody mistakes them for digits, and no word comes out.
const recoveryAlphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** Ten codes of 100 bits, `xxxxx-xxxxx-xxxxx-xxxxx`, shown once; what is stored are the hashes. */
export function newRecoveryCodes(): { codes: string[]; hashes: string[] } {
  const codes = Array.from({ length: 10 }, () => {
    const letters = Array.from(randomBytes(20), (byte) => recoveryAlphabet[byte % 32]).join('')
    return (letters.match(/.{5}/g) ?? []).join('-')
  })
  return { codes, hashes: codes.map(hashRecoveryCode) }
}

/** The hash of a recovery code however it was typed: case, blanks and dashes do not matter, o is zero, i and l are one. */
export const hashRecoveryCode = (code: string): string =>
  hashToken(code.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1'))

/** The stored hash that a typed code belongs to, to be struck out, or null. All of them are compared. */
export function matchRecoveryCode(code: string, hashes: readonly string[]): string | null {
  const typed = hashRecoveryCode(code)
  let matched: string | null = null
  for (const hash of hashes) if (isSameHash(hash, typed)) matched = hash
  return matched
}

export function toBase32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let buffer = 0
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte
    bits += 8
    while (bits >= 5) {
      text += base32Alphabet[(buffer >>> (bits - 5)) & 31]
      bits -= 5
    }
    buffer &= (1 << bits) - 1
  }
  return bits > 0 ? text + base32Alphabet[(buffer << (5 - bits)) & 31] : text
}

export function fromBase32(text: string): Buffer {
  const bytes: number[] = []
  let bits = 0
  let buffer = 0
  for (const letter of text.toUpperCase().replace(/[\s=-]/g, '')) {
    const value = base32Alphabet.indexOf(letter)
    if (value === -1) throw new RangeError('not base32')
    buffer = (buffer << 5) | value
    bits += 5
    if (bits >= 8) {
      bytes.push((buffer >>> (bits - 8)) & 255)
      bits -= 8
    }
    buffer &= (1 << bits) - 1
  }
  return Buffer.from(bytes)
}
