import { Button, Menu } from '@mantine/core'
import { IconArchive, IconArchiveOff, IconCategory, IconDownload, IconListDetails, IconPlus, IconTableImport } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { changeProducts, getProduct, listProducts } from '#commerce/contract/product-api.ts'
import type { ProductCard } from '#commerce/contract/product.ts'
import { canReadCatalogue, canSetAvailability, canWriteCatalogue } from '#commerce/contract/permissions.ts'
import { useAvailability } from '#commerce/web/catalogue/availability-switch.tsx'
import { BulkActions } from '#commerce/web/catalogue/bulk-actions.tsx'
import { useProductColumns } from '#commerce/web/catalogue/product-columns.tsx'
import { useProductFilters } from '#commerce/web/catalogue/product-filters.tsx'
import { ProductPicture } from '#commerce/web/catalogue/product-picture.tsx'
import { askFor, emptySearch, isNarrowed, readProductSearch, type ProductSearch } from '#commerce/web/catalogue/product-query.ts'
import { useProductFile } from '#commerce/web/imports/use-product-file.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useApiPages, useSend } from '#web/query.ts'
import { useSearchState } from '#web/search.ts'
import { useMay } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import { useShortcut } from '#web/shortcuts.ts'
import { ListPage } from '#web/ui/list-page.tsx'
import { MoreMenu } from '#web/ui/more-menu.tsx'
import { useSelection } from '#web/ui/selection.tsx'
import { EmptyState, NoResults } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import '#web/ui/mantine-forms-css.ts'

/** Everything that is sold. */
export function ProductListPage() {
  const t = useT()
  const may = useMay()
  const navigate = useNavigate()
  const [address, set] = useSearchState<ProductSearch>()
  const search = readProductSearch(address)
  const asked = askFor(search)
  const list = useApiPages(listProducts, asked, { keepsPrevious: true })
  const selection = useSelection(JSON.stringify(asked))
  const columns = useProductColumns()
  const filters = useProductFilters(search, set)
  const setAvailability = useAvailability()
  const { write } = useProductFile()
  const { send: change } = useSend(changeProducts, {
    invalidates: [listProducts, getProduct],
    onDone: ({ refused }) => {
      for (const one of refused.slice(0, 3)) void toast({ text: `${one.name}: ${one.reason}`, tone: 'bad' })
    },
  })
  useTopic(may(canReadCatalogue) ? 'commerce.catalogue' : null)
  const isArchive = search.ver === 'archivados'
  const mayWrite = may(canWriteCatalogue)
  useTitle(t('commerce.catalogue.title'))
  useShortcut('n', 'commerce.product.create', () => void navigate({ to: '/catalogo/nuevo' }), { enabled: mayWrite })

  return (
    <ListPage<ProductCard>
      title={t(isArchive ? 'commerce.catalogue.archived_title' : 'commerce.catalogue.title')}
      {...(isArchive && { back: '/catalogo' })}
      actions={
        <>
          <MoreMenu width={230}>
            <Menu.Item leftSection={<IconCategory size={16} stroke={1.7} />} onClick={() => void navigate({ to: '/catalogo/categorias' })}>
              {t('commerce.category.title')}
            </Menu.Item>
            <Menu.Item leftSection={<IconListDetails size={16} stroke={1.7} />} onClick={() => void navigate({ to: '/catalogo/opciones' })}>
              {t('commerce.modifier_group.title')}
            </Menu.Item>
            {mayWrite && (
              <Menu.Item
                leftSection={<IconTableImport size={16} stroke={1.7} />}
                onClick={() => void navigate({ to: '/catalogo/importar' })}
              >
                {t('commerce.import.nav')}
              </Menu.Item>
            )}
            {(['xlsx', 'csv'] as const).map((format) => (
              <Menu.Item key={format} leftSection={<IconDownload size={16} stroke={1.7} />} onClick={() => write({ format })}>
                {t(`commerce.import.export_${format}`)}
              </Menu.Item>
            ))}
            <Menu.Item
              leftSection={isArchive ? <IconArchiveOff size={16} stroke={1.7} /> : <IconArchive size={16} stroke={1.7} />}
              onClick={() => set({ ...emptySearch, ver: isArchive ? 'activos' : 'archivados' })}
            >
              {t(isArchive ? 'commerce.catalogue.show_active' : 'commerce.catalogue.show_archived')}
            </Menu.Item>
          </MoreMenu>
          {mayWrite && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => void navigate({ to: '/catalogo/nuevo' })}>
              {t('commerce.product.create')}
            </Button>
          )}
        </>
      }
      bar={{
        search: { value: search.buscar, onChange: (buscar) => set({ buscar }), placeholder: t('commerce.catalogue.search') },
        filters,
      }}
      grid={{
        label: t('commerce.catalogue.title'),
        rows: list.items,
        isStale: list.isStale,
        columns,
        rowId: (row) => row.id,
        rowName: (row) => row.name,
        rowHref: (row) => `/catalogo/${row.id}`,
        error: list.error,
        onRetry: list.refetch,
        hasMore: list.hasMore,
        isFetchingMore: list.isFetchingMore,
        onMore: list.fetchMore,
        sort: search.orden,
        onSort: (orden) => set({ orden }),
        cardFace: (row) => <ProductPicture url={row.imageUrl} kind={row.kind} size={40} />,
        empty: isNarrowed(search) ? (
          <NoResults onClear={() => set({ ...emptySearch })} />
        ) : isArchive ? (
          <EmptyState title={t('commerce.catalogue.no_archived')} />
        ) : (
          <EmptyState
            title={t('commerce.catalogue.empty_title')}
            hint={t('commerce.catalogue.empty_hint')}
            actions={
              mayWrite && (
                <>
                  <Button variant="default" onClick={() => void navigate({ to: '/catalogo/nuevo' })}>
                    {t('commerce.product.create')}
                  </Button>
                  <Button
                    variant="default"
                    leftSection={<IconTableImport size={16} stroke={1.7} />}
                    onClick={() => void navigate({ to: '/catalogo/importar' })}
                  >
                    {t('commerce.import.nav')}
                  </Button>
                </>
              )
            }
          />
        ),
        ...((mayWrite || may(canSetAvailability)) && {
          selection,
          bulk: (ids: readonly string[]) => <BulkActions ids={ids} isArchive={isArchive} change={change} onDone={selection.clear} />,
          rowMenu: (row: ProductCard) => (
            <>
              {!isArchive && may(canSetAvailability) && (
                <>
                  {row.availability !== 'all' && (
                    <Menu.Item onClick={() => setAvailability([row.id], 'available')}>{t('commerce.availability.back')}</Menu.Item>
                  )}
                  {row.availability !== 'none' && (
                    <>
                      <Menu.Item onClick={() => setAvailability([row.id], 'sold-out-until-morning')}>
                        {t('commerce.availability.until_morning')}
                      </Menu.Item>
                      <Menu.Item onClick={() => setAvailability([row.id], 'sold-out')}>{t('commerce.availability.sold_out')}</Menu.Item>
                    </>
                  )}
                </>
              )}
              {mayWrite && (
                <Menu.Item onClick={() => void change({ ids: [row.id], change: { do: isArchive ? 'restore' : 'archive' } })}>
                  {t(isArchive ? 'commerce.product.restore' : 'commerce.product.archive')}
                </Menu.Item>
              )}
            </>
          ),
        }),
      }}
    />
  )
}
