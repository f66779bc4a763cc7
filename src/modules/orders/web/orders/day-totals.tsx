import { getOrderTotals } from '#orders/contract/order-api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { Money } from '#web/ui/marks.tsx'
import s from '#orders/web/orders/orders.module.css'

/** What the day comes to so far, and what of it is still to be paid. */
export function DayTotals({ brandId }: { brandId: string | undefined }) {
  const t = useT()
  const { data } = useApi(getOrderTotals, brandId ? { brandId } : {}, { keepsPrevious: true })
  if (!data) return null
  return (
    <dl className={s.totals}>
      <div>
        <dt>{t('orders.totals.open')}</dt>
        <dd className="num">{data.openCount}</dd>
      </div>
      {data.rows.map(({ currency, count, totalMinor, owedMinor }) => (
        <div key={currency}>
          <dt>{t('orders.totals.today', { count })}</dt>
          <dd>
            <Money amountMinor={totalMinor} currency={currency} />
            {owedMinor > 0 && (
              <small>
                {t('orders.totals.owed')} <Money amountMinor={owedMinor} currency={currency} />
              </small>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
