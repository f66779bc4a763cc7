import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { listPrices } from '#commerce/contract/price-api.ts'
import { getPriceChange, listPriceChangeItems, listPriceChanges, undoPriceChange } from '#commerce/contract/price-change-api.ts'
import type { PriceChangeItem } from '#commerce/contract/price-change.ts'
import { ChangeState } from '#commerce/web/prices/change-state.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useApiPages, useSend } from '#web/query.ts'
import type { Column } from '#web/ui/data-grid.tsx'
import { confirm } from '#web/ui/dialog.ts'
import { ListPage } from '#web/ui/list-page.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { EmptyState, ErrorState, Notice, PageBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#commerce/web/prices/record.module.css'

/** One change of many prices: what it did to each, and the way back. */
export function PriceChangeRecordPage() {
  const t = useT()
  const format = useFormat()
  const { id = '' } = useParams({ strict: false })
  const { data: change, error, refetch } = useApi(getPriceChange, { id })
  const items = useApiPages(listPriceChangeItems, { id })
  const { send, sending } = useSend(undoPriceChange, {
    invalidates: [getPriceChange, listPriceChangeItems, listPriceChanges, listPrices],
    onDone: ({ itemCount, keptCount }) => void toast({ text: t('commerce.prices.undone', { count: itemCount - (keptCount ?? 0) }) }),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} isPage />
  if (!change) return <PageBones kind="list" />
  const undo = async () => {
    const isSure = await confirm({
      title: t('commerce.prices.undo_title', { name: change.name }),
      text: t(change.state === 'scheduled' ? 'commerce.prices.undo_scheduled' : 'commerce.prices.undo_text', { count: change.itemCount }),
      confirm: t('commerce.prices.undo'),
    })
    if (isSure) await send({ id }).catch(() => {})
  }
  const money = (amountMinor: number | null) => (amountMinor === null ? '—' : format.money(amountMinor, change.currency))
  const columns: Column<PriceChangeItem>[] = [
    {
      name: 'name',
      header: t('commerce.prices.product'),
      width: 'grow',
      card: 'title',
      cell: (item) =>
        item.leastMilli > 0
          ? `${item.name}, ${t('commerce.prices.from_quantity', { quantity: format.number(item.leastMilli / 1000) })}`
          : item.name,
    },
    { name: 'sku', header: t('commerce.prices.sku'), width: 150, card: 'none', cell: (item) => item.sku ?? '' },
    {
      name: 'old',
      header: t('commerce.prices.old'),
      width: 130,
      align: 'end',
      card: 'named',
      cell: (item) => <span className="num">{money(item.oldMinor)}</span>,
    },
    {
      name: 'new',
      header: t('commerce.prices.new'),
      width: 130,
      align: 'end',
      card: 'corner',
      cell: (item) => <span className="num">{money(item.newMinor)}</span>,
    },
    {
      name: 'kept',
      header: t('commerce.prices.state'),
      width: 160,
      align: 'end',
      cell: (item) => item.isKept && <Chip tone="warn">{t('commerce.prices.kept')}</Chip>,
    },
  ]
  return (
    <ListPage<PriceChangeItem>
      title={change.name}
      hint={
        <span className={s.facts}>
          <ChangeState change={change} />
          <span>{change.listName}</span>
          <span>{t('commerce.prices.made_by', { name: change.createdByName, when: format.full(change.createdAt) })}</span>
        </span>
      }
      back="/precios/cambios"
      actions={
        change.state !== 'undone' && (
          <Button variant="default" leftSection={<IconArrowBackUp size={16} stroke={1.7} />} loading={sending} onClick={() => void undo()}>
            {t('commerce.prices.undo')}
          </Button>
        )
      }
      grid={{
        label: change.name,
        rows: items.items,
        columns,
        rowId: (item) => `${item.variantId} ${item.leastMilli}`,
        rowName: (item) => item.name,
        error: items.error,
        onRetry: items.refetch,
        hasMore: items.hasMore,
        isFetchingMore: items.isFetchingMore,
        onMore: items.fetchMore,
        empty: <EmptyState drawing="file" title={t('commerce.prices.changes_empty')} hint="" />,
      }}
    >
      {change.state === 'undone' && (
        <div className={s.notice}>
          <Notice tone={change.keptCount ? 'warn' : 'info'}>
            {t('commerce.prices.undone_by', {
              name: change.undoneByName ?? '',
              when: format.full(change.undoneAt ?? change.createdAt),
              kept: change.keptCount ?? 0,
            })}
          </Notice>
        </div>
      )}
    </ListPage>
  )
}
