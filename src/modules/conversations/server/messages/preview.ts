import { searchable } from '#kernel/contract/text.ts'
import type { Content } from '#conversations/contract/content.ts'
import { readableAnswers } from '#conversations/contract/form-answers.ts'
import type { Interactive } from '#conversations/contract/interactive.ts'

const longest = 140

/** One line for lists and quotes. Empty when the kind alone says everything. */
export function previewOf(content: Content): string {
  const words = wordsOf(content).replace(/\s+/gu, ' ').trim()
  const characters = Array.from(words)
  return characters.length <= longest ? words : `${characters.slice(0, longest - 1).join('')}…`
}

/** The text that search looks in: PostgreSQL bounds a search vector, and nobody looks for the end of a novel. */
export const searchTextOf = (content: Content): string => (content.kind === 'activity' ? '' : searchable(wordsOf(content)).slice(0, 20_000))

function wordsOf(content: Content): string {
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
      return content.caption || (content.media.isVoice ? '' : content.media.filename) || ''
    case 'location':
      return [content.name, content.address].filter(Boolean).join(', ')
    case 'contacts':
      return content.contacts.map((contact) => contact.name).join(', ')
    case 'choice':
      return content.title
    case 'form':
      return readableAnswers(content.answers)
        .map(({ question, answer }) => `${question}: ${answer}`)
        .join(' · ')
    case 'interactive':
      return interactiveWords(content.interactive)
    case 'template':
      return [content.header?.kind === 'text' ? content.header.text : '', content.body].filter(Boolean).join(' ')
    case 'order':
      return content.note ?? ''
    case 'unsupported':
    case 'activity':
      return ''
  }
}

/** What it says, not what its buttons say: lists and quotes show the question. */
function interactiveWords(interactive: Interactive): string {
  const header = 'header' in interactive ? interactive.header : null
  const product = interactive.type === 'product' ? (interactive.product.name ?? interactive.product.sku) : null
  return [header, interactive.body ?? product].filter(Boolean).join(' ')
}
