import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Stat, StatRow } from '#web/ui/marks.tsx'
import type { Sheet } from '#web/sheets/sheet.ts'
import s from '#web/sheets/sheets.module.css'

/** What the step did, or would do. */
export function Counts({ counts }: { counts: Sheet['counts'] }) {
  const t = useT()
  const format = useFormat()
  return (
    <StatRow>
      <Stat label={t('kernel.sheet.created')} value={format.number(counts.created)} />
      <Stat label={t('kernel.sheet.updated')} value={format.number(counts.updated)} />
      <Stat label={t('kernel.sheet.skipped')} value={format.number(counts.skipped)} />
      <Stat label={t('kernel.sheet.invalid')} value={format.number(counts.invalid)} />
    </StatRow>
  )
}

/** The first rows that were left out and why; `words` is where the module says its reasons. All of them are in the file of errors. */
export function ProblemTable({ one, words }: { one: Sheet; words: string }) {
  const t = useT()
  const format = useFormat()
  if (one.problems.length === 0) return null
  const shown = new Set(one.problems.map(({ row }) => row)).size
  return (
    <div className={s.problems} tabIndex={0} role="region" aria-label={t('kernel.sheet.invalid')}>
      <table>
        <thead>
          <tr>
            <th scope="col" data-end>
              {t('kernel.sheet.row')}
            </th>
            <th scope="col">{t('kernel.sheet.column')}</th>
            <th scope="col">{t('kernel.sheet.value')}</th>
            <th scope="col">{t('kernel.sheet.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {one.problems.map((problem) => (
            <tr key={`${problem.row} ${problem.column}`}>
              <td data-end className="num">
                {format.number(problem.row)}
              </td>
              <td>{problem.column === null ? '' : one.header[problem.column]}</td>
              <td className={s.value}>{problem.value}</td>
              <td>{t(`${words}.problems.${problem.problem}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {one.counts.invalid > shown && <p className={s.quiet}>{t('kernel.sheet.more_problems', { count: one.counts.invalid - shown })}</p>}
    </div>
  )
}
