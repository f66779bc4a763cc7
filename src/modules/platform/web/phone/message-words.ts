import type { PhoneMessage } from '#platform/contract/phone.ts'
import type { T } from '#web/i18n/i18n.tsx'
import { withoutMarks } from '#web/message-marks.ts'

const named = new Set(['image', 'audio', 'video', 'document', 'sticker', 'location', 'contacts', 'order'])

type Said = Pick<PhoneMessage, 'direction' | 'type' | 'text' | 'isRevoked'> & {
  file?: PhoneMessage['file']
  answers?: PhoneMessage['answers']
}

export const isNamed = (type: string): boolean => named.has(type)

/** Photo, voice note, document, … */
export const kindOf = ({ type, file }: Pick<Said, 'type' | 'file'>, t: T): string =>
  t(`platform.phone.kind.${file?.isVoice ? 'voice' : named.has(type) ? type : 'other'}`)

/** A message in one line of words: what it says, or what it is. */
export function wordsOf(said: Said, t: T): string {
  const { direction, type, isRevoked, file } = said
  const text = said.text === null ? null : withoutMarks(said.text)
  const isForm = said.answers != null
  if (isRevoked) return t(direction === 'in' ? 'platform.phone.revoked_own' : 'platform.phone.revoked_other')
  const kind = kindOf(said, t)
  if (type === 'text') return text ?? ''
  if (isForm) return t('platform.phone.kind.form')
  if (text) return named.has(type) ? `${kind} · ${text}` : text
  return file?.name ? `${kind} · ${file.name}` : kind
}
