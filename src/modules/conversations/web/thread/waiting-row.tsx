import { Button } from '@mantine/core'
import { IconAlertTriangle, IconClock, IconFileText, IconLock, IconMicrophone } from '@tabler/icons-react'
import { useDrafts } from '#conversations/web/composer/drafts.ts'
import { composerOf } from '#conversations/web/composer/composer-focus.ts'
import { useOutbox, type Waiting } from '#conversations/web/composer/outbox.ts'
import { InteractiveCard } from '#conversations/web/thread/content/interactive-card.tsx'
import { QuotedBar } from '#conversations/web/thread/quoted.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useProblemText } from '#web/i18n/problem-text.ts'
import { ApiProblem } from '#web/api.ts'
import { Linked } from '#web/ui/linked.tsx'
import { MessageText } from '#web/ui/message-text.tsx'
import s from '#conversations/web/thread/bubble.module.css'
import note from '#conversations/web/thread/failure-note.module.css'

/** Written, and not in the thread of the server yet. */
export function WaitingRow({ waiting, isFirst, isLast }: { waiting: Waiting; isFirst: boolean; isLast: boolean }) {
  if (waiting.isNote) {
    return (
      <article className={s.note} data-message tabIndex={-1}>
        <Linked text={waiting.text} />
        <WaitingMeta waiting={waiting} />
        <Refused waiting={waiting} />
      </article>
    )
  }
  return (
    <div className={s.side} data-dir="out" data-first={isFirst || undefined}>
      <div className={s.line}>
        <article className={s.bubble} data-dir="out" data-last={isLast || undefined} data-waiting data-message tabIndex={-1}>
          {waiting.replyTo && <QuotedBar quoted={waiting.replyTo} />}
          {waiting.interactive && <InteractiveCard interactive={waiting.interactive} />}
          {waiting.file && <WaitingFile file={waiting.file} />}
          {waiting.text && <MessageText text={waiting.text} />}
          <WaitingMeta waiting={waiting} />
        </article>
      </div>
      <Refused waiting={waiting} />
    </div>
  )
}

function WaitingFile({ file }: { file: NonNullable<Waiting['file']> }) {
  const t = useT()
  if (file.kind === 'image') return <img className={s.waitingPicture} src={file.thumbnailUrl ?? file.url} alt={file.filename} />
  const Sign = file.isVoice ? IconMicrophone : IconFileText
  return (
    <p className={s.mark}>
      <Sign size={16} stroke={1.7} aria-hidden />
      {file.isVoice ? t('conversations.kinds.voice') : file.filename}
    </p>
  )
}

function WaitingMeta({ waiting }: { waiting: Waiting }) {
  const t = useT()
  const format = useFormat()
  const isStopped = waiting.state === 'refused' || waiting.state === 'moved'
  const word = isStopped ? 'not_sent' : waiting.isOffline ? 'offline' : 'sending'
  return (
    <footer className={s.meta} role="status">
      {waiting.isNote && <IconLock size={12} stroke={1.8} aria-hidden />}
      <time className="num" dateTime={waiting.at}>
        {format.hour(waiting.at)}
      </time>
      <span>{word === 'sending' ? t('web.state.sending') : t(`conversations.composer.${word}`)}</span>
      <IconClock size={13} stroke={1.9} aria-hidden />
    </footer>
  )
}

/** Why it was not taken, and the two ways on: once more, or back into the composer. */
function Refused({ waiting }: { waiting: Waiting }) {
  const t = useT()
  const text = useProblemText()
  const outbox = useOutbox()
  const drafts = useDrafts()
  if (waiting.state !== 'refused' || !waiting.problem) return null
  const edit = () => {
    const back = outbox.remove(waiting.id)
    if (!back) return
    drafts.change(back.conversationId, (last) => ({
      text: [back.text, last.text].filter(Boolean).join('\n'),
      isNote: back.isNote,
      replyTo: last.replyTo ?? back.replyTo,
    }))
    composerOf(back.conversationId)?.focus()
  }
  return (
    <div className={note.failure} data-tone="bad" role="alert">
      <IconAlertTriangle size={15} stroke={1.8} aria-hidden />
      <p>{text(new ApiProblem(waiting.problem))}</p>
      <Button variant="default" size="compact-xs" onClick={() => outbox.retry(waiting.id)}>
        {t('web.action.retry')}
      </Button>
      <Button variant="subtle" color="gray" size="compact-xs" onClick={edit}>
        {t('conversations.composer.edit_again')}
      </Button>
    </div>
  )
}
