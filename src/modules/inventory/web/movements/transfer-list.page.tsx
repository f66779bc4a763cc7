import { Button } from '@mantine/core'
import { IconArrowsExchange } from '@tabler/icons-react'
import { useState } from 'react'
import { canMoveStock } from '#inventory/contract/permissions.ts'
import { listTransfers } from '#inventory/contract/transfer-api.ts'
import type { Transfer } from '#inventory/contract/transfer.ts'
import { TransferDialog } from '#inventory/web/movements/transfer-dialog.tsx'
import { TransferState } from '#inventory/web/movements/transfer-state.tsx'
import { usePlaces } from '#inventory/web/words/places.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useApiPages } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import type { Column } from '#web/ui/data-grid.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { EmptyState } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'

/** What went from one place to another, the newest first. */
export function TransferListPage() {
  const t = useT()
  const may = useMay()
  const { nameOf, own } = usePlaces()
  const [isSending, setSending] = useState(false)
  const list = useApiPages(listTransfers, {})
  useTopic('inventory.stock')
  useTitle(t('inventory.transfer.list'))
  const wayOf = ({ fromId, toId }: Transfer) => t('inventory.movements.from_to', { from: nameOf(fromId), to: nameOf(toId) })
  const columns: Column<Transfer>[] = [
    { name: 'way', header: t('inventory.movements.way'), width: 'grow', card: 'title', cell: wayOf },
    {
      name: 'lines',
      header: t('inventory.transfer.what'),
      width: 280,
      cell: ({ lines }) => lines.map(({ name }) => name).join(', '),
    },
    { name: 'state', header: t('inventory.count.state'), width: 150, card: 'corner', cell: (one) => <TransferState state={one.state} /> },
    { name: 'by', header: t('inventory.movements.by'), width: 150, card: 'none', cell: (one) => one.sentByName ?? '' },
    {
      name: 'at',
      header: t('inventory.transfer.left'),
      width: 110,
      align: 'end',
      card: 'line',
      cell: (one) => <RelativeTime at={one.sentAt} />,
    },
  ]
  const begin = may(canMoveStock) && own.length > 1
  return (
    <>
      <ListPage<Transfer>
        title={t('inventory.transfer.list')}
        back="/stock"
        actions={
          begin && (
            <Button leftSection={<IconArrowsExchange size={16} stroke={1.7} />} onClick={() => setSending(true)}>
              {t('inventory.transfer.begin')}
            </Button>
          )
        }
        grid={{
          label: t('inventory.transfer.list'),
          rows: list.items,
          columns,
          rowId: (one) => one.id,
          rowName: wayOf,
          rowHref: (one) => `/stock/transferencias/${one.id}`,
          error: list.error,
          onRetry: list.refetch,
          hasMore: list.hasMore,
          isFetchingMore: list.isFetchingMore,
          onMore: list.fetchMore,
          empty: (
            <EmptyState
              drawing="cards"
              title={t('inventory.transfer.empty_title')}
              hint={t(own.length > 1 ? 'inventory.transfer.empty_hint' : 'inventory.transfer.one_place')}
              actions={
                begin && (
                  <Button variant="default" onClick={() => setSending(true)}>
                    {t('inventory.transfer.begin')}
                  </Button>
                )
              }
            />
          ),
        }}
      />
      {isSending && <TransferDialog fromId={null} onClose={() => setSending(false)} />}
    </>
  )
}
