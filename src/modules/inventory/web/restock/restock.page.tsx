import { useNavigate } from '@tanstack/react-router'
import { Suspense } from 'react'
import type { StockRow } from '#inventory/contract/level.ts'
import { listStock } from '#inventory/contract/stock-api.ts'
import { StandingChip } from '#inventory/web/levels/standing-chip.tsx'
import { wantedOf } from '#inventory/web/restock/wanted.ts'
import { usePlaces } from '#inventory/web/words/places.ts'
import { useQuantity } from '#inventory/web/words/quantity.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import type { PanelProps } from '#web/module.ts'
import { useApiPages } from '#web/query.ts'
import { partOf } from '#web/lent.ts'
import { panelsFor } from '#web/registry.ts'
import { useSession } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import type { Column } from '#web/ui/data-grid.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { useSelection } from '#web/ui/selection.tsx'
import { EmptyState } from '#web/ui/states.tsx'
import s from '#inventory/web/levels/levels.module.css'

/** What is running out or gone, with how much of it to order. Whoever buys lends the press that does it. */
export function RestockPage() {
  const t = useT()
  const quantity = useQuantity()
  const session = useSession()
  const navigate = useNavigate()
  const { own } = usePlaces()
  const low = useApiPages(listStock, { show: 'low' })
  const out = useApiPages(listStock, { show: 'out' })
  const selection = useSelection()
  useTopic('inventory.stock')
  useTitle(t('inventory.restock.title'))
  const rows = low.items && out.items ? [...out.items, ...low.items] : undefined
  const lent = panelsFor(session, 'restock')
  const locationId = own.find(({ isDefault }) => isDefault)?.id ?? own[0]?.id
  const wantsOf = (some: readonly StockRow[]) => some.map((row) => ({ variantId: row.variantId, quantityMilli: wantedOf(row) }))
  const press = (some: readonly StockRow[]) =>
    locationId !== undefined && <Lent locationId={locationId} wants={wantsOf(some)} onDone={selection.clear} />
  const columns: Column<StockRow>[] = [
    {
      name: 'name',
      header: t('inventory.product'),
      width: 'grow',
      card: 'title',
      cell: (row) => (
        <span className={s.name}>
          <span>{row.name}</span>
          {row.sku && <small>{row.sku}</small>}
        </span>
      ),
    },
    { name: 'standing', header: t('inventory.stock.show'), width: 190, cell: (row) => <StandingChip row={row} /> },
    {
      name: 'available',
      header: t('inventory.stock.available'),
      width: 110,
      align: 'end',
      card: 'named',
      cell: (row) => <span className="num">{quantity(row.availableMilli, row.unit)}</span>,
    },
    {
      name: 'incoming',
      header: t('inventory.stock.incoming'),
      width: 110,
      align: 'end',
      card: 'named',
      cell: (row) => row.incomingMilli > 0 && <span className="num">{quantity(row.incomingMilli, row.unit)}</span>,
    },
    {
      name: 'wanted',
      header: t('inventory.restock.wanted'),
      width: 110,
      align: 'end',
      card: lent.length > 0 ? 'named' : 'corner',
      cell: (row) => <b className={`num ${s.available}`}>{quantity(wantedOf(row), row.unit)}</b>,
    },
    ...(lent.length > 0
      ? [
          {
            name: 'order',
            header: t('inventory.restock.order'),
            width: 150,
            align: 'end' as const,
            card: 'corner' as const,
            cell: (row: StockRow) => press([row]),
          },
        ]
      : []),
  ]
  return (
    <ListPage<StockRow>
      title={t('inventory.restock.title')}
      back="/stock"
      grid={{
        label: t('inventory.restock.title'),
        rows,
        columns,
        rowId: (row) => row.variantId,
        rowName: (row) => row.name,
        onOpen: (row) => void navigate({ to: '/stock', search: { producto: row.variantId } as never }),
        error: low.error ?? out.error,
        onRetry: () => {
          low.refetch()
          out.refetch()
        },
        hasMore: low.hasMore || out.hasMore,
        isFetchingMore: low.isFetchingMore || out.isFetchingMore,
        onMore: () => (out.hasMore ? out.fetchMore() : low.fetchMore()),
        ...(lent.length > 0 && {
          selection,
          bulk: (ids: readonly string[]) => press((rows ?? []).filter(({ variantId }) => ids.includes(variantId))),
        }),
        empty: <EmptyState drawing="cards" title={t('inventory.restock.empty_title')} hint={t('inventory.restock.empty_hint')} />,
      }}
    />
  )
}

function Lent(props: PanelProps['restock']) {
  const session = useSession()
  return (
    <Suspense>
      {panelsFor(session, 'restock').map((panel) => {
        const Body = partOf<'restock'>(panel)
        return <Body key={panel.name} {...props} />
      })}
    </Suspense>
  )
}
