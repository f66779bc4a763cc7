import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { countNotices, listNotices, readNotices } from '#identity/contract/notice-api.ts'
import type { Notice } from '#identity/contract/notice.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApiPages, useSend } from '#web/query.ts'
import { EmptyState, ErrorState, ListBones } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#identity/web/notices/notices.module.css'

/** What one was told, newest first. Following one marks it as read. */
export function NoticeList({ onGo }: { onGo: () => void }) {
  const t = useT()
  const navigate = useNavigate()
  const { items, isPending, error, hasMore, isFetchingMore, fetchMore, refetch } = useApiPages(listNotices, {})
  const { send } = useSend(readNotices, {
    invalidates: [listNotices, countNotices],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const follow = (notice: Notice) => {
    if (notice.readAt === null) send({ id: notice.id }).catch(() => {})
    onGo()
    void navigate({ href: notice.href })
  }
  if (isPending) return <ListBones rows={3} face={false} />
  if (error && !items) return <ErrorState error={error} onRetry={refetch} />
  if (!items || items.length === 0)
    return <EmptyState drawing="chat" title={t('identity.notices.empty')} hint={t('identity.notices.empty_hint')} />
  return (
    <div className={s.list}>
      <header>
        <h2>{t('identity.notices.title')}</h2>
        {items.some(({ readAt }) => readAt === null) && (
          <Button variant="subtle" size="compact-sm" color="gray" onClick={() => void send({}).catch(() => {})}>
            {t('identity.notices.read_all')}
          </Button>
        )}
      </header>
      <ul>
        {items.map((notice) => (
          <li key={notice.id}>
            <button type="button" data-unread={notice.readAt === null || undefined} onClick={() => follow(notice)}>
              <span>
                <b>{t(notice.words, notice.values as Record<string, string | number>)}</b>
                {notice.values['note'] && <q>{String(notice.values['note'])}</q>}
              </span>
              <RelativeTime at={notice.createdAt} />
            </button>
          </li>
        ))}
      </ul>
      {hasMore && (
        <Button variant="subtle" color="gray" loading={isFetchingMore} onClick={fetchMore}>
          {t('identity.notices.more')}
        </Button>
      )}
    </div>
  )
}
