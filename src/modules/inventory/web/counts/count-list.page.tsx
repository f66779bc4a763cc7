import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { listCounts } from '#inventory/contract/count-api.ts'
import type { StockCount } from '#inventory/contract/count.ts'
import { CountDialog } from '#inventory/web/counts/count-dialog.tsx'
import { CountState } from '#inventory/web/counts/count-state.tsx'
import { usePlaceName } from '#inventory/web/words/place-name.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useApiPages } from '#web/query.ts'
import { oneOf, useSearchState } from '#web/search.ts'
import { useTitle } from '#web/shell/title.tsx'
import { useShortcut } from '#web/shortcuts.ts'
import type { Column } from '#web/ui/data-grid.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { EmptyState } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import s from '#inventory/web/counts/counts.module.css'

type Search = { ver?: string }
const views = ['abiertos', 'cerrados'] as const

/** Sheets on which people count what is on the shelves, the newest first. */
export function CountListPage() {
  const t = useT()
  const format = useFormat()
  const navigate = useNavigate()
  const placeName = usePlaceName()
  const [raw, setSearch] = useSearchState<Search>()
  const [isBeginning, setBeginning] = useState(false)
  const view = oneOf(views, raw.ver, 'abiertos')
  const counts = useApiPages(listCounts, { show: view === 'abiertos' ? 'open' : 'closed' }, { keepsPrevious: true })
  useTopic('inventory.counts')
  useTitle(t('inventory.count.title'))
  useShortcut('n', 'inventory.count.begin', () => setBeginning(true))
  const nameOf = (count: StockCount) => count.name || placeName({ name: count.locationName, kind: count.locationKind })
  const columns: Column<StockCount>[] = [
    { name: 'name', header: t('inventory.count.name'), width: 'grow', card: 'title', cell: nameOf },
    {
      name: 'place',
      header: t('inventory.place'),
      width: 170,
      cell: (count) => (count.name === '' ? '' : placeName({ name: count.locationName, kind: count.locationKind })),
    },
    {
      name: 'progress',
      header: t('inventory.count.counted'),
      width: 130,
      align: 'end',
      card: 'line',
      cell: (count) => <span className="num">{t('inventory.count.progress', { counted: count.countedCount, all: count.lineCount })}</span>,
    },
    {
      name: 'difference',
      header: t('inventory.count.difference'),
      width: 140,
      align: 'end',
      card: 'named',
      cell: (count) => count.differenceMinor !== null && <span className="num">{format.money(count.differenceMinor, count.currency)}</span>,
    },
    { name: 'state', header: t('inventory.count.state'), width: 160, card: 'corner', cell: (count) => <CountState state={count.state} /> },
    { name: 'by', header: t('inventory.count.by'), width: 150, card: 'none', cell: (count) => count.createdByName },
    {
      name: 'at',
      header: t('inventory.count.begun'),
      width: 110,
      align: 'end',
      card: 'line',
      cell: (count) => <RelativeTime at={count.createdAt} />,
    },
  ]
  return (
    <>
      <ListPage<StockCount>
        title={t('inventory.count.title')}
        back="/stock"
        actions={
          <Button leftSection={<IconPlus size={16} />} onClick={() => setBeginning(true)}>
            {t('inventory.count.begin')}
          </Button>
        }
        grid={{
          label: t('inventory.count.title'),
          rows: counts.items,
          isStale: counts.isStale,
          columns,
          rowId: (count) => count.id,
          rowName: nameOf,
          rowHref: (count) => `/stock/conteos/${count.id}`,
          error: counts.error,
          onRetry: counts.refetch,
          hasMore: counts.hasMore,
          isFetchingMore: counts.isFetchingMore,
          onMore: counts.fetchMore,
          empty:
            view === 'abiertos' ? (
              <EmptyState
                drawing="file"
                title={t('inventory.count.empty_title')}
                hint={t('inventory.count.empty_hint')}
                actions={
                  <Button variant="default" onClick={() => setBeginning(true)}>
                    {t('inventory.count.begin')}
                  </Button>
                }
              />
            ) : (
              <EmptyState drawing="file" title={t('inventory.count.none_closed')} />
            ),
        }}
      >
        <div className={s.views}>
          <SegmentedTabs
            label={t('inventory.count.state')}
            value={view}
            choices={views.map((value) => ({ value, label: t(`inventory.count.show.${value}`) }))}
            onChange={(ver) => setSearch({ ver })}
          />
        </div>
      </ListPage>
      {isBeginning && (
        <CountDialog
          onClose={() => setBeginning(false)}
          onBegun={(id) => {
            setBeginning(false)
            void navigate({ to: '/stock/conteos/$id', params: { id } })
          }}
        />
      )}
    </>
  )
}
