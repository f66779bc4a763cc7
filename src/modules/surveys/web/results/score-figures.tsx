import type { CSSProperties } from 'react'
import type { Results } from '#surveys/contract/result.ts'
import { bandOf, fewAnswers } from '#surveys/contract/scale.ts'
import type { Survey } from '#surveys/contract/survey.ts'
import { IntervalBar } from '#surveys/web/results/interval-bar.tsx'
import s from '#surveys/web/results/results.module.css'
import { useScoreText } from '#surveys/web/results/score-text.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Stat, StatRow } from '#web/ui/marks.tsx'
import { Card } from '#web/ui/page.tsx'
import { Notice } from '#web/ui/states.tsx'

/** The figure first, then how sure it is and how many it stands for. */
export function ScoreHead({ results: { kind, score, sent, answeredOfSent, comments } }: { results: Results }) {
  const t = useT()
  const format = useFormat()
  const text = useScoreText(kind)
  return (
    <Card className={s.head}>
      <div className={s.figure}>
        <strong>{kind === 'open' ? format.number(score.count) : text(score.value)}</strong>
        <span>{t(`surveys.results.value_${kind}`)}</span>
      </div>
      {kind !== 'open' && score.value !== null && (
        <div className={s.sure}>
          <IntervalBar kind={kind} score={score} />
          <p>{t('surveys.results.between', { low: text(score.low), high: text(score.high) })}</p>
        </div>
      )}
      <StatRow>
        {kind !== 'open' && <Stat label={t('surveys.results.answers')} value={format.number(score.count)} />}
        <Stat label={t('surveys.results.sent')} value={format.number(sent)} />
        <Stat
          label={t('surveys.results.rate')}
          value={sent === 0 ? '–' : format.percent(Math.round((answeredOfSent / sent) * 100) / 100)}
        />
        {score.mean !== null && <Stat label={t('surveys.results.mean')} value={format.number(Math.round(score.mean * 100) / 100)} />}
        <Stat label={t('surveys.results.comments_count')} value={format.number(comments)} />
      </StatRow>
      {kind !== 'open' && score.count > 0 && score.count < fewAnswers && (
        <Notice tone="info">{t('surveys.results.few', { count: score.count })}</Notice>
      )}
    </Card>
  )
}

/** How many gave each score. */
export function Distribution({ results: { distribution, score }, survey }: { results: Results; survey: Survey }) {
  const t = useT()
  const format = useFormat()
  const most = Math.max(1, ...distribution.map(({ count }) => count))
  return (
    <Card className={s.card}>
      <h2>{t('surveys.results.distribution')}</h2>
      <dl className={s.bars}>
        {distribution.map(({ score: given, count }) => (
          <div key={given} data-band={bandOf(survey.kind, given)}>
            <dt>{survey.kind === 'csat' ? `${given} · ${t(`surveys.chat.labels.csat_${given}`)}` : given}</dt>
            <dd className="num">
              {format.number(count)} <small>{score.count > 0 && format.percent(Math.round((count / score.count) * 100) / 100)}</small>
            </dd>
            <i style={{ '--share': `${(count / most) * 100}%` } as CSSProperties} aria-hidden />
          </div>
        ))}
      </dl>
    </Card>
  )
}

const weeksShown = 13

/** Each week with its interval: few answers make it wide, and nobody takes chance for a trend. */
export function Weeks({ results: { weeks, kind } }: { results: Results }) {
  const t = useT()
  const format = useFormat()
  const text = useScoreText(kind)
  return (
    <Card className={s.card}>
      <h2>{t('surveys.results.trend')}</h2>
      <ol className={s.weeks}>
        {weeks.slice(-weeksShown).map(({ week, score }) => (
          <li key={week}>
            <span className="sr-only">
              {t('surveys.results.week_of', { day: format.day(`${week}T12:00:00Z`), value: text(score.value), count: score.count })}
            </span>
            <span className={s.week} aria-hidden>
              {format.day(`${week}T12:00:00Z`)}
            </span>
            <IntervalBar kind={kind} score={score} />
            <b className="num" aria-hidden>
              {text(score.value)}
            </b>
            <small className="num" aria-hidden>
              {format.number(score.count)}
            </small>
          </li>
        ))}
      </ol>
    </Card>
  )
}

/** Whom nobody asked, and why. */
export function Skipped({ results: { skipped } }: { results: Results }) {
  const t = useT()
  const format = useFormat()
  if (skipped.length === 0) return null
  return (
    <Card className={s.card}>
      <h2>{t('surveys.results.not_asked')}</h2>
      <dl className={s.reasons}>
        {skipped.map(({ reason, count }) => (
          <div key={reason}>
            <dt>{t(`surveys.reasons.${reason}`)}</dt>
            <dd className="num">{format.number(count)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
