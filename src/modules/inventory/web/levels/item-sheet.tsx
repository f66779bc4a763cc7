import { Button } from '@mantine/core'
import { IconAdjustments, IconArrowsExchange, IconHistory, IconPackage, IconTag } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { canReadCatalogue, canReadCosts } from '#commerce/contract/permissions.ts'
import type { LotLevel, StockRow } from '#inventory/contract/level.ts'
import { canManageStock, canMoveStock } from '#inventory/contract/permissions.ts'
import { getStock } from '#inventory/contract/stock-api.ts'
import { ItemRules } from '#inventory/web/levels/item-rules.tsx'
import { LevelTable } from '#inventory/web/levels/level-table.tsx'
import { LotList } from '#inventory/web/levels/lot-list.tsx'
import { StandingChip } from '#inventory/web/levels/standing-chip.tsx'
import { Waiters } from '#inventory/web/levels/waiters.tsx'
import { AdjustDialog } from '#inventory/web/movements/adjust-dialog.tsx'
import { TransferDialog } from '#inventory/web/movements/transfer-dialog.tsx'
import { usePlaces } from '#inventory/web/words/places.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { Sheet } from '#web/ui/panes.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import s from '#inventory/web/levels/levels.module.css'

type Known = StockRow & { lots: LotLevel[] }

/** Everything about the stock of one thing, beside the list. */
export function ItemSheet({ variantId, onClose }: { variantId: string | null; onClose: () => void }) {
  const t = useT()
  const { data, error, refetch } = useApi(getStock, { id: variantId ?? '' }, { enabled: variantId !== null })
  const item = data as Known | undefined
  return (
    <Sheet title={item?.name ?? t('inventory.stock.title')} isOpen={variantId !== null} onClose={onClose} width={480}>
      {error && !item ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : item ? (
        <Item item={item} />
      ) : (
        <ListBones rows={5} face={false} />
      )}
    </Sheet>
  )
}

function Item({ item }: { item: Known }) {
  const t = useT()
  const may = useMay()
  const format = useFormat()
  const { own } = usePlaces()
  const [doing, setDoing] = useState<'adjust' | 'transfer' | null>(null)
  return (
    <div className={s.item}>
      <div className={s.part}>
        <StandingChip row={item} />
        <LevelTable row={item} />
        {may(canReadCosts) && item.valueMinor !== null && item.onHandMilli > 0 && (
          <p>{t('inventory.stock.worth', { amount: format.money(item.valueMinor) })}</p>
        )}
      </div>
      {may(canMoveStock) && (
        <div className={s.buttons}>
          <Button variant="default" leftSection={<IconAdjustments size={16} stroke={1.7} />} onClick={() => setDoing('adjust')}>
            {t('inventory.adjust.begin')}
          </Button>
          {own.length > 1 && (
            <Button variant="default" leftSection={<IconArrowsExchange size={16} stroke={1.7} />} onClick={() => setDoing('transfer')}>
              {t('inventory.transfer.begin')}
            </Button>
          )}
        </div>
      )}
      <Waiters variantId={item.variantId} />
      {item.lots.length > 0 && <LotList lots={item.lots} unit={item.unit} />}
      {may(canManageStock) && <ItemRules key={item.variantId} item={item} />}
      <nav className={s.links} aria-label={t('inventory.stock.more')}>
        <Link to="/stock/movimientos" search={{ producto: item.variantId } as never}>
          <IconHistory size={16} stroke={1.7} />
          {t('inventory.movements.of_product')}
        </Link>
        {may(canReadCatalogue) && (
          <Link to="/catalogo/$id" params={{ id: item.productId }}>
            <IconPackage size={16} stroke={1.7} />
            {t('inventory.stock.product_page')}
          </Link>
        )}
        {may(canReadCatalogue) && (
          <Link to="/precios" search={{ buscar: item.sku ?? item.name } as never}>
            <IconTag size={16} stroke={1.7} />
            {t('inventory.stock.labels')}
          </Link>
        )}
      </nav>
      {doing === 'adjust' && <AdjustDialog item={item} onClose={() => setDoing(null)} />}
      {doing === 'transfer' && <TransferDialog item={item} fromId={null} onClose={() => setDoing(null)} />}
    </div>
  )
}
