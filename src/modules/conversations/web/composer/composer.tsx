import { ActionIcon, Tooltip } from '@mantine/core'
import { IconArrowUp } from '@tabler/icons-react'
import { Suspense, useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { Conversation, SendingNumber } from '#conversations/contract/conversation.ts'
import { AnswerTools } from '#conversations/web/composer/answer-tools.tsx'
import { useAttachments } from '#conversations/web/composer/attachments.ts'
import { Blocked, ReadOnly } from '#conversations/web/composer/blocked.tsx'
import { setComposer } from '#conversations/web/composer/composer-focus.ts'
import { DropZone } from '#conversations/web/composer/drop-zone.tsx'
import { useKeptOnLeave, useServerDraft } from '#conversations/web/composer/draft-sync.ts'
import { emptyDraft, useDraft, useDrafts } from '#conversations/web/composer/drafts.ts'
import { FileChips } from '#conversations/web/composer/file-chips.tsx'
import { MovedDialog } from '#conversations/web/composer/moved-dialog.tsx'
import { useOutbox, useWaiting, type Writing } from '#conversations/web/composer/outbox.ts'
import { blockAt, longestText, maySend, partsOf, seenLastId, slashWord, withSlash } from '#conversations/web/composer/parts.ts'
import { TroubleLine } from '#conversations/web/connectors/trouble-line.tsx'
import { NumberChoice } from '#conversations/web/composer/number-choice.tsx'
import { PresenceLine } from '#conversations/web/composer/presence-line.tsx'
import { ReplyBar } from '#conversations/web/composer/reply-bar.tsx'
import { useSendingNumber } from '#conversations/web/composer/sending-number.ts'
import { stopTyping, tellTyping } from '#conversations/web/composer/typing.ts'
import { Left, ModeTab } from '#conversations/web/composer/tools.tsx'
import { useVoiceNotes } from '#conversations/web/composer/voice-notes.ts'
import { WritingParts } from '#conversations/web/composer/writing-parts.tsx'
import { WritingPickers } from '#conversations/web/composer/writing-pickers.tsx'
import { FreeFormCost } from '#conversations/web/rates/free-form-cost.tsx'
import { useInboxAction } from '#conversations/web/inbox/inbox-actions.ts'
import { useMoment } from '#conversations/web/inbox/moment.ts'
import { ScheduledStrip } from '#conversations/web/scheduled/scheduled-strip.tsx'
import { SendLater } from '#conversations/web/scheduled/send-later.tsx'
import { newMessageId } from '#conversations/web/thread/message-id.ts'
import type { Thread } from '#conversations/web/thread/thread-cache.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { lateDialog, latePart } from '#web/late-part.tsx'
import type { usePresence } from '#web/live-hooks.ts'
import { useShortcut } from '#web/shortcuts.ts'
import { keysText } from '#web/ui/marks.tsx'
import s from '#conversations/web/composer/composer.module.css'

const InteractiveDialog = lateDialog(() =>
  import('#conversations/web/composer/interactive-dialog.tsx').then((file) => file.InteractiveDialog),
)
const TemplatePicker = latePart(() => import('#conversations/web/templates/template-picker.tsx').then((file) => file.TemplatePicker))
const VoiceBar = latePart(() => import('#conversations/web/composer/voice-bar.tsx').then((file) => file.VoiceBar))

type Props = { conversation: Conversation; thread: Thread | undefined; presence: ReturnType<typeof usePresence> }

/** Where answers and notes are written. */
export function Composer({ conversation, thread, presence }: Props) {
  const { id } = conversation
  const moved = useWaiting(id).find(({ state }) => state === 'moved')
  const { number, numbers } = useSendingNumber(conversation)
  const nowMs = useMoment(numbers.flatMap(({ windowExpiresAt }) => windowExpiresAt ?? []))
  const block = blockAt(number ?? conversation, new Date(nowMs))
  if (block === 'cannot-reply') return <ReadOnly />
  return (
    <div className={s.composer}>
      <PresenceLine people={presence.people} />
      <ScheduledStrip conversationId={id} />
      <Box conversation={conversation} thread={thread} numbers={numbers} number={number} block={block} tell={presence.tell} />
      {/* Here from the start: it asks when a connection has just come back, and may not have to be fetched over it. */}
      {moved && <MovedDialog waiting={moved} contactName={conversation.contactName} />}
    </div>
  )
}

type BoxProps = {
  conversation: Conversation
  thread: Thread | undefined
  /** The one it goes through, of all that reach the customer. */
  number: SendingNumber | undefined
  numbers: readonly SendingNumber[]
  block: Conversation['block']
  tell: Props['presence']['tell']
}

function Box({ conversation, thread, number, numbers, block, tell }: BoxProps) {
  const t = useT()
  const { id } = conversation
  const drafts = useDrafts()
  const draft = useDraft(id)
  const outbox = useOutbox()
  const attachments = useAttachments(id)
  const field = useRef<HTMLTextAreaElement | null>(null)
  const [caret, setCaret] = useState(0)
  const [isPickerClosed, setPickerClosed] = useState(false)
  const [isOffering, setOffering] = useState(false)
  const [isTemplating, setTemplating] = useState(false)
  useServerDraft(conversation, thread)
  useKeptOnLeave(id)

  const keep = useCallback(
    (element: HTMLTextAreaElement | null) => {
      field.current = element
      setComposer(id, element)
    },
    [id],
  )
  const { text, isNote, files } = draft
  useLayoutEffect(() => {
    const element = field.current
    if (!element) return
    element.style.height = '0'
    element.style.height = `${Math.min(element.scrollHeight, 180)}px`
  }, [text, isNote, block])

  const isBlocked = block !== null && !isNote
  const write = (change: Partial<typeof draft>) => drafts.change(id, change)
  const focus = (change: Partial<typeof draft>) => {
    write(change)
    requestAnimationFrame(() => {
      field.current?.focus()
      // The browser tells nobody of a caret that came with the text.
      setCaret(field.current?.selectionStart ?? 0)
    })
  }
  const offerCanned = () => {
    setPickerClosed(false)
    focus({ isNote: false, text: withSlash(text) })
  }
  useInboxAction('reply', 'r', () => focus({ isNote: false }))
  useInboxAction('note', 'n', () => focus({ isNote: true }))
  useInboxAction('canned', '/', offerCanned, block === null)

  const add = (one: Pick<Writing, 'text' | 'file'> & Partial<Writing>) =>
    outbox.add({
      id: newMessageId(),
      conversationId: id,
      isNote: false,
      channelId: number?.channelId,
      replyTo: draft.replyTo,
      cannedReplyId: null,
      expectedLastMessageId: seenLastId(conversation, thread?.items ?? []),
      ...one,
    })
  const send = () => {
    if (!maySend(draft) || isBlocked) return
    const expectedLastMessageId = seenLastId(conversation, thread?.items ?? [])
    for (const [i, part] of partsOf(draft).entries()) {
      add({
        ...part,
        isNote,
        replyTo: i === 0 && !isNote ? draft.replyTo : null,
        cannedReplyId: part.file ? null : draft.cannedReplyId,
        expectedLastMessageId,
      })
    }
    drafts.clear(id)
    // Colleagues write several notes in a row; answers go back to answers.
    if (isNote) drafts.change(id, { ...emptyDraft, isNote: true })
    tell('viewing')
    stopTyping(id)
    setPickerClosed(false)
  }
  useShortcut('mod+enter', 'conversations.keys.send', send)

  const voice = useVoiceNotes(id, number?.channelId, draft.replyTo, () => seenLastId(conversation, thread?.items ?? []))
  useInboxAction('voice', 'v', voice.begin, block === null && !voice.recording)

  const slash = isNote || isBlocked || isPickerClosed ? null : slashWord(text, caret)
  const left = longestText - text.trim().length
  return (
    <div className={s.box} data-note={isNote || undefined}>
      <DropZone isEnabled={block === null} onFiles={(dropped) => (write({ isNote: false }), attachments.add(dropped))} />
      <div className={s.tabs}>
        <div role="tablist" aria-label={t('conversations.composer.modes')}>
          <ModeTab isOn={!isNote} label={t('conversations.composer.reply')} keys="R" onChoose={() => focus({ isNote: false })} />
          <ModeTab isOn={isNote} label={t('conversations.composer.note')} keys="N" onChoose={() => focus({ isNote: true })} />
        </div>
        {!isNote && number && <NumberChoice conversation={conversation} number={number} numbers={numbers} />}
      </div>
      {!isNote && <TroubleLine number={number} />}
      {isOffering && block === null && (
        <InteractiveDialog
          conversationId={id}
          contactName={conversation.contactName}
          onClose={() => setOffering(false)}
          onSend={(interactive) => add({ text: '', file: null, interactive })}
        />
      )}
      {voice.recording && (
        <Suspense>
          <VoiceBar recording={voice.recording} maySend={block === null} onSend={voice.send} onAgain={voice.again} />
        </Suspense>
      )}
      {(isTemplating || block === 'window-closed' || block === 'never-wrote') && !isNote ? (
        <Suspense>
          <TemplatePicker
            key={number?.channelId}
            conversation={conversation}
            channelId={number?.channelId ?? conversation.channelId}
            block={block === 'window-closed' || block === 'never-wrote' ? block : null}
            closedAt={block === 'window-closed' ? (number ?? conversation).windowExpiresAt : null}
            hasDraft={block !== null && text.trim() !== ''}
            {...(block === null && { onClose: () => (setTemplating(false), focus({})) })}
            onSend={(chosen) => {
              add({ ...chosen, file: null })
              setTemplating(false)
            }}
          />
        </Suspense>
      ) : isBlocked && block ? (
        <Blocked block={block} conversation={conversation} number={number} hasDraft={text.trim() !== ''} />
      ) : voice.recording && !isNote ? null : (
        <>
          {!isNote && text === '' && (
            <WritingParts
              {...{ conversation, thread }}
              onInsert={(words, file) => {
                focus({ text: words })
                if (file) attachments.addStored(file)
              }}
            />
          )}
          {draft.replyTo && !isNote && <ReplyBar quoted={draft.replyTo} onRemove={() => write({ replyTo: null })} />}
          {files.length > 0 && !isNote && <FileChips files={files} onRemove={attachments.remove} />}
          <textarea
            ref={keep}
            className={s.field}
            rows={1}
            value={text}
            aria-label={t(isNote ? 'conversations.composer.note' : 'conversations.composer.answer')}
            placeholder={t(isNote ? 'conversations.composer.note_hint' : 'conversations.composer.hint')}
            aria-keyshortcuts="Enter"
            aria-invalid={left < 0 || undefined}
            onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
            onChange={(event) => {
              write({ text: event.currentTarget.value })
              setCaret(event.currentTarget.selectionStart)
              setPickerClosed(false)
              tell('typing')
              if (!isNote && event.currentTarget.value.trim() !== '') tellTyping(id)
            }}
            onPaste={(event) => {
              if (event.clipboardData.files.length === 0 || isNote) return
              event.preventDefault()
              attachments.add(event.clipboardData.files)
            }}
            onKeyDown={(event) => {
              if (event.defaultPrevented || event.nativeEvent.isComposing) return
              const isPhoneLine = matchMedia('(pointer: coarse)').matches && !event.metaKey && !event.ctrlKey
              if (event.key === 'Enter' && !event.shiftKey && !isPhoneLine) {
                event.preventDefault()
                send()
              }
              if (event.key === 'Escape') event.currentTarget.blur()
            }}
          />
          <WritingPickers
            {...{ conversation, text, caret, isNote, slash, field }}
            onClose={() => setPickerClosed(true)}
            onChosen={(after, end, cannedReplyId) => {
              write({ text: after, ...(cannedReplyId && { cannedReplyId }) })
              requestAnimationFrame(() => field.current?.setSelectionRange(end, end))
              setCaret(end)
            }}
          />
          <div className={s.tools}>
            {!isNote && (
              <AnswerTools
                onFiles={attachments.add}
                onCanned={offerCanned}
                onVoice={voice.begin}
                onTemplate={() => setTemplating(true)}
                onOffer={number?.capabilities.interactive === false ? null : () => setOffering(true)}
              />
            )}
            <span className={s.gap} />
            {left < 400 ? (
              <Left left={left} />
            ) : (
              <span className={s.hint}>
                {!isNote && <FreeFormCost conversationId={id} isWanted={text.trim() !== ''} />}
                {t('conversations.composer.enter_sends', { key: keysText('enter') })}
              </span>
            )}
            {!isNote && maySend(draft) && <SendLater conversationId={id} draft={draft} onScheduled={() => drafts.clear(id)} />}
            <Tooltip label={`${t(isNote ? 'conversations.composer.save_note' : 'conversations.composer.send')} (${keysText('mod+enter')})`}>
              <ActionIcon
                variant="filled"
                color="brand"
                size={30}
                radius={8}
                disabled={!maySend(draft)}
                aria-label={t(isNote ? 'conversations.composer.save_note' : 'conversations.composer.send')}
                onClick={() => {
                  send()
                  field.current?.focus()
                }}
              >
                <IconArrowUp size={17} stroke={2} />
              </ActionIcon>
            </Tooltip>
          </div>
        </>
      )}
    </div>
  )
}
