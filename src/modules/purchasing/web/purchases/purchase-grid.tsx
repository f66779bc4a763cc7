import { listPurchases } from '#purchasing/contract/purchase-api.ts'
import type { PurchaseCard } from '#purchasing/contract/purchase-order.ts'
import { ApprovalChip, StateChip, states as purchaseStates, useOrderName } from '#purchasing/web/purchases/state-chip.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApiPages } from '#web/query.ts'
import { listOf, textOf, useSearchState } from '#web/search.ts'
import { type Column, DataGrid } from '#web/ui/data-grid.tsx'
import { FilterBar } from '#web/ui/filter-bar.tsx'
import { Money } from '#web/ui/marks.tsx'
import { EmptyState, NoResults } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'

/** Everything there ever was, to be searched. */
export function PurchaseGrid() {
  const t = useT()
  const nameOf = useOrderName()
  const [raw, setSearch] = useSearchState<Record<string, unknown>>()
  const [text, states] = [textOf(raw['buscar']), listOf(raw['estado'])]
  const sort = textOf(raw['orden']) || '-createdAt'
  const filter = states.length > 0 ? [`state:in:${states.join('|')}`] : []
  const list = useApiPages(listPurchases, { ...(text && { search: text }), sort, filter }, { keepsPrevious: true })
  const columns: Column<PurchaseCard>[] = [
    {
      name: 'number',
      header: t('purchasing.list.number'),
      width: 150,
      card: 'title',
      cell: (row) => <span className="num">{nameOf(row)}</span>,
    },
    { name: 'supplier', header: t('purchasing.list.supplier'), width: 'grow', cell: (row) => row.supplierName },
    { name: 'state', header: t('purchasing.list.state'), width: 170, card: 'corner', cell: (row) => <StateChip state={row.state} /> },
    {
      name: 'approval',
      header: t('purchasing.list.approval'),
      width: 130,
      cell: (row) => <ApprovalChip state={row.state} approval={row.approval} />,
    },
    {
      name: 'total',
      header: t('purchasing.list.total'),
      width: 140,
      align: 'end',
      sort: 'totalMinor',
      cell: (row) => <Money amountMinor={row.totalMinor} currency={row.currency} />,
    },
    {
      name: 'createdAt',
      header: t('purchasing.list.created'),
      width: 110,
      align: 'end',
      sort: 'createdAt',
      cell: (row) => <RelativeTime at={row.createdAt} />,
    },
  ]
  return (
    <>
      <FilterBar
        search={{
          value: text,
          onChange: (buscar) => setSearch({ buscar: buscar || undefined }),
          placeholder: t('purchasing.list.search'),
        }}
        filters={[
          {
            name: 'estado',
            label: t('purchasing.list.state'),
            options: purchaseStates.map((value) => ({ value, label: t(`purchasing.states.${value}`) })),
            value: states,
            onChange: (estado: string[]) => setSearch({ estado }),
          },
        ]}
      />
      <DataGrid<PurchaseCard>
        label={t('purchasing.nav.purchases')}
        rows={list.items}
        isStale={list.isStale}
        columns={columns}
        rowId={(row) => row.id}
        rowName={(row) => `${row.number ?? ''} ${row.supplierName}`.trim()}
        rowHref={(row) => `/compras/${row.id}`}
        error={list.error}
        onRetry={list.refetch}
        hasMore={list.hasMore}
        isFetchingMore={list.isFetchingMore}
        onMore={list.fetchMore}
        sort={sort}
        onSort={(orden) => setSearch({ orden })}
        empty={
          text || states.length > 0 ? (
            <NoResults onClear={() => setSearch({ buscar: undefined, estado: [] })} />
          ) : (
            <EmptyState title={t('purchasing.board.empty_title')} hint={t('purchasing.board.empty_hint')} />
          )
        }
      />
    </>
  )
}
