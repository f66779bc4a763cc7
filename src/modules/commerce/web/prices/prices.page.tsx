import { Button, Menu } from '@mantine/core'
import { IconDots, IconHistory, IconListDetails, IconPrinter, IconTrendingUp } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { listCategories } from '#commerce/contract/category-api.ts'
import { canManagePrices, canReadCosts } from '#commerce/contract/permissions.ts'
import { createPriceList, listPriceLists, listPrices } from '#commerce/contract/price-api.ts'
import type { PricedVariant } from '#commerce/contract/price.ts'
import { LabelDialog } from '#commerce/web/prices/label-dialog.tsx'
import { PriceCell } from '#commerce/web/prices/price-cell.tsx'
import { PricePanel } from '#commerce/web/prices/price-panel.tsx'
import { pricesTopic } from '#commerce/web/prices/prices.live.ts'
import { holding, marginShare } from '#commerce/web/prices/standing.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useApi, useApiPages, useSend } from '#web/query.ts'
import { textOf, useSearchState } from '#web/search.ts'
import { useMay } from '#web/session.ts'
import type { Column } from '#web/ui/data-grid.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { Sheet } from '#web/ui/panes.tsx'
import { useIsPhone } from '#web/ui/screen.ts'
import { useSelection } from '#web/ui/selection.tsx'
import { EmptyState, NoResults } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#commerce/web/prices/prices.module.css'

type Search = { buscar?: string; categoria?: string; sin?: string }
/** As many lists as stand beside each other; those beyond are in the panel of the product. */
const mostColumns = 6

/** What everything costs, in every list: typed where it stands. */
export function PricesPage() {
  const t = useT()
  const format = useFormat()
  const may = useMay()
  const isPhone = useIsPhone()
  const [raw, setSearch] = useSearchState<Search>()
  const [opened, setOpened] = useState<PricedVariant | null>(null)
  const [labelled, setLabelled] = useState<readonly string[] | null>(null)
  const selection = useSelection()
  const [search, categoryId, withoutIn] = [textOf(raw.buscar), textOf(raw.categoria), textOf(raw.sin)]
  const lists = useApi(listPriceLists, {})
  const categories = useApi(listCategories, {})
  const table = useApiPages(
    listPrices,
    { ...(search && { search }), ...(categoryId && { categoryId }), ...(withoutIn && { withoutIn }) },
    { keepsPrevious: true },
  )
  useTopic(pricesTopic)
  const mayChange = may(canManagePrices)
  const living = (lists.data?.items ?? []).filter((list) => list.archivedAt === null)
  // The general one first: it is the one that everybody looks for, however little it counts.
  const shown = [...living.filter(({ isMain }) => isMain), ...living.filter(({ isMain }) => !isMain)].slice(0, mostColumns)
  const main = shown[0]
  const { send: begin, sending } = useSend(createPriceList, {
    invalidates: [listPriceLists],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const beginList = () =>
    void begin({
      name: t('commerce.prices.main_list'),
      currency: format.region.currency as 'ARS',
      includesTax: true,
      priority: 0,
      audience: 'everybody',
    }).catch(() => {})
  const now = new Date().toISOString()
  const margin = (variant: PricedVariant) => {
    const share = main ? marginShare(holding(variant, main.id, now)?.amountMinor, main.currency, variant) : null
    if (share === null) return null
    return (
      <span className="num" data-tone={share < 0 ? 'bad' : undefined} title={share < 0 ? t('commerce.prices.below_cost') : undefined}>
        {format.percent(share)}
      </span>
    )
  }
  const costs: Column<PricedVariant>[] = [
    {
      name: 'cost',
      header: t('commerce.prices.cost'),
      width: 110,
      align: 'end',
      card: 'none',
      cell: (row) =>
        row.costMinor === null ? null : <span className="num">{format.money(row.costMinor, row.costCurrency ?? undefined)}</span>,
    },
    { name: 'margin', header: t('commerce.prices.margin'), width: 90, align: 'end', card: 'named', cell: margin },
  ]
  const columns: Column<PricedVariant>[] = [
    {
      name: 'name',
      header: t('commerce.prices.product'),
      width: 'grow',
      card: 'title',
      cell: (row) => (
        <button type="button" className={s.name} onClick={() => setOpened(row)}>
          {row.name}
        </button>
      ),
    },
    { name: 'sku', header: t('commerce.prices.sku'), width: 150, card: 'none', cell: (row) => row.sku ?? '' },
    ...(may(canReadCosts) ? costs : []),
    ...shown.map((list): Column<PricedVariant> => ({
      name: list.id,
      header: list.name,
      width: 160,
      align: 'end',
      card: list.isMain ? 'corner' : 'named',
      cell: (row) => <PriceCell variant={row} list={list} isEditable={mayChange && !isPhone} />,
    })),
  ]
  const isFiltered = search !== '' || categoryId !== '' || withoutIn !== ''
  return (
    <>
      <ListPage<PricedVariant>
        title={t('commerce.prices.title')}
        actions={
          <>
            <Menu position="bottom-end" width={230}>
              <Menu.Target>
                <Button variant="default" px={9} aria-label={t('commerce.prices.more')}>
                  <IconDots size={16} stroke={1.7} />
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {mayChange && (
                  <Menu.Item leftSection={<IconListDetails size={16} stroke={1.7} />} component={Link} to="/precios/listas">
                    {t('commerce.prices.lists')}
                  </Menu.Item>
                )}
                {mayChange && (
                  <Menu.Item leftSection={<IconHistory size={16} stroke={1.7} />} component={Link} to="/precios/cambios">
                    {t('commerce.prices.changes')}
                  </Menu.Item>
                )}
                <Menu.Item leftSection={<IconPrinter size={16} stroke={1.7} />} disabled={!main} onClick={() => setLabelled([])}>
                  {t('commerce.prices.labels.print')}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
            {mayChange && main && (
              <Button leftSection={<IconTrendingUp size={16} stroke={1.7} />} component={Link} to="/precios/cambiar">
                {t('commerce.prices.change')}
              </Button>
            )}
          </>
        }
        bar={{
          search: {
            value: search,
            onChange: (buscar) => setSearch({ buscar: buscar || undefined }),
            placeholder: t('commerce.prices.search'),
          },
          filters: [
            {
              name: 'categoria',
              label: t('commerce.prices.category'),
              isSingle: true,
              value: categoryId ? [categoryId] : [],
              onChange: ([one]) => setSearch({ categoria: one }),
              options: (categories.data?.items ?? [])
                .filter((one) => one.archivedAt === null)
                .map(({ id, name }) => ({ value: id, label: name })),
            },
            {
              name: 'sin',
              label: t('commerce.prices.without'),
              isSingle: true,
              value: withoutIn ? [withoutIn] : [],
              onChange: ([one]) => setSearch({ sin: one }),
              options: living.map(({ id, name }) => ({ value: id, label: name })),
            },
          ],
        }}
        grid={{
          label: t('commerce.prices.title'),
          rows: lists.data && table.items,
          isStale: table.isStale,
          columns,
          rowId: (row) => row.id,
          rowName: (row) => row.name,
          onOpen: setOpened,
          error: table.error ?? lists.error,
          onRetry: () => {
            void lists.refetch()
            table.refetch()
          },
          hasMore: table.hasMore,
          isFetchingMore: table.isFetchingMore,
          onMore: table.fetchMore,
          selection,
          bulk: (ids) => (
            <Button variant="default" leftSection={<IconPrinter size={16} stroke={1.7} />} onClick={() => setLabelled(ids)}>
              {t('commerce.prices.labels.print')}
            </Button>
          ),
          empty: isFiltered ? (
            <NoResults onClear={() => setSearch({ buscar: undefined, categoria: undefined, sin: undefined })} />
          ) : (
            <EmptyState drawing="file" title={t('commerce.prices.empty_title')} hint={t('commerce.prices.empty_hint')} />
          ),
        }}
      >
        {lists.data && !main && mayChange && (table.items?.length ?? 0) > 0 && (
          <div className={s.begin}>
            <p>{t('commerce.prices.no_list')}</p>
            <Button loading={sending} onClick={beginList}>
              {t('commerce.prices.begin')}
            </Button>
          </div>
        )}
      </ListPage>
      <Sheet title={opened?.name ?? ''} isOpen={opened !== null} onClose={() => setOpened(null)} width={460}>
        {opened && <PricePanel productId={opened.productId} />}
      </Sheet>
      {labelled && main && (
        <LabelDialog variantIds={labelled} lists={living} filter={{ search, categoryId }} onClose={() => setLabelled(null)} />
      )}
    </>
  )
}
