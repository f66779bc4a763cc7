import { Link } from '@tanstack/react-router'
import type { RateUsed } from '#sales/contract/exchange-rate.ts'
import { canManagePipelines } from '#sales/contract/permissions.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useSearchState } from '#web/search.ts'
import { useMay } from '#web/session.ts'
import { Notice } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import s from '#sales/web/figures/figures.module.css'

type InCurrency = { currency: string; isConverted: boolean }

const valueOf = ({ currency, isConverted }: InCurrency): string => (isConverted ? 'todo' : currency)

/** In which currency amounts are looked at: the address says it, and what comes first is the usual one. */
export function useCurrency(all: readonly InCurrency[]) {
  const [search, set] = useSearchState<{ moneda?: string | undefined }>()
  const values = [...new Map(all.map((one) => [valueOf(one), one])).values()]
  const chosen = values.find((one) => valueOf(one) === search.moneda) ?? values[0]
  return {
    values,
    chosen,
    choose: (value: string) => set({ moneda: value === (values[0] && valueOf(values[0])) ? undefined : value }),
    /** Of sums in several currencies the one that is looked at. */
    pick: <S extends InCurrency>(sums: readonly S[]): S | undefined =>
      chosen && sums.find((one) => one.currency === chosen.currency && one.isConverted === chosen.isConverted),
  }
}

/** Nothing to choose with one currency. */
export function CurrencyChoice({ values, chosen, choose }: ReturnType<typeof useCurrency>) {
  const t = useT()
  if (values.length < 2 || !chosen) return null
  return (
    <SegmentedTabs
      label={t('sales.currency.label')}
      value={valueOf(chosen)}
      choices={values.map((one) => ({
        value: valueOf(one),
        label: one.isConverted ? t('sales.currency.all_in', { currency: one.currency }) : one.currency,
      }))}
      onChange={choose}
    />
  )
}

/** Which rate converted amounts were taken at, or why nothing was converted. */
export function RateNote({
  rates,
  missing,
  isConverted,
}: {
  rates: readonly RateUsed[]
  missing: readonly string[]
  isConverted: boolean
}) {
  const t = useT()
  const format = useFormat()
  const may = useMay()
  if (missing.length > 0)
    return (
      <Notice tone="warn" action={may(canManagePipelines) && <Link to="/ajustes/cotizaciones">{t('sales.currency.enter_rates')}</Link>}>
        {t('sales.currency.missing', { currencies: missing.join(', ') })}
      </Notice>
    )
  if (!isConverted || rates.length === 0) return null
  const said = rates.map(({ currency, into, rateNanos, day }) =>
    t('sales.currency.rate', {
      currency,
      amount: format.unitPrice(Math.round(rateNanos / 1000), into),
      day: format.day(`${day}T12:00:00Z`),
    }),
  )
  return <p className={s.note}>{t('sales.currency.converted', { rates: said.join(' · ') })}</p>
}
