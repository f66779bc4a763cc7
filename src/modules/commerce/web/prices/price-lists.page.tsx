import { Button, Menu } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { listSegments } from '#crm/contract/segment-api.ts'
import { listPriceLists, setPriceListArchival } from '#commerce/contract/price-api.ts'
import type { PriceList } from '#commerce/contract/price-list.ts'
import { lastMomentOf } from '#commerce/web/prices/amounts.ts'
import { PriceListDialog } from '#commerce/web/prices/price-list-dialog.tsx'
import { pricesTopic } from '#commerce/web/prices/prices.live.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useApi, useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import type { Column } from '#web/ui/data-grid.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { EmptyState } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'

/** Which lists of prices there are, and for whom. */
export function PriceListsPage() {
  const t = useT()
  const format = useFormat()
  const { brands } = useSession()
  const [opened, setOpened] = useState<PriceList | 'new' | null>(null)
  const lists = useApi(listPriceLists, {})
  const segments = useApi(listSegments, {}, { enabled: lists.data?.items.some(({ segmentId }) => segmentId !== null) ?? false })
  useTopic(pricesTopic)
  const { send: archive } = useSend(setPriceListArchival, {
    invalidates: [listPriceLists],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const audienceOf = (list: PriceList): string => {
    if (list.audience === 'brand') return brands.find(({ id }) => id === list.brandId)?.name ?? t('commerce.prices.audience.brand')
    if (list.audience === 'door') return t(`commerce.prices.doors.${list.door ?? 'counter'}`)
    if (list.audience === 'segment')
      return segments.data?.items.find(({ id }) => id === list.segmentId)?.name ?? t('commerce.prices.audience.segment')
    if (list.audience === 'customers') return t('commerce.prices.customer_count', { count: list.customerCount })
    return t('commerce.prices.audience.everybody')
  }
  const validity = ({ validFrom, validTo }: PriceList): string => {
    const last = validTo && format.day(lastMomentOf(validTo))
    if (validFrom && last) return `${format.day(validFrom)} – ${last}`
    if (validFrom) return t('commerce.prices.from_day', { day: format.day(validFrom) })
    return last ? t('commerce.prices.until_day', { day: last }) : t('commerce.prices.always')
  }
  const columns: Column<PriceList>[] = [
    { name: 'name', header: t('commerce.prices.list'), width: 'grow', card: 'title', cell: (list) => list.name },
    { name: 'audience', header: t('commerce.prices.for_whom'), width: 220, cell: audienceOf },
    { name: 'validity', header: t('commerce.prices.when'), width: 190, card: 'none', cell: validity },
    {
      name: 'tax',
      header: t('commerce.prices.taxes'),
      width: 130,
      card: 'none',
      cell: (list) => t(list.includesTax ? 'commerce.prices.with_tax' : 'commerce.prices.without_tax'),
    },
    { name: 'currency', header: t('commerce.prices.currency'), width: 90, cell: (list) => list.currency },
    {
      name: 'count',
      header: t('commerce.prices.price_count'),
      width: 100,
      align: 'end',
      card: 'named',
      cell: (list) => <span className="num">{format.number(list.priceCount)}</span>,
    },
    {
      name: 'state',
      header: t('commerce.prices.state'),
      width: 110,
      align: 'end',
      card: 'corner',
      cell: (list) =>
        list.archivedAt === null ? list.isMain && <Chip>{t('commerce.prices.main')}</Chip> : <Chip>{t('commerce.prices.archived')}</Chip>,
    },
  ]
  return (
    <>
      <ListPage<PriceList>
        title={t('commerce.prices.lists')}
        hint={t('commerce.prices.lists_hint')}
        back="/precios"
        actions={
          <Button leftSection={<IconPlus size={16} stroke={1.7} />} onClick={() => setOpened('new')}>
            {t('commerce.prices.new_list')}
          </Button>
        }
        grid={{
          label: t('commerce.prices.lists'),
          rows: lists.data?.items,
          columns,
          rowId: (list) => list.id,
          rowName: (list) => list.name,
          onOpen: setOpened,
          error: lists.error,
          onRetry: () => void lists.refetch(),
          empty: <EmptyState drawing="file" title={t('commerce.prices.lists_empty')} hint={t('commerce.prices.lists_hint')} />,
          rowMenu: (list: PriceList) => (
            <>
              <Menu.Item onClick={() => setOpened(list)}>{t('commerce.prices.edit_list')}</Menu.Item>
              {!list.isMain && (
                <Menu.Item onClick={() => void archive({ id: list.id, isArchived: list.archivedAt === null }).catch(() => {})}>
                  {t(list.archivedAt === null ? 'commerce.prices.archive' : 'commerce.prices.restore')}
                </Menu.Item>
              )}
            </>
          ),
        }}
      />
      {opened && <PriceListDialog list={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />}
    </>
  )
}
