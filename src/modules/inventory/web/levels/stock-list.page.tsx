import { Button, Menu } from '@mantine/core'
import { IconArrowsExchange, IconClipboardCheck, IconHistory, IconShoppingCart, IconTruck } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { listCategories } from '#commerce/contract/category-api.ts'
import { scanCode } from '#commerce/contract/product-api.ts'
import type { StockRow } from '#inventory/contract/level.ts'
import { canCountStock, canMoveStock } from '#inventory/contract/permissions.ts'
import { listStock } from '#inventory/contract/stock-api.ts'
import { ItemSheet } from '#inventory/web/levels/item-sheet.tsx'
import { useStockColumns } from '#inventory/web/levels/stock-columns.tsx'
import { askFor, emptySearch, isNarrowed, readStockSearch, type StockSearch, views } from '#inventory/web/levels/stock-search.ts'
import { TransferDialog } from '#inventory/web/movements/transfer-dialog.tsx'
import { useScanner } from '#web/scan/use-scanner.ts'
import { usePlaces } from '#inventory/web/words/places.ts'
import { ApiProblem, call } from '#web/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useApi, useApiPages } from '#web/query.ts'
import { useSearchState } from '#web/search.ts'
import { useMay } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { MoreMenu } from '#web/ui/more-menu.tsx'
import { EmptyState, NoResults } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'

/** What there is of everything that is counted, and where. */
export function StockListPage() {
  const t = useT()
  const may = useMay()
  const navigate = useNavigate()
  const [address, set] = useSearchState<StockSearch>()
  const search = readStockSearch(address)
  const list = useApiPages(listStock, askFor(search), { keepsPrevious: true })
  const { data: categories } = useApi(listCategories, {})
  const { own, nameOf } = usePlaces()
  const [isMoving, setMoving] = useState(false)
  const columns = useStockColumns(search.lugar || null)
  useTopic('inventory.stock')
  useTitle(t('inventory.stock.title'))
  const open = (variantId: string) => set({ producto: variantId }, { push: true })
  useScanner(
    (code) =>
      void call(scanCode, { code }).then(
        ({ variant }) => open(variant.id),
        (error: unknown) =>
          void toast({ text: error instanceof ApiProblem ? error.title : t('inventory.stock.unknown_code'), tone: 'bad' }),
      ),
    search.producto === '' && !isMoving,
  )
  return (
    <>
      <ListPage<StockRow>
        title={t('inventory.stock.title')}
        actions={
          <>
            <MoreMenu width={210}>
              <Menu.Item
                leftSection={<IconHistory size={16} stroke={1.7} />}
                onClick={() => void navigate({ to: '/stock/movimientos', search: search.lugar ? { lugar: search.lugar } : {} })}
              >
                {t('inventory.movements.title')}
              </Menu.Item>
              <Menu.Item leftSection={<IconTruck size={16} stroke={1.7} />} onClick={() => void navigate({ to: '/stock/transferencias' })}>
                {t('inventory.transfer.list')}
              </Menu.Item>
              <Menu.Item leftSection={<IconShoppingCart size={16} stroke={1.7} />} onClick={() => void navigate({ to: '/stock/reponer' })}>
                {t('inventory.restock.title')}
              </Menu.Item>
              {may(canCountStock) && (
                <Menu.Item
                  leftSection={<IconClipboardCheck size={16} stroke={1.7} />}
                  onClick={() => void navigate({ to: '/stock/conteos' })}
                >
                  {t('inventory.count.title')}
                </Menu.Item>
              )}
            </MoreMenu>
            {may(canMoveStock) && own.length > 1 && (
              <Button variant="default" leftSection={<IconArrowsExchange size={16} stroke={1.7} />} onClick={() => setMoving(true)}>
                {t('inventory.transfer.begin')}
              </Button>
            )}
          </>
        }
        bar={{
          search: { value: search.buscar, onChange: (buscar) => set({ buscar }), placeholder: t('inventory.stock.search') },
          filters: [
            {
              name: 'ver',
              label: t('inventory.stock.show'),
              isSingle: true,
              value: search.ver ? [search.ver] : [],
              onChange: ([ver = '']) => set({ ver: ver as StockSearch['ver'] }),
              options: views.map((value) => ({ value, label: t(`inventory.stock.views.${value.replaceAll('-', '_')}`) })),
            },
            ...(own.length > 1
              ? [
                  {
                    name: 'lugar',
                    label: t('inventory.place'),
                    isSingle: true,
                    value: search.lugar ? [search.lugar] : [],
                    onChange: ([lugar = '']: string[]) => set({ lugar }),
                    options: own.map(({ id }) => ({ value: id, label: nameOf(id) })),
                  },
                ]
              : []),
            {
              name: 'categoria',
              label: t('inventory.category'),
              isSingle: true,
              value: search.categoria ? [search.categoria] : [],
              onChange: ([categoria = '']) => set({ categoria }),
              options: (categories?.items ?? [])
                .filter(({ archivedAt }) => archivedAt === null)
                .map(({ id, name }) => ({ value: id, label: name })),
            },
          ],
        }}
        grid={{
          label: t('inventory.stock.title'),
          rows: list.items,
          isStale: list.isStale,
          columns,
          rowId: (row) => row.variantId,
          rowName: (row) => row.name,
          onOpen: (row) => open(row.variantId),
          error: list.error,
          onRetry: list.refetch,
          hasMore: list.hasMore,
          isFetchingMore: list.isFetchingMore,
          onMore: list.fetchMore,
          empty: isNarrowed(search) ? (
            <NoResults onClear={() => set({ ...emptySearch })} />
          ) : (
            <EmptyState
              title={t('inventory.stock.empty_title')}
              hint={t('inventory.stock.empty_hint')}
              actions={
                <Button variant="default" onClick={() => void navigate({ to: '/catalogo' })}>
                  {t('inventory.stock.to_catalogue')}
                </Button>
              }
            />
          ),
        }}
      />
      <ItemSheet variantId={search.producto || null} onClose={() => set({ producto: '' })} />
      {isMoving && <TransferDialog fromId={search.lugar || null} onClose={() => setMoving(false)} />}
    </>
  )
}
