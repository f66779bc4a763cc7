import type { CSSProperties } from 'react'
import type { FunnelStage, Metrics, StageTime } from '#sales/contract/figures.ts'
import { useDays } from '#sales/web/figures/days.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import s from '#sales/web/figures/figures.module.css'

const widthOf = (share: number): CSSProperties => ({ '--share': `${share * 100}%` }) as CSSProperties

/** How many came as far as each stage, and what part of those before it. */
export function Funnel({ stages }: { stages: readonly FunnelStage[] }) {
  const t = useT()
  const format = useFormat()
  return (
    <ol className={s.bars}>
      {stages.map(({ stageId, name, reached, ofPrevious, ofFirst }) => (
        <li key={stageId}>
          <span>{name}</span>
          <b className="num">{format.number(reached)}</b>
          <em className="num">
            {ofPrevious === null ? '' : t('sales.insight.of_previous', { share: format.percent(Math.round(ofPrevious * 100) / 100) })}
          </em>
          <i style={widthOf(ofFirst ?? 0)} aria-hidden />
        </li>
      ))}
    </ol>
  )
}

export function StageTimes({ times }: { times: readonly StageTime[] }) {
  const t = useT()
  const format = useFormat()
  const days = useDays()
  return (
    <div className={s.scroll} role="region" aria-label={t('sales.insight.times')} tabIndex={0}>
      <table className={s.table}>
        <thead>
          <tr>
            <th scope="col">{t('sales.insight.stage')}</th>
            <th scope="col" data-number>
              {t('sales.insight.median')}
            </th>
            <th scope="col" data-number>
              {t('sales.insight.p90')}
            </th>
            <th scope="col" data-number>
              {t('sales.insight.left')}
            </th>
          </tr>
        </thead>
        <tbody>
          {times.map(({ stageId, name, count, median, p90 }) => (
            <tr key={stageId}>
              <th scope="row">{name}</th>
              <td data-number>{days(median)}</td>
              <td data-number>{days(p90)}</td>
              <td data-number>{format.number(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function LostReasons({ reasons }: { reasons: Metrics['lostReasons'] }) {
  const t = useT()
  const format = useFormat()
  if (reasons.length === 0) return <p className={s.note}>{t('sales.insight.none_lost')}</p>
  return (
    <ol className={s.bars}>
      {reasons.map(({ lostReasonId, name, count, share }) => (
        <li key={lostReasonId ?? 'none'}>
          <span>{name ?? t('sales.insight.no_reason')}</span>
          <b className="num">{format.number(count)}</b>
          <em className="num">{format.percent(Math.round(share * 100) / 100)}</em>
          <i style={widthOf(share)} aria-hidden />
        </li>
      ))}
    </ol>
  )
}
