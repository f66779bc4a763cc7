import type { Message } from '#conversations/contract/message.ts'
import { KindIcon, useKindWord } from '#conversations/web/thread/kinds.tsx'
import { useThread } from '#conversations/web/thread/thread-context.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { withoutMarks } from '#web/message-marks.ts'
import s from '#conversations/web/thread/quoted.module.css'

type Quoted = NonNullable<Message['replyTo']>

/** A message as others quote it. */
export function quotedOf(message: Message, kindWord: (kind: string) => string): Quoted {
  const { content } = message
  const words =
    content.kind === 'text'
      ? content.text
      : 'caption' in content
        ? (content.caption ?? '')
        : content.kind === 'choice'
          ? content.title
          : content.kind === 'interactive'
            ? (content.interactive.body ?? '')
            : ''
  return {
    id: message.id,
    direction: message.direction,
    kind: message.kind,
    preview: words.slice(0, 140) || ('media' in content && content.media.filename) || kindWord(message.kind),
    authorName: message.author.name,
  }
}

/** What a message answers; a press goes there. Something outside of our records is said to be that. */
export function QuotedBar({ quoted }: { quoted: Quoted | null }) {
  const t = useT()
  const kindWord = useKindWord()
  const { goTo } = useThread()
  if (!quoted) return <p className={s.lost}>{t('conversations.thread.quoted_lost')}</p>
  return (
    <button type="button" className={s.quoted} onClick={() => goTo(quoted.id)} aria-label={t('conversations.thread.go_to_quoted')}>
      <QuotedWords quoted={quoted} kindWord={kindWord} />
    </button>
  )
}

export function QuotedWords({ quoted, kindWord }: { quoted: Quoted; kindWord: (kind: string) => string }) {
  return (
    <>
      <b>{quoted.authorName}</b>
      <span>
        <KindIcon kind={quoted.kind} /> {withoutMarks(quoted.preview) || kindWord(quoted.kind)}
      </span>
    </>
  )
}
