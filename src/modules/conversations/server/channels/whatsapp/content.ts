import type { Content, Media } from '#conversations/contract/content.ts'
import { minorDigits } from '#kernel/contract/money.ts'
import type { InteractiveReply, MediaRef, MessageContent, OrderedItem } from './message-content.ts'

/** A message of the provider in the words of the module. Reactions, edits and deletions are not contents of their own. */
export function contentFrom(message: MessageContent): { content: Content; media: MediaRef | null } | null {
  switch (message.type) {
    case 'text':
      return plain({ kind: 'text', text: message.body })
    case 'image':
    case 'video':
      return file(message.type, message.media, { caption: message.caption })
    case 'audio':
      return file('audio', message.media, { isVoice: message.isVoice })
    case 'document':
      return file('document', message.media, { caption: message.caption, filename: message.fileName })
    case 'sticker':
      return file('sticker', message.media, {})
    case 'location': {
      const { type: kind, ...place } = message
      return plain({ kind, ...place })
    }
    case 'contacts':
      return plain({
        kind: 'contacts',
        contacts: message.contacts.map(({ phones, ...contact }) => ({
          ...contact,
          phones: phones.map(({ phone, waId, label }) => ({ phone, waId, type: label })),
        })),
      })
    case 'button':
      return plain({ kind: 'choice', from: 'template', id: message.payload ?? message.text, title: message.text, description: null })
    case 'interactive':
      return plain(answerFrom(message.reply))
    case 'order':
      return plain({ kind: 'order', catalogId: message.catalogId ?? '', note: message.note, lines: message.items.map(lineFrom) })
    case 'system':
      return plain({ kind: 'notice', what: message.event, text: message.body ?? '' })
    case 'unsupported':
      return plain({ kind: 'unsupported', type: message.originalType, code: message.errorCodes[0] ?? null })
    case 'reaction':
    case 'edit':
    case 'revoke':
      return null
  }
}

const plain = (content: Content) => ({ content, media: null })

function file(
  kind: 'image' | 'audio' | 'video' | 'document' | 'sticker',
  media: MediaRef,
  { caption = null, filename = null, isVoice = false }: { caption?: string | null; filename?: string | null; isVoice?: boolean },
) {
  const waiting: Media = {
    state: 'downloading',
    fileId: null,
    url: null,
    thumbnailUrl: null,
    downloadUrl: null,
    mimeType: media.mimeType ?? 'application/octet-stream',
    sizeBytes: null,
    filename,
    width: null,
    height: null,
    isVoice,
    failure: null,
  }
  return { content: { kind, media: waiting, caption }, media }
}

function answerFrom(reply: InteractiveReply): Content {
  switch (reply.kind) {
    case 'button_reply':
      return { kind: 'choice', from: 'button', id: reply.id, title: reply.title, description: null }
    case 'list_reply':
      return { kind: 'choice', from: 'list', id: reply.id, title: reply.title, description: reply.description }
    case 'nfm_reply':
      return { kind: 'form', name: reply.name ?? '', answers: reply.answers }
    case 'call_permission_reply':
      return {
        kind: 'choice',
        from: 'call-permission',
        id: reply.isAccepted ? 'accept' : 'reject',
        title: '',
        description: reply.expiresAt,
      }
    case 'other':
      return { kind: 'unsupported', type: `interactive/${reply.name}`, code: null }
  }
}

function lineFrom(item: OrderedItem) {
  return { sku: item.retailerId, quantity: item.quantity, price: priceFrom(item) }
}

/** `1234.5` ARS → 123450 minor units, digit by digit: a float would shift cents. Null when it does not fit the currency. */
function priceFrom({ shownPrice, currency }: OrderedItem) {
  const [, whole = '', fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(shownPrice ?? '') ?? []
  if (whole === '' || currency === null) return null
  const digits = minorDigits(currency)
  if (/[1-9]/.test(fraction.slice(digits))) return null
  const amountMinor = Number(whole + fraction.slice(0, digits).padEnd(digits, '0'))
  return Number.isSafeInteger(amountMinor) ? { amountMinor, currency } : null
}
