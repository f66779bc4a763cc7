import { listLeftBaskets } from '#orders/contract/shop-api.ts'
import type { LeftBasket } from '#orders/contract/shop.ts'
import s from '#orders/web/shop/shop.module.css'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { Chip, Money } from '#web/ui/marks.tsx'
import { EmptyState, ErrorState, ListBones } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'

/** Baskets that somebody filled and left, who said that they may be written to. */
export function LeftBaskets({ brandId }: { brandId: string | undefined }) {
  const t = useT()
  const { data, error, refetch } = useApi(listLeftBaskets, { brandId })
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <ListBones rows={6} face={false} />
  if (data.items.length === 0) return <EmptyState title={t('orders.web_shop.baskets_empty')} hint={t('orders.web_shop.baskets_hint')} />
  return (
    <>
      <p className={s.intro}>{t('orders.web_shop.baskets_hint')}</p>
      <ul className={s.left}>
        {data.items.map((one) => (
          <Row key={one.id} basket={one} />
        ))}
      </ul>
      {data.isCut && <p className={s.intro}>{t('orders.web_shop.baskets_cut')}</p>}
    </>
  )
}

function Row({ basket }: { basket: LeftBasket }) {
  const t = useT()
  const format = useFormat()
  const { name, phone, items, totalMinor, currency, touchedAt, remindedAt, reminderRefusal } = basket
  return (
    <li>
      <div>
        <strong>{name || phone}</strong>
        <small>
          <a href={`tel:${phone}`}>{phone}</a>
        </small>
      </div>
      <div>
        {items.map((one) => `${format.number(one.quantityMilli / 1000)} × ${one.name}`).join(' · ')}
        <small>
          {remindedAt !== null ? (
            <Chip tone="ok">{t('orders.web_shop.reminded')}</Chip>
          ) : (
            reminderRefusal !== null && t(`orders.web_shop.refusals.${reminderRefusal}`)
          )}
        </small>
      </div>
      <div className={s.end}>
        {totalMinor > 0 && <Money amountMinor={totalMinor} currency={currency} />}
        <small>
          <RelativeTime at={touchedAt} />
        </small>
      </div>
    </li>
  )
}
