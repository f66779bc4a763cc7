import { type RefObject, Suspense } from 'react'
import type { Conversation } from '#conversations/contract/conversation.ts'
import { latePart } from '#web/late-part.tsx'

const CannedPicker = latePart(() => import('#conversations/web/composer/canned-picker.tsx').then((file) => file.CannedPicker))
const MentionPicker = latePart(() => import('#conversations/web/composer/mention-picker.tsx').then((file) => file.MentionPicker))

type Props = {
  conversation: Conversation
  text: string
  caret: number
  isNote: boolean
  /** The word behind a slash, where canned replies are offered. */
  slash: { word: string; from: number } | null
  field: RefObject<HTMLTextAreaElement | null>
  onClose: () => void
  /** The whole text with what was chosen, and where the caret goes on. */
  onChosen: (text: string, caret: number, cannedReplyId?: string) => void
}

/** What is offered while one writes: canned replies behind a slash, colleagues behind an @ in notes. */
export function WritingPickers({ conversation, text, caret, isNote, slash, field, onClose, onChosen }: Props) {
  return (
    <Suspense>
      {isNote && <MentionPicker conversationId={conversation.id} text={text} caret={caret} field={field} onChosen={onChosen} />}
      {slash && (
        <CannedPicker
          word={slash.word}
          conversation={conversation}
          field={field}
          onClose={onClose}
          onChosen={(words, id) => onChosen(`${text.slice(0, slash.from)}${words}${text.slice(caret)}`, slash.from + words.length, id)}
        />
      )}
    </Suspense>
  )
}
