import { Button } from '@mantine/core'
import { IconTrendingUp } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { listPriceChanges } from '#commerce/contract/price-change-api.ts'
import type { PriceChange } from '#commerce/contract/price-change.ts'
import { ChangeState } from '#commerce/web/prices/change-state.tsx'
import { pricesTopic } from '#commerce/web/prices/prices.live.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useApiPages } from '#web/query.ts'
import type { Column } from '#web/ui/data-grid.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { EmptyState } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'

/** Changes of many prices, the newest first: what was done, by whom, and whether it still holds. */
export function PriceChangeListPage() {
  const t = useT()
  const format = useFormat()
  const changes = useApiPages(listPriceChanges, {})
  useTopic(pricesTopic)
  const columns: Column<PriceChange>[] = [
    { name: 'name', header: t('commerce.prices.change_called'), width: 'grow', card: 'title', cell: (change) => change.name },
    { name: 'list', header: t('commerce.prices.list'), width: 170, cell: (change) => change.listName },
    {
      name: 'count',
      header: t('commerce.prices.price_count'),
      width: 100,
      align: 'end',
      card: 'named',
      cell: (change) => <span className="num">{format.number(change.itemCount)}</span>,
    },
    { name: 'state', header: t('commerce.prices.state'), width: 190, card: 'corner', cell: (change) => <ChangeState change={change} /> },
    { name: 'by', header: t('commerce.prices.by'), width: 150, card: 'none', cell: (change) => change.createdByName },
    {
      name: 'at',
      header: t('commerce.prices.made'),
      width: 110,
      align: 'end',
      card: 'none',
      cell: (change) => <RelativeTime at={change.createdAt} />,
    },
  ]
  return (
    <ListPage<PriceChange>
      title={t('commerce.prices.changes')}
      back="/precios"
      actions={
        <Button leftSection={<IconTrendingUp size={16} stroke={1.7} />} component={Link} to="/precios/cambiar">
          {t('commerce.prices.change')}
        </Button>
      }
      grid={{
        label: t('commerce.prices.changes'),
        rows: changes.items,
        columns,
        rowId: (change) => change.id,
        rowName: (change) => change.name,
        rowHref: (change) => `/precios/cambios/${change.id}`,
        error: changes.error,
        onRetry: changes.refetch,
        hasMore: changes.hasMore,
        isFetchingMore: changes.isFetchingMore,
        onMore: changes.fetchMore,
        empty: <EmptyState drawing="chart" title={t('commerce.prices.changes_empty')} hint={t('commerce.prices.changes_hint')} />,
      }}
    />
  )
}
