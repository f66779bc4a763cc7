import type { Cohort } from '#sales/contract/figures.ts'
import { useMonths } from '#sales/web/figures/months.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { FigureTable } from '#web/ui/figure-table.tsx'
import { Chip } from '#web/ui/marks.tsx'
import s from '#sales/web/figures/figures.module.css'

/** Months by what became of the deals that were begun in them; those that are too young to be judged say so. */
export function CohortTable({ cohorts }: { cohorts: readonly Cohort[] }) {
  const t = useT()
  const format = useFormat()
  const months = useMonths()
  return (
    <FigureTable
      label={t('sales.insight.cohorts')}
      first={t('sales.forecast.month')}
      rows={cohorts.filter(({ begun }) => begun > 0).toReversed()}
      rowId={({ month }) => month}
      rowName={({ month }) => months.full(month)}
      columns={[
        { name: 'begun', header: t('sales.insight.begun'), figure: ({ begun }) => format.number(begun) },
        { name: 'won', header: t('sales.insight.of_them_won'), figure: ({ won }) => format.number(won) },
        { name: 'lost', header: t('sales.insight.of_them_lost'), figure: ({ lost }) => format.number(lost) },
        { name: 'open', header: t('sales.insight.still_open'), figure: ({ open }) => format.number(open) },
        { name: 'conversion', header: t('sales.insight.conversion'), figure: (cohort) => <Conversion cohort={cohort} />, isLead: true },
      ]}
    />
  )
}

function Conversion({ cohort: { conversion, isMature } }: { cohort: Cohort }) {
  const t = useT()
  const format = useFormat()
  return (
    <span className={s.conversion} data-young={!isMature || undefined}>
      {!isMature && <Chip tone="warn">{t('sales.insight.immature')}</Chip>}{' '}
      {conversion === null ? '–' : format.percent(Math.round(conversion * 100) / 100)}
    </span>
  )
}
