import { readableAnswers } from '#conversations/contract/form-answers.ts'
import type { Message } from '#conversations/contract/message.ts'

/** The words of a message: what copying it takes along. */
export function wordsOf({ content }: Pick<Message, 'content'>): string {
  switch (content.kind) {
    case 'text':
    case 'note':
    case 'notice':
      return content.text
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return content.caption ?? ''
    case 'location':
      return [content.name, content.address, `${content.latitude}, ${content.longitude}`].filter(Boolean).join('\n')
    case 'contacts':
      return content.contacts
        .map(({ name, phones, emails }) => [name, ...phones.map(({ phone }) => phone), ...emails].join('\n'))
        .join('\n\n')
    case 'choice':
      return content.title
    case 'interactive':
      return content.interactive.body ?? ''
    case 'form':
      return readableAnswers(content.answers)
        .map(({ question, answer }) => `${question}: ${answer}`)
        .join('\n')
    case 'order':
      return [...content.lines.map(({ quantity, sku }) => `${quantity} × ${sku}`), content.note ?? ''].filter(Boolean).join('\n')
    default:
      return ''
  }
}
