import type { PhoneMessage } from '#platform/contract/phone.ts'
import type { T } from '#web/i18n/i18n.tsx'

const named = new Set(['image', 'audio', 'video', 'document', 'sticker', 'location', 'contacts'])

type Said = Pick<PhoneMessage, 'direction' | 'type' | 'text' | 'isRevoked'> & { file?: PhoneMessage['file'] }

/** A message in one line of words: what it says, or what it is. */
export function wordsOf({ direction, type, text, isRevoked, file }: Said, t: T): string {
  if (isRevoked) return t(direction === 'in' ? 'platform.phone.revoked_own' : 'platform.phone.revoked_other')
  const kind = t(`platform.phone.kind.${file?.isVoice ? 'voice' : named.has(type) ? type : 'other'}`)
  if (type === 'text') return text ?? ''
  if (text) return named.has(type) ? `${kind} · ${text}` : text
  return file?.name ? `${kind} · ${file.name}` : kind
}
