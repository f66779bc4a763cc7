import { Button, Modal } from '@mantine/core'
import { useDrafts } from '#conversations/web/composer/drafts.ts'
import { composerOf } from '#conversations/web/composer/composer-focus.ts'
import { useOutbox, type Waiting } from '#conversations/web/composer/outbox.ts'
import { KindIcon, useKindWord } from '#conversations/web/thread/kinds.tsx'
import { wordsOf } from '#conversations/contract/message-words.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import s from '#conversations/web/composer/moved-dialog.module.css'

/**
 * Others wrote while this answer was written: shows what, and leaves the choice to the writer. Nothing is lost either
 * way; "review" gives the text back to the composer.
 */
export function MovedDialog({ waiting, contactName }: { waiting: Waiting; contactName: string }) {
  const t = useT()
  const format = useFormat()
  const kindWord = useKindWord()
  const outbox = useOutbox()
  const drafts = useDrafts()
  const messages = waiting.moved?.messages ?? []

  const review = () => {
    const back = outbox.takeBack(waiting.conversationId)
    drafts.change(waiting.conversationId, (last) => ({
      text: [...back.map(({ text }) => text), last.text].filter(Boolean).join('\n'),
      replyTo: last.replyTo ?? back[0]?.replyTo ?? null,
      isNote: false,
      files: [...back.flatMap((one) => (one.file ? [asDraftFile(one.id, one.file)] : [])), ...last.files],
      cannedReplyId: last.cannedReplyId ?? back[0]?.cannedReplyId ?? null,
    }))
    setTimeout(() => composerOf(waiting.conversationId)?.focus(), 180)
  }
  return (
    <Modal
      opened
      onClose={review}
      title={t('conversations.moved.title')}
      size={460}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <p className={s.text}>{t('conversations.moved.text', { count: messages.length })}</p>
      <ol className={s.list}>
        {messages.map((message) => (
          <li key={message.id}>
            <header>
              <b>{message.direction === 'in' ? contactName : message.author.name}</b>
              <time className="num" dateTime={message.at}>
                {format.hour(message.at)}
              </time>
            </header>
            <p>
              <KindIcon kind={message.kind} /> {wordsOf(message) || kindWord(message.kind)}
            </p>
          </li>
        ))}
      </ol>
      <p className={s.own}>
        <small>{t('conversations.moved.yours')}</small>
        {waiting.text || (waiting.file && kindWord(waiting.file.kind))}
      </p>
      <div className={s.buttons}>
        <Button variant="default" onClick={() => outbox.sendAnyway(waiting.id)}>
          {t('conversations.moved.send')}
        </Button>
        <Button onClick={review} data-autofocus>
          {t('conversations.moved.review')}
        </Button>
      </div>
    </Modal>
  )
}

const asDraftFile = (key: string, file: NonNullable<Waiting['file']>) => ({
  key,
  name: file.filename,
  sizeBytes: file.sizeBytes,
  mimeType: file.mimeType,
  previewUrl: null,
  state: 'ready' as const,
  progress: 1,
  uploaded: file,
  problem: null,
})
