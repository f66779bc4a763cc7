import '#web/ui/mantine-forms-css.ts'
import { Select } from '@mantine/core'
import { getPipelineMetrics } from '#sales/contract/figures-api.ts'
import type { Metrics } from '#sales/contract/figures.ts'
import type { Pipeline } from '#sales/contract/pipeline.ts'
import { CohortTable } from '#sales/web/figures/cohort-table.tsx'
import { CurrencyChoice, RateNote, useCurrency } from '#sales/web/figures/currencies.tsx'
import { useDays } from '#sales/web/figures/days.ts'
import { Funnel, LostReasons, StageTimes } from '#sales/web/figures/funnel.tsx'
import { VelocityCard } from '#sales/web/figures/velocity-card.tsx'
import { whoseOf } from '#sales/web/figures/whose.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useSearchState } from '#web/search.ts'
import { Stat, StatRow } from '#web/ui/marks.tsx'
import { Section } from '#web/ui/page.tsx'
import { EmptyState, ErrorState, PageBones } from '#web/ui/states.tsx'
import s from '#sales/web/figures/figures.module.css'

const spans = ['3', '6', '12', '18'] as const

/** How a pipeline sells: where deals stay behind, how long they take, how fast money comes in, and why some are lost. */
export function MetricsView({ pipeline }: { pipeline: Pipeline }) {
  const t = useT()
  const [search, set] = useSearchState<{ meses?: string | undefined } & Record<string, unknown>>()
  const months = spans.find((one) => one === search.meses) ?? '12'
  const { data, error, refetch } = useApi(
    getPipelineMetrics,
    { id: pipeline.id, months: Number(months), ...whoseOf(search) },
    { keepsPrevious: true },
  )
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <PageBones />
  return (
    <div className={s.view} tabIndex={0} role="region" aria-label={t('sales.insight.title')}>
      <Filled
        metrics={data}
        span={
          <Select
            aria-label={t('sales.insight.period')}
            data={spans.map((value) => ({ value, label: t('sales.insight.months', { months: Number(value) }) }))}
            value={months}
            allowDeselect={false}
            onChange={(value) => set({ meses: value === '12' ? undefined : (value ?? undefined) })}
            w={190}
          />
        }
      />
    </div>
  )
}

function Filled({ metrics, span }: { metrics: Metrics; span: React.ReactNode }) {
  const t = useT()
  const format = useFormat()
  const days = useDays()
  const currency = useCurrency(metrics.sums)
  const sum = currency.pick(metrics.sums)
  const percent = (share: number | null | undefined): string => (share == null ? '–' : format.percent(Math.round(share * 100) / 100))
  const isEmpty = (metrics.funnel[0]?.reached ?? 0) === 0 && metrics.wonCount + metrics.lostCount === 0
  return (
    <>
      <div className={s.bar}>
        {span}
        <CurrencyChoice {...currency} />
      </div>
      {isEmpty ? (
        <EmptyState drawing="chart" title={t('sales.insight.empty_title')} hint={t('sales.insight.empty_hint')} />
      ) : (
        <>
          <RateNote rates={metrics.rates} missing={metrics.missing} isConverted={currency.chosen?.isConverted ?? false} />
          <StatRow>
            <Stat label={t('sales.insight.rate_by_count')} value={percent(metrics.winRate)} />
            <Stat label={t('sales.insight.rate_by_value')} value={percent(sum?.winRateByValue)} />
            <Stat label={t('sales.insight.won')} value={sum ? format.money(sum.wonMinor, sum.currency, true) : '–'} />
            <Stat label={t('sales.insight.cycle_median')} value={days(metrics.cycle.median)} />
            <Stat label={t('sales.insight.cycle_p90')} value={days(metrics.cycle.p90)} />
          </StatRow>
          <p className={s.note}>{t('sales.insight.rate_hint', { won: metrics.wonCount, lost: metrics.lostCount })}</p>
          <VelocityCard velocity={sum?.velocity ?? null} currency={sum?.currency} />
          <div className={s.halves}>
            <Section title={t('sales.insight.funnel')} hint={t('sales.insight.funnel_hint')}>
              <Funnel stages={metrics.funnel} />
            </Section>
            <Section title={t('sales.insight.times')} hint={t('sales.insight.times_hint')}>
              <StageTimes times={metrics.stageTimes} />
            </Section>
          </div>
          <div className={s.halves}>
            <Section title={t('sales.insight.lost')}>
              <LostReasons reasons={metrics.lostReasons} />
            </Section>
            <Section title={t('sales.insight.cohorts')} hint={t('sales.insight.cohorts_hint')}>
              <CohortTable cohorts={metrics.cohorts} />
            </Section>
          </div>
        </>
      )}
    </>
  )
}
