import { listSuppliers } from '#purchasing/contract/supplier-api.ts'
import type { SupplierCard } from '#purchasing/contract/supplier.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApiPages } from '#web/query.ts'
import { textOf, useSearchState } from '#web/search.ts'
import { type Column, DataGrid } from '#web/ui/data-grid.tsx'
import { FilterBar } from '#web/ui/filter-bar.tsx'
import { Money } from '#web/ui/marks.tsx'
import { EmptyState, NoResults } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'

/** Contacts that are bought from; each leads to its contact, where what they sell stands. */
export function SupplierGrid() {
  const t = useT()
  const [raw, setSearch] = useSearchState<Record<string, unknown>>()
  const text = textOf(raw['buscar'])
  const list = useApiPages(listSuppliers, text ? { search: text } : {}, { keepsPrevious: true })
  const columns: Column<SupplierCard>[] = [
    { name: 'name', header: t('purchasing.list.supplier'), width: 'grow', card: 'title', cell: (row) => row.name },
    {
      name: 'items',
      header: t('purchasing.suppliers.items'),
      width: 110,
      align: 'end',
      card: 'named',
      cell: (row) => <span className="num">{row.itemCount}</span>,
    },
    {
      name: 'open',
      header: t('purchasing.suppliers.open_orders'),
      width: 140,
      align: 'end',
      card: 'named',
      cell: (row) => <span className="num">{row.openOrderCount}</span>,
    },
    {
      name: 'last',
      header: t('purchasing.suppliers.last_order'),
      width: 140,
      align: 'end',
      cell: (row) => row.lastOrderAt && <RelativeTime at={row.lastOrderAt} />,
    },
    {
      name: 'owed',
      header: t('purchasing.payables.owed'),
      width: 150,
      align: 'end',
      card: 'corner',
      cell: (row) => row.owedMinor !== null && <Money amountMinor={row.owedMinor} currency={row.currency} />,
    },
  ]
  return (
    <>
      <FilterBar
        search={{
          value: text,
          onChange: (buscar) => setSearch({ buscar: buscar || undefined }),
          placeholder: t('purchasing.suppliers.search'),
        }}
        filters={[]}
      />
      <DataGrid<SupplierCard>
        label={t('purchasing.views.proveedores')}
        rows={list.items}
        isStale={list.isStale}
        columns={columns}
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        rowHref={(row) => (row.contactId ? `/contactos/${row.contactId}` : '/compras?ver=proveedores')}
        error={list.error}
        onRetry={list.refetch}
        hasMore={list.hasMore}
        isFetchingMore={list.isFetchingMore}
        onMore={list.fetchMore}
        empty={
          text ? (
            <NoResults onClear={() => setSearch({ buscar: undefined })} />
          ) : (
            <EmptyState title={t('purchasing.suppliers.empty_title')} hint={t('purchasing.suppliers.empty_hint')} />
          )
        }
      />
    </>
  )
}
