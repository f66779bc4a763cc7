import { offerRates } from '#commerce/contract/price-change-api.ts'
import { writtenRate } from '#web/rate-text.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { separatorsOf } from '#web/money-input.ts'
import { useApi } from '#web/query.ts'
import s from '#commerce/web/prices/change.module.css'

type Props = {
  listId: string
  /** Only of this one. */
  currency?: string | undefined
  /** Where it is asked for: the rate that prices were last moved to. */
  onPickLast?: (text: string) => void
  onPick: (text: string) => void
}

/** Rates that somebody keeps already, to be picked instead of typed. */
export function RateOffers({ listId, currency, onPickLast, onPick }: Props) {
  const t = useT()
  const format = useFormat()
  const { data } = useApi(offerRates, { id: listId })
  if (!data) return null
  const decimal = separatorsOf(format.number).decimalSeparator
  const rates = data.rates.filter((rate) => currency === undefined || rate.currency === currency)
  const offers = [
    ...(onPickLast && data.lastNanos !== null ? [{ key: 'last', nanos: data.lastNanos, pick: onPickLast, rate: null }] : []),
    ...rates.map((rate) => ({ key: rate.currency, nanos: rate.rateNanos, pick: onPick, rate })),
  ].flatMap((offer) => {
    const text = writtenRate(offer.nanos, decimal)
    return text === null ? [] : [{ ...offer, text }]
  })
  if (offers.length === 0) return null
  return (
    <ul className={s.offers} aria-label={t('commerce.prices.offers.label')}>
      {offers.map(({ key, text, pick, rate }) => (
        <li key={key}>
          <button type="button" onClick={() => pick(text)}>
            {rate
              ? t('commerce.prices.offers.rate', { currency: rate.currency, rate: text, day: format.day(`${rate.day}T12:00:00Z`) })
              : t('commerce.prices.offers.last', { rate: text })}
          </button>
        </li>
      ))}
    </ul>
  )
}
