import type { Cohort } from '#sales/contract/figures.ts'
import { useMonths } from '#sales/web/figures/months.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Chip } from '#web/ui/marks.tsx'
import s from '#sales/web/figures/figures.module.css'

/** Months by what became of the deals that were begun in them; those that are too young to be judged say so. */
export function CohortTable({ cohorts }: { cohorts: readonly Cohort[] }) {
  const t = useT()
  const format = useFormat()
  const months = useMonths()
  return (
    <div className={s.scroll} role="region" aria-label={t('sales.insight.cohorts')} tabIndex={0}>
      <table className={s.table}>
        <thead>
          <tr>
            <th scope="col">{t('sales.forecast.month')}</th>
            {(['begun', 'of_them_won', 'of_them_lost', 'still_open', 'conversion'] as const).map((column) => (
              <th key={column} scope="col" data-number>
                {t(`sales.insight.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cohorts
            .filter(({ begun }) => begun > 0)
            .toReversed()
            .map(({ month, begun, won, lost, open, conversion, isMature }) => (
              <tr key={month}>
                <th scope="row">{months.full(month)}</th>
                <td data-number>{format.number(begun)}</td>
                <td data-number>{format.number(won)}</td>
                <td data-number>{format.number(lost)}</td>
                <td data-number>{format.number(open)}</td>
                <td data-number data-empty={!isMature || undefined}>
                  {!isMature && <Chip tone="warn">{t('sales.insight.immature')}</Chip>}{' '}
                  {conversion === null ? '–' : format.percent(Math.round(conversion * 100) / 100)}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  )
}
