import type { ContactImport } from '#crm/contract/import.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Stat, StatRow } from '#web/ui/marks.tsx'
import s from '#crm/web/imports/imports.module.css'

/** What the step did, or would do. */
export function Counts({ counts }: { counts: ContactImport['counts'] }) {
  const t = useT()
  const format = useFormat()
  return (
    <StatRow>
      <Stat label={t('crm.import.created')} value={format.number(counts.created)} />
      <Stat label={t('crm.import.updated')} value={format.number(counts.updated)} />
      <Stat label={t('crm.import.skipped')} value={format.number(counts.skipped)} />
      <Stat label={t('crm.import.invalid')} value={format.number(counts.invalid)} />
    </StatRow>
  )
}

/** The first rows that were left out and why. All of them are in the file of errors. */
export function ProblemTable({ one }: { one: ContactImport }) {
  const t = useT()
  const format = useFormat()
  if (one.problems.length === 0) return null
  return (
    <div className={s.problems} tabIndex={0} role="region" aria-label={t('crm.import.invalid')}>
      <table>
        <thead>
          <tr>
            <th scope="col" data-end>
              {t('crm.import.row')}
            </th>
            <th scope="col">{t('crm.import.column')}</th>
            <th scope="col">{t('crm.import.value')}</th>
            <th scope="col">{t('crm.import.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {one.problems.map((problem) => (
            <tr key={problem.row}>
              <td data-end className="num">
                {format.number(problem.row)}
              </td>
              <td>{problem.column === null ? '' : one.header[problem.column]}</td>
              <td className={s.value}>{problem.value}</td>
              <td>{t(`crm.import.problems.${problem.problem}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {one.counts.invalid > one.problems.length && (
        <p className={s.quiet}>{t('crm.import.more_problems', { count: one.counts.invalid - one.problems.length })}</p>
      )}
    </div>
  )
}
