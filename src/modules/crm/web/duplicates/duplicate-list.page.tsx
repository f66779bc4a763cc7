import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { countDuplicates, getDuplicateScan, listDuplicates, startDuplicateScan } from '#crm/contract/duplicate-api.ts'
import { PairCard } from '#crm/web/duplicates/pair-card.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useApi, useApiPages, useSend } from '#web/query.ts'
import { useTitle } from '#web/shell/title.tsx'
import { Page } from '#web/ui/page.tsx'
import { EmptyState, ErrorState, ListBones, Notice } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import s from '#crm/web/duplicates/duplicates.module.css'

/** Contacts that may be the same person, for somebody to say whether they are. */
export function DuplicateListPage() {
  const t = useT()
  const format = useFormat()
  const list = useApiPages(listDuplicates, {})
  const { data: count } = useApi(countDuplicates, {})
  const { data: scan } = useApi(getDuplicateScan, {}, { staleTime: 0 })
  const { send, sending, problem } = useSend(startDuplicateScan, { invalidates: [getDuplicateScan] })
  useTopic('crm.duplicates')
  useTitle(t('crm.duplicates.title'))
  const isScanning = scan?.startedAt != null && scan.finishedAt === null
  return (
    <Page
      title={t('crm.duplicates.title')}
      back="/contactos"
      hint={count && t('crm.duplicates.count', { count: count.count, shown: `${format.number(count.count)}${count.isMore ? '+' : ''}` })}
      actions={
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} stroke={1.7} />}
          loading={sending}
          disabled={isScanning}
          onClick={() => void send({}).catch(() => {})}
        >
          {t('crm.duplicates.scan')}
        </Button>
      }
      narrow
    >
      {problem && <Notice tone="bad">{problem}</Notice>}
      <p className={s.about} role="status">
        {t('crm.duplicates.hint')}{' '}
        {isScanning
          ? t('crm.duplicates.scanning', { checked: format.number(scan.checked) })
          : scan?.finishedAt && (
              <>
                {t('crm.duplicates.last_scan')} <RelativeTime at={scan.finishedAt} />
              </>
            )}
      </p>
      {list.error && !list.items ? (
        <ErrorState error={list.error} onRetry={list.refetch} />
      ) : !list.items ? (
        <ListBones rows={5} />
      ) : list.items.length === 0 ? (
        <EmptyState drawing="people" title={t('crm.duplicates.empty_title')} hint={t('crm.duplicates.empty_hint')} />
      ) : (
        <ul className={s.pairs} aria-label={t('crm.duplicates.title')}>
          {list.items.map((pair) => (
            <PairCard key={pair.id} pair={pair} />
          ))}
        </ul>
      )}
      {list.hasMore && (
        <Button variant="default" className={s.more} loading={list.isFetchingMore} onClick={list.fetchMore}>
          {t('crm.duplicates.more')}
        </Button>
      )}
    </Page>
  )
}
