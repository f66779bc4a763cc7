import { listColleagues } from '#identity/contract/api.ts'
import { listOrders } from '#orders/contract/order-api.ts'
import type { OrderCard } from '#orders/contract/order.ts'
import { orderInput, type OrderSearch } from '#orders/web/orders/order-search.ts'
import { FulfilmentMark, OrderStateChip, PaymentChip, states } from '#orders/web/orders/order-state.tsx'
import { useOrdering } from '#orders/web/orders/ordering.queries.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useApiPages } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { type Column, DataGrid } from '#web/ui/data-grid.tsx'
import { FilterBar } from '#web/ui/filter-bar.tsx'
import { Money } from '#web/ui/marks.tsx'
import { EmptyState, NoResults } from '#web/ui/states.tsx'
import { RelativeTime, useToday } from '#web/ui/time.tsx'

/** As in the catalogue's contract, whose schemas are not worth their weight here. */
export const doors = ['whatsapp', 'bot', 'catalogue', 'web', 'phone', 'counter', 'api'] as const
const payments = ['none', 'partial', 'paid', 'refunded'] as const
const periods = ['hoy', 'ayer', 'semana', 'mes'] as const

type Props = { search: OrderSearch; onSearch: (change: Record<string, unknown>) => void }

export function OrderGrid({ search, onSearch }: Props) {
  const t = useT()
  const { brands } = useSession()
  const { stateName } = useOrdering()
  const { data: people } = useApi(listColleagues, {}, { staleTime: 5 * 60_000 })
  const { region } = useFormat()
  const input = orderInput(search, { zone: region.zone, today: useToday() })
  const list = useApiPages(listOrders, input, { keepsPrevious: true })
  const isFiltered = search.buscar !== '' || input.filter.length > 0
  const clear = { buscar: undefined, estado: [], marca: [], puerta: [], pago: [], reparte: [], periodo: undefined }
  const columns: Column<OrderCard>[] = [
    {
      name: 'number',
      header: t('orders.list.number'),
      width: 130,
      sort: 'number',
      card: 'title',
      cell: (row) => <span className="num">{row.number ?? t('orders.states.draft')}</span>,
    },
    { name: 'customer', header: t('orders.list.customer'), width: 'grow', cell: (row) => row.contactName ?? t('orders.list.nobody') },
    { name: 'state', header: t('orders.list.state'), width: 150, card: 'corner', cell: (row) => <OrderStateChip order={row} /> },
    { name: 'payment', header: t('orders.list.payment'), width: 130, cell: (row) => <PaymentChip order={row} /> },
    { name: 'fulfilment', header: t('orders.list.fulfilment'), width: 130, cell: (row) => <FulfilmentMark order={row} /> },
    { name: 'door', header: t('orders.list.door'), width: 110, card: 'none', cell: (row) => t(`orders.doors.${row.door}`) },
    {
      name: 'total',
      header: t('orders.list.total'),
      width: 130,
      align: 'end',
      sort: 'totalMinor',
      cell: (row) => <Money amountMinor={row.totalMinor} currency={row.currency} />,
    },
    {
      name: 'createdAt',
      header: t('orders.list.created'),
      width: 100,
      align: 'end',
      sort: 'createdAt',
      cell: (row) => <RelativeTime at={row.createdAt} />,
    },
  ]
  const choice = (name: keyof typeof clear, label: string, options: { value: string; label: string }[], isSingle = false) => ({
    name,
    label,
    options,
    isSingle,
    value: [search[name as keyof OrderSearch]].flat().filter(Boolean) as string[],
    onChange: (value: string[]) => onSearch({ [name]: isSingle ? value[0] : value }),
  })
  return (
    <>
      <FilterBar
        search={{
          value: search.buscar,
          onChange: (buscar) => onSearch({ buscar: buscar || undefined }),
          placeholder: t('orders.list.search'),
        }}
        filters={[
          choice(
            'periodo',
            t('orders.list.period'),
            periods.map((value) => ({ value, label: t(`orders.periods.${value}`) })),
            true,
          ),
          choice(
            'estado',
            t('orders.list.state'),
            states.map((value) => ({ value, label: stateName(value, null) })),
          ),
          choice(
            'pago',
            t('orders.list.payment'),
            payments.map((value) => ({ value, label: t(`orders.payment_states.${value}`) })),
          ),
          choice(
            'puerta',
            t('orders.list.door'),
            doors.map((value) => ({ value, label: t(`orders.doors.${value}`) })),
          ),
          choice(
            'reparte',
            t('orders.list.driver'),
            (people?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ),
          ...(brands.length > 1
            ? [
                choice(
                  'marca',
                  t('orders.list.brand'),
                  brands.map(({ id, name }) => ({ value: id, label: name })),
                ),
              ]
            : []),
        ]}
      />
      <DataGrid<OrderCard>
        label={t('orders.nav.orders')}
        rows={list.items}
        isStale={list.isStale}
        columns={columns}
        rowId={(row) => row.id}
        rowName={(row) => `${row.number ?? ''} ${row.contactName ?? ''}`.trim()}
        rowHref={(row) => `/pedidos/${row.id}`}
        error={list.error}
        onRetry={list.refetch}
        hasMore={list.hasMore}
        isFetchingMore={list.isFetchingMore}
        onMore={list.fetchMore}
        sort={search.orden}
        onSort={(orden) => onSearch({ orden })}
        empty={
          isFiltered ? (
            <NoResults onClear={() => onSearch(clear)} />
          ) : (
            <EmptyState title={t('orders.list.empty_title')} hint={t('orders.list.empty_hint')} />
          )
        }
      />
    </>
  )
}
