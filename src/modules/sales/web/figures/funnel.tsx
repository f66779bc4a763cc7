import type { CSSProperties } from 'react'
import type { FunnelStage, Metrics, StageTime } from '#sales/contract/figures.ts'
import { useDays } from '#sales/web/figures/days.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { FigureTable } from '#web/ui/figure-table.tsx'
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
    <FigureTable
      label={t('sales.insight.times')}
      first={t('sales.insight.stage')}
      rows={times}
      rowId={({ stageId }) => stageId}
      rowName={({ name }) => name}
      columns={[
        { name: 'median', header: t('sales.insight.median'), figure: ({ median }) => days(median) },
        { name: 'p90', header: t('sales.insight.p90'), figure: ({ p90 }) => days(p90) },
        { name: 'left', header: t('sales.insight.left'), figure: ({ count }) => format.number(count) },
      ]}
    />
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
