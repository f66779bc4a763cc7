import { createHash } from 'node:crypto'

/**
 * The id of what some words name: the same of the same words, on whichever machine and however often, so that what is made
 * again is found instead. Laid out like a UUID of version 8 (RFC 9562 §5.8).
 */
export function idNamed(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex')
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
