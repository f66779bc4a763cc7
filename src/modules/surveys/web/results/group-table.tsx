import { useState } from 'react'
import { fewAnswers } from '#surveys/contract/scale.ts'
import type { ResultGroup, Results } from '#surveys/contract/result.ts'
import { IntervalBar } from '#surveys/web/results/interval-bar.tsx'
import s from '#surveys/web/results/results.module.css'
import { useScoreText } from '#surveys/web/results/score-text.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Card } from '#web/ui/page.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'

/** The same figure by who attended, team, channel and brand. */
export function GroupTable({ results: { groups, kind } }: { results: Results }) {
  const t = useT()
  const format = useFormat()
  const text = useScoreText(kind)
  const [chosen, setChosen] = useState<ResultGroup | null>(null)
  const shown = groups.find(({ group }) => group === chosen) ?? groups[0]
  if (!shown) return null
  return (
    <Card className={s.card}>
      <div className={s.cardHead}>
        <h2>
          {t('surveys.results.by')} {t(`surveys.results.groups.${shown.group}`).toLowerCase()}
        </h2>
        <SegmentedTabs
          label={t('surveys.results.by')}
          value={shown.group}
          choices={groups.map(({ group }) => ({ value: group, label: t(`surveys.results.groups.${group}`) }))}
          onChange={setChosen}
        />
      </div>
      <div className={s.scroll} role="region" aria-label={t(`surveys.results.groups.${shown.group}`)} tabIndex={0}>
        <table className={s.table}>
          <thead>
            <tr>
              <th scope="col">{t(`surveys.results.groups.${shown.group}`)}</th>
              <th scope="col" className={s.end}>
                {t('surveys.results.answers')}
              </th>
              <th scope="col" className={s.end}>
                {t('surveys.results.score')}
              </th>
              <th scope="col">{t('surveys.results.interval')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.rows.map(({ key, name, score }) => (
              <tr key={key ?? 'none'} data-few={score.count < fewAnswers || undefined}>
                <th scope="row">{name}</th>
                <td className={`${s.end} num`}>{format.number(score.count)}</td>
                <td className={`${s.end} num`}>
                  <b>{text(score.value)}</b>
                </td>
                <td>
                  <span className={s.interval}>
                    <IntervalBar kind={kind} score={score} />
                    <small className="num">
                      {text(score.low)} – {text(score.high)}
                    </small>
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  )
}
