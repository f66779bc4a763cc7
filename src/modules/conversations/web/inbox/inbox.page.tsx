import { useNavigate, useParams } from '@tanstack/react-router'
import { Suspense, useEffect, useMemo, useState } from 'react'
import { PickedContext, usePicking } from '#conversations/web/bulk/picked.ts'
import { ConversationList, idsOf } from '#conversations/web/inbox/conversation-list.tsx'
import { type InboxSearch, inboxSearch, selectionOf, withoutFilters } from '#conversations/web/inbox/inbox-search.ts'
import { useInboxList, usualScope } from '#conversations/web/inbox/inbox.queries.ts'
import { ListHeader } from '#conversations/web/inbox/list-header.tsx'
import { ListSkeleton } from '#conversations/web/inbox/list-bones.tsx'
import { useListKeys } from '#conversations/web/inbox/list-keys.ts'
import { unreadOf } from '#conversations/web/inbox/unread.ts'
import { useAside } from '#conversations/web/panel/aside.ts'
import { AsideBones, ThreadSkeleton } from '#conversations/web/thread/thread-bones.tsx'
import { NothingOpen } from '#conversations/web/thread/nothing-open.tsx'
import { loadThreadMessages } from '#web/i18n/messages.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { lateDialog, latePart } from '#web/late-part.tsx'
import { useSearchState } from '#web/search.ts'
import { useSession } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import { SplitPane } from '#web/ui/panes.tsx'
import { ErrorState } from '#web/ui/states.tsx'
import s from '#conversations/web/inbox/inbox.module.css'

// Not a part of the first load, and there before anybody has chosen a conversation.
const Thread = latePart(async () => (await Promise.all([import('#conversations/web/thread/thread.tsx'), loadThreadMessages()]))[0].Thread)
const ContactPanel = latePart(() => import('#conversations/web/panel/contact-panel.tsx').then((file) => file.ContactPanel))
const nothing = async () => (await Promise.all([import('#conversations/web/inbox/nothing-here.tsx'), loadThreadMessages()]))[0]
const NothingHere = latePart(() => nothing().then((file) => file.NothingHere))
const NothingToOpen = latePart(() => nothing().then((file) => file.NothingToOpen))
const finding = async () => (await Promise.all([import('#conversations/web/inbox/search-results.tsx'), loadThreadMessages()]))[0]
const SearchResults = latePart(() => finding().then((file) => file.SearchResults))
const BulkBar = latePart(() => import('#conversations/web/bulk/bulk-bar.tsx').then((file) => file.BulkBar))
const NewConversation = lateDialog(() => import('#conversations/web/start/new-conversation.tsx').then((file) => file.NewConversation))

/** The centre of the product: who waits for an answer, what they said, and who they are. */
export function InboxPage() {
  const t = useT()
  const session = useSession()
  const { id } = useParams({ strict: false }) as { id?: string }
  const [raw, setSearch] = useSearchState<InboxSearch & Record<string, unknown>>()
  const search = inboxSearch(raw)
  const listKey = JSON.stringify({ ...search, mensaje: undefined })
  // Made from the address alone: as long as that says the same, the selection is the same object.
  const selection = useMemo(() => selectionOf(JSON.parse(listKey) as InboxSearch, usualScope(session)), [listKey, session])
  const list = useInboxList(selection)
  const [isStarting, setStarting] = useState(false)
  const aside = useAside(id)
  const words = search.buscar ?? ''
  const { picked, ids: pickedIds } = usePicking()
  useEffect(() => picked.stop, [picked, listKey])

  const unread = unreadOf(list.counts)
  useTitle(unread > 0 ? `(${unread}) ${t('conversations.inbox.title')}` : undefined)
  const navigate = useNavigate()
  const open = (next: string | undefined) =>
    void navigate({
      to: '/bandeja/{-$id}',
      params: { id: next } as never,
      search: ((last: object) => ({ ...last, mensaje: undefined })) as never,
    })
  const goTo = (next: InboxSearch) => void navigate({ to: '.', search: next as never })
  useListKeys(list.sections, id, open)

  const isWaiting = list.isPending
  useEffect(() => {
    if (isWaiting) return
    void Thread.fetch()
    void ContactPanel.fetch()
  }, [isWaiting])

  const isEmpty = list.sections.every(({ rows, hasMore }) => rows.length === 0 && !hasMore)
  const left = (
    <section className={s.column} aria-label={t('conversations.inbox.list')}>
      <ListHeader
        search={search}
        selection={selection}
        words={words}
        counts={list.counts}
        onChange={setSearch}
        onGo={goTo}
        onPick={picked.start}
        onNew={() => setStarting(true)}
        isNoneOpen={id === undefined}
      />
      {words ? (
        <Suspense fallback={<ListSkeleton />}>
          <SearchResults words={words} openId={id} nowMs={list.nowMs} onOpen={open} onStop={() => setSearch({ buscar: undefined })} />
        </Suspense>
      ) : list.error ? (
        <ErrorState error={list.error} onRetry={list.refetch} />
      ) : list.isPending ? (
        <ListSkeleton />
      ) : isEmpty ? (
        <Suspense fallback={<ListSkeleton />}>
          <NothingHere selection={selection} counts={list.counts} onClear={() => setSearch(withoutFilters)} />
        </Suspense>
      ) : (
        <PickedContext value={picked}>
          <ConversationList sections={list.sections} selection={selection} openId={id} nowMs={list.nowMs} listKey={listKey} />
        </PickedContext>
      )}
      {pickedIds && !words && (
        <Suspense>
          <BulkBar picked={picked} ids={pickedIds} state={selection.state} order={idsOf(list.sections)} />
        </Suspense>
      )}
    </section>
  )

  return (
    <>
      <SplitPane
        isOpen={id !== undefined}
        list={left}
        detail={
          id === undefined && isEmpty && !list.isPending && !list.error && !words ? (
            <Suspense>
              <NothingToOpen onNew={() => setStarting(true)} />
            </Suspense>
          ) : id === undefined ? (
            <NothingOpen />
          ) : (
            <Suspense fallback={<ThreadSkeleton />}>
              <Thread key={id} id={id} messageId={search.mensaje} aside={aside} onClose={() => open(undefined)} />
            </Suspense>
          )
        }
        aside={
          id !== undefined && aside.isWanted ? (
            <Suspense fallback={<AsideBones />}>
              <ContactPanel key={id} id={id} />
            </Suspense>
          ) : undefined
        }
        asideTitle={t('conversations.panel.title')}
        isAsideOpen={aside.isSheetOpen}
        onAsideClose={aside.close}
      />
      {isStarting && (
        <NewConversation
          onClose={() => setStarting(false)}
          onStarted={(started) => {
            setStarting(false)
            open(started)
          }}
        />
      )}
    </>
  )
}
