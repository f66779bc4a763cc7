import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { IconArrowDown } from '@tabler/icons-react'
import type { Conversation } from '#conversations/contract/conversation.ts'
import type { Message } from '#conversations/contract/message.ts'
import { canReply } from '#conversations/contract/permissions.ts'
import { listChannelNames } from '#conversations/contract/channel-api.ts'
import { useDrafts } from '#conversations/web/composer/drafts.ts'
import { useWaiting } from '#conversations/web/composer/outbox.ts'
import { chooseNumber } from '#conversations/web/composer/sending-number.ts'
import { composerOf } from '#conversations/web/composer/composer-focus.ts'
import { useGoTo } from '#conversations/web/thread/go-to.ts'
import { MessageRow } from '#conversations/web/thread/message-row.tsx'
import { DayLine, NewLine, stepMessages, StretchView } from '#conversations/web/thread/message-list.tsx'
import { quotedOf } from '#conversations/web/thread/quoted.tsx'
import { useReading } from '#conversations/web/thread/reading.ts'
import { useFirstPlace, useNearness, useScrollKeeper } from '#conversations/web/thread/scroll-keeper.ts'
import { loadNewer, loadOlder, type Thread } from '#conversations/web/thread/thread-cache.ts'
import { ThreadContext, type ThreadDeeds } from '#conversations/web/thread/thread-context.ts'
import { firstNew, rowsOf, stretchesOf, type ThreadRow } from '#conversations/web/thread/thread-rows.ts'
import { useKindWord } from '#conversations/web/thread/kinds.tsx'
import { WaitingRow } from '#conversations/web/thread/waiting-row.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { lateDialog } from '#web/late-part.tsx'
import { useApi } from '#web/query.ts'
import { useMay, useSession } from '#web/session.ts'
import { Bone } from '#web/ui/states.tsx'
import s from '#conversations/web/thread/thread.module.css'

const MediaViewer = lateDialog(() => import('#conversations/web/thread/media-viewer.tsx').then((file) => file.MediaViewer))
const MessageDetails = lateDialog(() => import('#conversations/web/thread/message-details.tsx').then((file) => file.MessageDetails))

type Props = { conversation: Conversation; thread: Thread; messageId: string | undefined }

/** The messages of a conversation, opened where this person stopped reading. */
export function Messages({ conversation, thread, messageId }: Props) {
  const t = useT()
  const format = useFormat()
  const { id, channelId } = conversation
  const queryClient = useQueryClient()
  const waiting = useWaiting(id)
  const [fresh] = useState(() => firstNew(thread.items, conversation))
  const isEndLoaded = thread.newer === null

  const rows = useMemo(
    () =>
      rowsOf(thread.items, isEndLoaded ? waiting : [], {
        dayOf: format.dayOf,
        firstNewId: fresh?.id ?? null,
        newCount: fresh?.count ?? 0,
        channelId,
      }),
    [thread.items, waiting, isEndLoaded, format, fresh, channelId],
  )
  const stretches = useMemo(() => stretchesOf(rows), [rows])

  const keeper = useScrollKeeper({
    onNearStart: () => void loadOlder(queryClient, id).catch(() => {}),
    onNearEnd: () => void loadNewer(queryClient, id).catch(() => {}),
    isEndLoaded,
  })
  const watch = useNearness(keeper.scroller)
  useFirstPlace(rows.length > 0, () => {
    if (messageId) return
    if (!fresh || !keeper.toRow('new', 56)) keeper.toEnd()
  })
  useReading(conversation, thread.items, keeper.isAtEnd)

  const { goTo, goToEnd } = useGoTo(id, thread, stretches, keeper)
  const isFirstRun = useRef(true)
  useEffect(() => {
    if (messageId) goTo(messageId)
    isFirstRun.current = false
    // Where the address points, once; what is loaded afterwards must not lead there again.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [messageId])

  // One's own message is always followed.
  const lastWaiting = waiting.at(-1)?.id
  const { toEnd } = keeper
  useEffect(() => {
    if (lastWaiting && !isFirstRun.current) toEnd()
  }, [lastWaiting, toEnd])

  const { deeds, layers } = useDeeds(conversation, goTo)
  const draw = useCallback((row: ThreadRow) => <DrawnRow key={row.key} row={row} />, [])
  const missed = useMissed(thread.items, keeper.isAtEnd)

  return (
    <ThreadContext value={deeds}>
      <div className={s.frame}>
        <div
          ref={keeper.scroller}
          className={s.messages}
          role="log"
          aria-live="off"
          aria-label={t('conversations.thread.messages')}
          tabIndex={0}
          onKeyDown={stepMessages}
        >
          <div ref={keeper.content} className={s.content}>
            {thread.older !== null && <OlderBones />}
            {rows.length === 0 && <p className={s.beginning}>{t('conversations.thread.beginning')}</p>}
            {stretches.map((stretch) => (
              <StretchView key={stretch.key} stretch={stretch} watch={watch} draw={draw} />
            ))}
          </div>
        </div>
        {(!keeper.isAtEnd || !isEndLoaded) && (
          <button type="button" className={s.latest} onClick={goToEnd}>
            <IconArrowDown size={16} stroke={1.9} aria-hidden />
            {missed > 0 ? (
              t('conversations.thread.latest_new', { count: missed })
            ) : (
              <span className="sr-only">{t('conversations.thread.latest')}</span>
            )}
          </button>
        )}
        <Heard messages={thread.items} contactName={conversation.contactName} />
      </div>
      {layers}
    </ThreadContext>
  )
}

function DrawnRow({ row }: { row: ThreadRow }) {
  return (
    <div data-row={row.key} className={s.rowBox}>
      {row.type === 'day' && <DayLine at={row.at} />}
      {row.type === 'new' && <NewLine count={row.count} />}
      {row.type === 'message' && <MessageRow message={row.message} isFirst={row.isFirst} isLast={row.isLast} via={row.via} />}
      {row.type === 'waiting' && <WaitingRow waiting={row.waiting} isFirst={row.isFirst} isLast={row.isLast} />}
    </div>
  )
}

const OlderBones = () => (
  <div className={s.older} aria-hidden>
    <Bone width="46%" height={34} />
    <Bone width="58%" height={34} />
  </div>
)

/** What bubbles can ask of their thread, and the windows that some of it opens. */
function useDeeds(conversation: Conversation, goTo: (messageId: string) => void) {
  const { id, contactName, lastInboundAt } = conversation
  const { data: channels } = useApi(listChannelNames, {})
  const { person } = useSession()
  const may = useMay()
  const mayReply = may(canReply)
  const drafts = useDrafts()
  const kindWord = useKindWord()
  const [shown, setShown] = useState<{ what: 'media' | 'details'; message: Message } | null>(null)
  const deeds = useMemo<ThreadDeeds>(
    () => ({
      conversationId: id,
      contactName,
      personId: person.id,
      mayReply,
      numberOf: (channelId) => channels?.items.find((channel) => channel.id === channelId),
      reply: (message) => {
        // It can be quoted only where it was written.
        chooseNumber({ id, lastInboundAt }, message.channelId)
        drafts.change(id, { replyTo: quotedOf(message, kindWord), isNote: false })
        composerOf(id)?.focus()
      },
      goTo,
      look: (message) => setShown({ what: 'media', message }),
      details: (message) => setShown({ what: 'details', message }),
    }),
    [id, contactName, lastInboundAt, channels, person.id, mayReply, drafts, goTo, kindWord],
  )
  const close = () => setShown(null)
  const layers =
    shown &&
    (shown.what === 'media' ? (
      <MediaViewer message={shown.message} onClose={close} />
    ) : (
      <MessageDetails message={shown.message} onClose={close} />
    ))
  return { deeds, layers }
}

/** Messages of the customer that came in below while the reader was further up. */
function useMissed(messages: readonly Message[], isAtEnd: boolean): number {
  const seen = useRef(0)
  const last = messages.reduce((most, { seq }) => Math.max(most, seq), 0)
  if (isAtEnd || seen.current === 0) seen.current = last
  return messages.filter(({ direction, seq }) => direction === 'in' && seq > seen.current).length
}

/** Says new messages of the customer to those who do not see them; pages of old ones stay silent. */
function Heard({ messages, contactName }: { messages: readonly Message[]; contactName: string }) {
  const kindWord = useKindWord()
  const last = messages.findLast(({ direction }) => direction === 'in')
  const first = useRef(last?.id)
  const said = last && last.id !== first.current ? last : undefined
  const words = said?.content.kind === 'text' ? said.content.text : said && kindWord(said.kind)
  return (
    <div className="sr-only" role="status" aria-live="polite">
      {words && `${contactName}: ${words}`}
    </div>
  )
}
