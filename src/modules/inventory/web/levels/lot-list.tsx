import type { UnitCode } from '#commerce/contract/quantity.ts'
import type { LotLevel } from '#inventory/contract/level.ts'
import { usePlaces } from '#inventory/web/words/places.ts'
import { useQuantity } from '#inventory/web/words/quantity.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { useToday } from '#web/ui/time.tsx'
import s from '#inventory/web/levels/levels.module.css'

/** Its lots, those that expire first in front: that is the order in which they are sold. */
export function LotList({ lots, unit }: { lots: readonly LotLevel[]; unit: UnitCode }) {
  const t = useT()
  const format = useFormat()
  const quantity = useQuantity()
  const { nameOf } = usePlaces()
  const isSerial = lots.some((lot) => lot.isSerial)
  const today = useToday()
  return (
    <section>
      <h3>{t(isSerial ? 'inventory.stock.serials' : 'inventory.stock.lots')}</h3>
      <ul className={s.lots}>
        {lots.map((lot) => (
          <li key={`${lot.lotId} ${lot.locationId}`} className={s.line}>
            <span>
              {lot.code} <small>{nameOf(lot.locationId)}</small>
            </span>
            <span className={s.chips}>
              {lot.expiresOn !== null && (
                <Chip tone={lot.expiresOn < today ? 'bad' : 'plain'}>
                  {t(lot.expiresOn < today ? 'inventory.stock.expired' : 'inventory.stock.expires', {
                    day: format.day(`${lot.expiresOn}T12:00:00.000Z`),
                  })}
                </Chip>
              )}
              {!lot.isSerial && <span className="num">{quantity(lot.onHandMilli, unit)}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
