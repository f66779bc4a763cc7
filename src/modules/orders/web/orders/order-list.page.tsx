import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { canTakeOrders } from '#orders/contract/permissions.ts'
import { Board } from '#orders/web/orders/board.tsx'
import { DayTotals } from '#orders/web/orders/day-totals.tsx'
import { OrderGrid } from '#orders/web/orders/order-grid.tsx'
import { orderSearch } from '#orders/web/orders/order-search.ts'
import { RecurringList } from '#orders/web/recurring/recurring-list.tsx'
import { LeftBaskets } from '#orders/web/shop/left-baskets.tsx'
import { ShopLink } from '#orders/web/shop/shop-link.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useSearchState } from '#web/search.ts'
import { useMay, useSession } from '#web/session.ts'
import { useShortcut } from '#web/shortcuts.ts'
import { Page } from '#web/ui/page.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import { useNavigate } from '@tanstack/react-router'
import s from '#orders/web/orders/orders.module.css'

/** What there is to do now, by state; or everything there ever was, to be searched. */
export function OrderListPage() {
  const t = useT()
  const may = useMay()
  const navigate = useNavigate()
  const { brands } = useSession()
  const [raw, setSearch] = useSearchState<Record<string, unknown>>()
  const search = orderSearch(raw)
  useTopic('orders.board')
  const mayTake = may(canTakeOrders)
  useShortcut('n', 'orders.new.title', () => void navigate({ to: '/pedidos/nuevo' }), { enabled: mayTake })
  const brandId = search.marca.length === 1 ? search.marca[0] : undefined
  return (
    <Page
      title={t('orders.nav.orders')}
      body="bare"
      actions={
        <>
          <ShopLink brandId={brandId} />
          {mayTake && (
            <Button component={Link} to="/pedidos/nuevo" leftSection={<IconPlus size={16} stroke={1.8} />} title="N">
              {t('orders.new.title')}
            </Button>
          )}
        </>
      }
    >
      <div className={s.over}>
        <SegmentedTabs
          label={t('orders.list.view')}
          value={search.ver}
          choices={[
            { value: 'tablero', label: t('orders.list.board') },
            { value: 'lista', label: t('orders.list.list') },
            { value: 'programados', label: t('orders.recurring.tab') },
            { value: 'carritos', label: t('orders.web_shop.baskets') },
          ]}
          onChange={(ver) => setSearch({ ver: ver === 'tablero' ? undefined : ver })}
        />
        {brands.length > 1 && search.ver !== 'lista' && (
          <SegmentedTabs
            label={t('orders.list.brand')}
            value={brandId ?? ''}
            choices={[{ value: '', label: t('orders.list.all_brands') }, ...brands.map(({ id, name }) => ({ value: id, label: name }))]}
            onChange={(id) => setSearch({ marca: id === '' ? undefined : [id] })}
          />
        )}
        <DayTotals brandId={brandId} />
      </div>
      {search.ver === 'lista' ? (
        <OrderGrid search={search} onSearch={setSearch} />
      ) : search.ver === 'programados' ? (
        <RecurringList brandId={brandId} />
      ) : search.ver === 'carritos' ? (
        <LeftBaskets brandId={brandId} />
      ) : (
        <Board brandId={brandId} />
      )}
    </Page>
  )
}
