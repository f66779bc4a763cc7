import type { StockRow } from '#inventory/contract/level.ts'
import { amountsAt } from '#inventory/web/levels/amounts.ts'
import { usePlaces } from '#inventory/web/words/places.ts'
import { useQuantity } from '#inventory/web/words/quantity.ts'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#inventory/web/levels/levels.module.css'

/** How much there is of one thing, place by place. */
export function LevelTable({ row }: { row: Pick<StockRow, 'unit' | 'levels'> }) {
  const t = useT()
  const quantity = useQuantity()
  const { nameOf } = usePlaces()
  const all = amountsAt(row, null)
  const shown = row.levels.filter(
    ({ onHandMilli, reservedMilli, incomingMilli }) => onHandMilli !== 0 || reservedMilli !== 0 || incomingMilli !== 0,
  )
  const some = (milli: number) => (milli === 0 ? <span className={s.none}>—</span> : quantity(milli, row.unit))
  if (shown.length === 0) return <p>{t('inventory.stock.nothing_anywhere')}</p>
  return (
    <>
      <table className={s.levels}>
        <thead>
          <tr>
            <th scope="col">{t('inventory.place')}</th>
            <th scope="col">{t('inventory.stock.on_hand')}</th>
            <th scope="col">{t('inventory.stock.reserved')}</th>
            <th scope="col">{t('inventory.stock.available')}</th>
            {all.incomingMilli > 0 && <th scope="col">{t('inventory.stock.incoming')}</th>}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ locationId, onHandMilli, reservedMilli, incomingMilli }) => (
            <tr key={locationId}>
              <th scope="row">{nameOf(locationId)}</th>
              <td>{some(onHandMilli)}</td>
              <td>{some(reservedMilli)}</td>
              <td>{quantity(onHandMilli - reservedMilli, row.unit)}</td>
              {all.incomingMilli > 0 && <td>{some(incomingMilli)}</td>}
            </tr>
          ))}
        </tbody>
        {shown.length > 1 && (
          <tfoot>
            <tr>
              <th scope="row">{t('inventory.stock.everywhere')}</th>
              <td>{some(all.onHandMilli)}</td>
              <td>{some(all.reservedMilli)}</td>
              <td>{quantity(all.availableMilli, row.unit)}</td>
              {all.incomingMilli > 0 && <td>{some(all.incomingMilli)}</td>}
            </tr>
          </tfoot>
        )}
      </table>
      {all.shortMilli > 0 && <p className={s.short}>{t('inventory.stock.is_short', { quantity: quantity(all.shortMilli, row.unit) })}</p>}
    </>
  )
}
