import '#web/ui/mantine-forms-css.ts'
import { Select } from '@mantine/core'
import { getPipelineForecast } from '#sales/contract/figures-api.ts'
import type { Forecast, ForecastSum } from '#sales/contract/figures.ts'
import type { Pipeline } from '#sales/contract/pipeline.ts'
import { CurrencyChoice, RateNote, useCurrency } from '#sales/web/figures/currencies.tsx'
import { useMonths } from '#sales/web/figures/months.ts'
import { whoseOf } from '#sales/web/figures/whose.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useSearchState } from '#web/search.ts'
import { BarChart } from '#web/ui/chart.tsx'
import { FigureTable } from '#web/ui/figure-table.tsx'
import { Stat, StatRow } from '#web/ui/marks.tsx'
import { Section } from '#web/ui/page.tsx'
import { EmptyState, ErrorState, PageBones } from '#web/ui/states.tsx'
import s from '#sales/web/figures/figures.module.css'

const horizons = ['3', '6', '12'] as const

/** What the coming months will probably bring: won already, counted on, by its chance; by month and by who sells it. */
export function ForecastView({ pipeline }: { pipeline: Pipeline }) {
  const t = useT()
  const [search, set] = useSearchState<{ meses?: string | undefined } & Record<string, unknown>>()
  const months = horizons.find((one) => one === search.meses) ?? '6'
  const { data, error, refetch } = useApi(
    getPipelineForecast,
    { id: pipeline.id, months: Number(months), ...whoseOf(search) },
    { keepsPrevious: true },
  )
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <PageBones />
  return (
    <div className={s.view} tabIndex={0} role="region" aria-label={t('sales.forecast.title')}>
      <Filled
        forecast={data}
        horizon={
          <Select
            aria-label={t('sales.forecast.horizon')}
            data={horizons.map((value) => ({ value, label: t('sales.forecast.months', { months: Number(value) }) }))}
            value={months}
            allowDeselect={false}
            onChange={(value) => set({ meses: value === '6' ? undefined : (value ?? undefined) })}
            w={170}
          />
        }
      />
    </div>
  )
}

function Filled({ forecast, horizon }: { forecast: Forecast; horizon: React.ReactNode }) {
  const t = useT()
  const format = useFormat()
  const monthName = useMonths()
  const currency = useCurrency([...forecast.total, ...forecast.overdue, ...forecast.undated])
  const { chosen, pick } = currency
  const money = (minor: number | undefined): string => format.money(minor ?? 0, chosen?.currency, true)
  const total = pick(forecast.total)
  if (!chosen) return <EmptyState drawing="chart" title={t('sales.forecast.empty_title')} hint={t('sales.forecast.empty_hint')} />
  const values = forecast.months.map(({ sums }) => pick(sums)?.forecastMinor ?? 0)
  return (
    <>
      <div className={s.bar}>
        {horizon}
        <CurrencyChoice {...currency} />
      </div>
      <RateNote rates={forecast.rates} missing={forecast.missing} isConverted={chosen.isConverted} />
      <StatRow>
        <Stat label={t('sales.forecast.forecast')} value={money(total?.forecastMinor)} />
        <Stat label={t('sales.forecast.won')} value={money(total?.wonMinor)} />
        <Stat label={t('sales.forecast.committed')} value={money(total?.committedMinor)} />
        <Stat label={t('sales.forecast.weighted')} value={money(total?.weightedMinor)} />
        <Stat label={t('sales.forecast.open')} value={money(total?.openMinor)} />
      </StatRow>
      <p className={s.note}>{t('sales.forecast.explained')}</p>
      {values.some((value) => value > 0) && (
        <BarChart
          title={t('sales.forecast.by_month')}
          labels={forecast.months.map(({ month }) => monthName.short(month))}
          values={values}
          format={(value) => format.money(value, chosen.currency, true)}
          height={200}
        />
      )}
      <Section title={t('sales.forecast.by_month')}>
        <SumTable
          label={t('sales.forecast.by_month')}
          first={t('sales.forecast.month')}
          currency={chosen.currency}
          rows={[
            ...forecast.months.map(({ month, sums }) => ({ key: month, name: monthName.full(month), sum: pick(sums) })),
            { key: 'overdue', name: t('sales.forecast.overdue'), hint: t('sales.forecast.overdue_hint'), sum: pick(forecast.overdue) },
            { key: 'undated', name: t('sales.forecast.undated'), hint: t('sales.forecast.undated_hint'), sum: pick(forecast.undated) },
          ]}
        />
      </Section>
      {forecast.owners.length > 0 && (
        <Section title={t('sales.forecast.by_owner')}>
          <SumTable
            label={t('sales.forecast.by_owner')}
            first={t('sales.forecast.owner')}
            currency={chosen.currency}
            rows={forecast.owners
              .map(({ ownerId, name, sums }) => ({ key: ownerId ?? 'nobody', name: name ?? t('sales.form.nobody'), sum: pick(sums) }))
              .filter(({ sum }) => sum !== undefined)}
          />
        </Section>
      )}
    </>
  )
}

type Row = { key: string; name: string; hint?: string; sum: ForecastSum | undefined }
const amounts = ['wonMinor', 'committedMinor', 'weightedMinor', 'openMinor', 'forecastMinor'] as const

function SumTable({ label, first, currency, rows }: { label: string; first: string; currency: string; rows: readonly Row[] }) {
  const t = useT()
  const format = useFormat()
  return (
    <FigureTable
      label={label}
      first={first}
      rows={rows}
      rowId={({ key }) => key}
      rowName={({ name }) => name}
      rowHint={({ hint }) => hint}
      columns={[
        {
          name: 'count',
          header: t('sales.forecast.count'),
          figure: ({ sum }) => sum && format.number(sum.openCount + sum.wonCount),
        },
        ...amounts.map((amount) => ({
          name: amount,
          header: t(`sales.forecast.${amount.replace('Minor', '')}`),
          figure: ({ sum }: Row) => (sum?.[amount] ? format.money(sum[amount], currency) : null),
          ...(amount === 'forecastMinor' && { isLead: true as const }),
        })),
      ]}
    />
  )
}
