import type { LeadModel } from '#crm/contract/lead-model.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Section } from '#web/ui/page.tsx'
import s from '#crm/web/lead-model/lead-model.module.css'

/** Ten steps of probability: what was said, and how often it came true. The two bars of a row should be alike. */
export function ReliabilityTable({ model }: { model: LeadModel }) {
  const t = useT()
  const format = useFormat()
  const title = t('crm.model.reliability.title')
  const day = model.validationFrom ? format.day(model.validationFrom) : 'none'
  return (
    <Section title={title} hint={t('crm.model.reliability.hint', { from: day })}>
      <div className={s.scroll} tabIndex={0} role="region" aria-label={title}>
        <table className={s.table} aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{t('crm.model.reliability.range')}</th>
              <th scope="col" data-number>
                {t('crm.model.reliability.count')}
              </th>
              <th scope="col" data-number>
                {t('crm.model.reliability.said')}
              </th>
              <th scope="col" data-number>
                {t('crm.model.reliability.happened')}
              </th>
              <th scope="col" aria-hidden className={s.bars} />
            </tr>
          </thead>
          <tbody>
            {model.reliability.map((row) => (
              <tr key={row.from} data-empty={row.count === 0 || undefined}>
                <th scope="row" className="num">
                  {format.percent(row.from)} – {format.percent(row.to)}
                </th>
                <td data-number className="num">
                  {format.number(row.count)}
                </td>
                <td data-number className="num">
                  {row.meanPredicted === null ? '–' : format.percent(row.meanPredicted)}
                </td>
                <td data-number className="num">
                  {row.observed === null ? '–' : format.percent(row.observed)}
                </td>
                <td aria-hidden className={s.bars}>
                  {row.meanPredicted !== null && (
                    <span>
                      <i data-said style={{ width: `${row.meanPredicted * 100}%` }} />
                      <i style={{ width: `${(row.observed ?? 0) * 100}%` }} />
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}
