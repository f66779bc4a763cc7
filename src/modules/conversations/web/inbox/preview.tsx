import { IconClock, IconLock } from '@tabler/icons-react'
import type { ConversationItem } from '#conversations/contract/conversation.ts'
import { isEmptyDraft, useKnownDraft } from '#conversations/web/composer/drafts.ts'
import { useWaiting } from '#conversations/web/composer/outbox.ts'
import { KindIcon, useKindWord } from '#conversations/web/thread/kinds.tsx'
import { Ticks } from '#conversations/web/thread/ticks.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { withoutMarks } from '#web/message-marks.ts'
import { useSession } from '#web/session.ts'
import s from '#conversations/web/inbox/conversation-row.module.css'

/** One line: what is being written, else what was found, else the last message and how far it got. */
export function Preview({ item, isOpen }: { item: ConversationItem; isOpen: boolean }) {
  const t = useT()
  const { person } = useSession()
  const kindWord = useKindWord()
  const draft = useKnownDraft(item.id)
  const waiting = useWaiting(item.id).at(-1)
  const last = item.lastMessage

  if (item.match) return <span className={s.preview}>{item.match.excerpt}</span>
  if (waiting) {
    return (
      <span className={s.preview}>
        {waiting.isNote ? (
          <IconLock size={13} stroke={1.8} aria-hidden />
        ) : (
          <IconClock size={13} stroke={1.8} aria-label={t('conversations.ticks.sending')} />
        )}
        {t('conversations.row.you')} {withoutMarks(waiting.text) || (waiting.file && kindWord(waiting.file.kind))}
      </span>
    )
  }
  // What is written in the open conversation is already before one's eyes.
  const draftText = isOpen
    ? ''
    : draft === null
      ? item.draftPreview
      : isEmptyDraft(draft)
        ? ''
        : draft.text || t('conversations.row.draft_file')
  if (draftText) {
    return (
      <span className={s.preview}>
        <strong className={s.draft}>{t('conversations.row.draft')}</strong> {draftText}
      </span>
    )
  }
  if (!last) return <span className={s.preview}>{t('conversations.row.empty')}</span>
  const isOurs = last.direction === 'out'
  return (
    <span className={s.preview}>
      {isOurs && last.state && <Ticks state={last.state} size={14} />}
      {last.direction === 'note' && <IconLock size={13} stroke={1.8} aria-label={t('conversations.kinds.note')} />}
      {isOurs &&
        `${last.authorName === person.name ? t('conversations.row.you') : t('conversations.row.colleague', { name: firstNameOf(last.authorName) })} `}
      <KindIcon kind={last.kind} />
      {withoutMarks(last.preview) || kindWord(last.kind)}
    </span>
  )
}

const firstNameOf = (name: string): string => name.split(' ')[0] ?? name
