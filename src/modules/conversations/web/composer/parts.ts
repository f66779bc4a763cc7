import type { Uploaded } from '#conversations/contract/content.ts'
import type { Conversation, SendingNumber } from '#conversations/contract/conversation.ts'
import type { Message } from '#conversations/contract/message.ts'
import { isWindowOpen } from '#conversations/contract/window.ts'
import type { OwnDraft } from '#conversations/web/composer/drafts.ts'

/** As the contract has it for texts, and what the provider puts below a file. */
export const longestText = 4096
export const longestCaption = 1024

export type Part = { text: string; file: Uploaded | null }

/** The messages that a draft becomes: words stand below a single file when it can carry them, else they follow the files. */
export function partsOf({ text, files, isNote }: OwnDraft): Part[] {
  const words = text.trim()
  const ready = isNote ? [] : files.flatMap(({ uploaded }) => (uploaded ? [uploaded] : []))
  const [only] = ready
  if (ready.length === 1 && only && only.kind !== 'audio' && words.length <= longestCaption) return [{ text: words, file: only }]
  return [...ready.map((file) => ({ text: '', file })), ...(words ? [{ text: words, file: null }] : [])]
}

/** Nothing to send, something still on its way up, or something that cannot go. */
export function maySend(draft: OwnDraft): boolean {
  const text = draft.text.trim()
  if (text.length > longestText) return false
  if (draft.isNote) return text !== ''
  if (draft.files.some(({ state }) => state !== 'ready')) return false
  return text !== '' || draft.files.length > 0
}

/**
 * The last message that the writer had in front of them. The thread may know one more than the card (one's own, just
 * answered) or one less (the card came first); ids do not tell, the order of arrival does.
 */
export function seenLastId(conversation: Pick<Conversation, 'lastMessageId'>, messages: readonly Message[]): string | null {
  const told = messages.filter(({ direction }) => direction === 'in' || direction === 'out')
  const newest = told.reduce<Message | undefined>((last, message) => (last && last.seq > message.seq ? last : message), undefined)
  const isCardKnown = conversation.lastMessageId === null || told.some(({ id }) => id === conversation.lastMessageId)
  return isCardKnown ? (newest?.id ?? conversation.lastMessageId) : conversation.lastMessageId
}

/** Why nothing can be sent at this moment. The server said how it was; the window goes on closing and opening by itself. */
export function blockAt(
  { block, windowExpiresAt, capabilities }: Pick<Conversation, 'block' | 'windowExpiresAt'> & Partial<Pick<SendingNumber, 'capabilities'>>,
  now: Date,
): Conversation['block'] {
  if (block === 'cannot-reply' || block === 'channel-stopped') return block
  if (capabilities?.windowHours === null) return null
  if (windowExpiresAt === null) return 'never-wrote'
  return isWindowOpen(windowExpiresAt, now) ? null : 'window-closed'
}

/** The text with a slash at its end, behind which canned replies are offered. */
export const withSlash = (text: string): string =>
  slashWord(text, text.length)?.word === '' ? text : /\s$|^$/.test(text) ? `${text}/` : `${text} /`

/** What is being looked for after a slash, when the caret stands behind one. */
export function slashWord(text: string, caret: number): { from: number; word: string } | null {
  const found = /(?:^|\s)\/([\p{L}\p{N}_-]{0,40})$/u.exec(text.slice(0, caret))
  return found ? { from: caret - (found[1]?.length ?? 0) - 1, word: found[1] ?? '' } : null
}
