import { canReadCosts } from '#commerce/contract/permissions.ts'
import type { StockRow } from '#inventory/contract/level.ts'
import { amountsAt } from '#inventory/web/levels/amounts.ts'
import { StandingChip } from '#inventory/web/levels/standing-chip.tsx'
import { useQuantity } from '#inventory/web/words/quantity.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useMay } from '#web/session.ts'
import { useIsPhone } from '#web/ui/screen.ts'
import type { Column } from '#web/ui/data-grid.tsx'
import s from '#inventory/web/levels/levels.module.css'

/** What the list says of each product, at one place or at all. */
export function useStockColumns(locationId: string | null): Column<StockRow>[] {
  const t = useT()
  const format = useFormat()
  const quantity = useQuantity()
  const may = useMay()
  const isPhone = useIsPhone()
  /** On a phone a line says what it is, and only where there is some. */
  const some = (milli: number, row: StockRow, word: string) => {
    if (milli === 0) return isPhone ? null : <span className={s.none}>—</span>
    return <span className="num">{isPhone ? `${word} ${quantity(milli, row.unit)}` : quantity(milli, row.unit)}</span>
  }
  return [
    {
      name: 'name',
      header: t('inventory.product'),
      width: 'grow',
      card: 'title',
      cell: (row) => (
        <span className={s.name}>
          <span>{row.name}</span>
          {row.sku && !isPhone && <small>{row.sku}</small>}
        </span>
      ),
    },
    { name: 'standing', header: t('inventory.stock.show'), width: 190, card: 'line', cell: (row) => <StandingChip row={row} /> },
    {
      name: 'available',
      header: t('inventory.stock.available'),
      width: 120,
      align: 'end',
      card: 'corner',
      cell: (row) => {
        const { availableMilli } = amountsAt(row, locationId)
        return (
          <b className={`num ${s.available}`} data-tone={availableMilli <= 0 ? 'bad' : undefined}>
            {quantity(availableMilli, row.unit)}
          </b>
        )
      },
    },
    {
      name: 'reserved',
      header: t('inventory.stock.reserved'),
      width: 110,
      align: 'end',
      card: 'line',
      cell: (row) => some(amountsAt(row, locationId).reservedMilli, row, t('inventory.stock.reserved')),
    },
    {
      name: 'incoming',
      header: t('inventory.stock.incoming'),
      width: 110,
      align: 'end',
      card: 'line',
      cell: (row) => some(amountsAt(row, locationId).incomingMilli, row, t('inventory.stock.incoming')),
    },
    {
      name: 'onHand',
      header: t('inventory.stock.on_hand'),
      width: 110,
      align: 'end',
      card: 'none',
      cell: (row) => some(amountsAt(row, locationId).onHandMilli, row, ''),
    },
    ...(may(canReadCosts) && locationId === null
      ? [
          {
            name: 'value',
            header: t('inventory.value'),
            width: 130,
            align: 'end' as const,
            card: 'none' as const,
            cell: (row: StockRow) => row.valueMinor !== null && <span className="num">{format.money(row.valueMinor)}</span>,
          },
        ]
      : []),
  ]
}
