import type { Content } from '#conversations/contract/content.ts'
import type { Message } from '#conversations/contract/message.ts'
import type { Heard, Said } from './heard.ts'

/** A message of the thread as the engine hears it. */
export const heardOf = ({ id, at, content }: Pick<Message, 'id' | 'at' | 'content'>): Heard => ({
  id,
  at,
  said: saidOf(content),
  understood: null,
  known: null,
})

function saidOf(content: Content): Said {
  switch (content.kind) {
    case 'text':
      return { kind: 'text', text: content.text }
    case 'choice':
      return content.from === 'call-permission' ? { kind: 'other' } : { kind: 'choice', id: content.id, title: content.title }
    case 'audio':
      return { kind: 'voice' }
    case 'sticker':
      return { kind: 'sticker' }
    case 'image':
    case 'video':
    case 'document':
      return {
        kind: 'file',
        fileId: content.media.fileId,
        name: content.media.filename ?? content.kind,
        caption: content.caption ?? '',
      }
    case 'location':
      return { kind: 'place', latitude: content.latitude, longitude: content.longitude, name: content.name ?? content.address ?? '' }
    default:
      return { kind: 'other' }
  }
}
