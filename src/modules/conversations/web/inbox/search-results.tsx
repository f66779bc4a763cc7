import { Button } from '@mantine/core'
import { useMemo } from 'react'
import { ConversationRow } from '#conversations/web/inbox/conversation-row.tsx'
import { useInboxSearch } from '#conversations/web/inbox/inbox.queries.ts'
import { useListKeys } from '#conversations/web/inbox/list-keys.ts'
import { RowBones } from '#conversations/web/inbox/list-bones.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { EmptyState, ErrorState } from '#web/ui/states.tsx'
import s from '#conversations/web/inbox/inbox.module.css'

type Props = { words: string; openId: string | undefined; nowMs: number; onOpen: (id: string | undefined) => void; onStop: () => void }

/** Conversations by name, number or the words of any message, whatever their state; of the latter, where. */
export function SearchResults({ words, openId, nowMs, onOpen, onStop }: Props) {
  const t = useT()
  const { items, isPending, error, hasMore, isFetchingMore, fetchMore, refetch, isStale } = useInboxSearch(words)
  useListKeys(
    useMemo(() => [{ rows: items ?? [] }], [items]),
    openId,
    onOpen,
  )
  if (words.length < 2)
    return <EmptyState drawing="search" title={t('conversations.search.begin')} hint={t('conversations.search.begin_hint')} />
  if (error && !items) return <ErrorState error={error} onRetry={refetch} />
  if (isPending || !items) return <RowBones />
  if (items.length === 0)
    return (
      <EmptyState
        drawing="search"
        title={t('conversations.search.nothing', { words })}
        hint={t('conversations.search.nothing_hint')}
        actions={
          <Button variant="default" onClick={onStop}>
            {t('conversations.inbox.stop_search')}
          </Button>
        }
      />
    )
  return (
    <div className={s.scroll} aria-busy={isStale}>
      <p className={s.found} role="status">
        {t('conversations.search.found', { count: items.length, more: String(hasMore) })}
      </p>
      {items.map((item) => (
        <div key={item.id} style={{ height: 62 }}>
          <ConversationRow item={item} isOpen={item.id === openId} nowMs={nowMs} showsAssignee isFlat />
        </div>
      ))}
      {hasMore && (
        <p className={s.found}>
          <Button variant="default" fullWidth loading={isFetchingMore} onClick={fetchMore}>
            {t('web.list.load_more')}
          </Button>
        </p>
      )}
    </div>
  )
}
