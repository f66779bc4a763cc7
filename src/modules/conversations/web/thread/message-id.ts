import { newKey } from '#web/keys.ts'

/** UUIDv7 (RFC 9562 §5.7) for a message that is written here. The kernel's own comes with the schemas. */
export function newMessageId(nowMs = Date.now()): string {
  const time = nowMs.toString(16).padStart(12, '0')
  const chance = newKey()
  const variant = (8 | (Number.parseInt(chance.charAt(3), 16) & 3)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${chance.slice(0, 3)}-${variant}${chance.slice(4, 7)}-${chance.slice(7, 19)}`
}
