import type { CSSProperties } from 'react'
import type { Figure } from '#analytics/contract/board.ts'
import s from '#analytics/web/board/board.module.css'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { BarChart } from '#web/ui/chart.tsx'
import { Card } from '#web/ui/page.tsx'
import { Stat } from '#web/ui/marks.tsx'

type Props = { module: string; figure: Figure; bucket: 'hour' | 'day' }

/** One figure, as its shape asks to be shown: a number with where it goes, bars over time, or a ranked list. */
export function FigureView({ module, figure, bucket }: Props) {
  if (figure.shape === 'number') return <NumberFigure module={module} figure={figure} />
  if (figure.shape === 'series') return <SeriesFigure module={module} figure={figure} bucket={bucket} />
  return <BreakdownFigure module={module} figure={figure} />
}

type Unit = Figure['unit']

function useUnit(unit: Unit, currency: string | null = null): (value: number) => string {
  const format = useFormat()
  // There is no room for cents, and nobody looks for them here.
  if (unit === 'money') return (value) => format.money(value, currency ?? undefined, true)
  if (unit === 'ratio') return (value) => format.percent(value)
  return unit === 'count' ? (value) => format.number(value) : (seconds) => format.duration(seconds)
}

function NumberFigure({ module, figure }: { module: string; figure: Figure & { shape: 'number' } }) {
  const t = useT()
  const text = useUnit(figure.unit, figure.currency)
  const label = t(`${module}.metrics.${figure.code}`)
  return (
    <Stat
      label={label}
      value={figure.value === null ? '–' : text(figure.value)}
      change={changeOf(figure, text, (value) => t('analytics.board.versus', { value }))}
    />
  )
}

/**
 * Better is told by the words and the tone; a figure without a past says nothing. Seconds that are not shown are no
 * difference: of "4 min", earlier "4 min", nobody understands that it got worse.
 */
function changeOf(
  figure: { value: number | null; previous: number | null; lowerIsBetter: boolean },
  text: (value: number) => string,
  words: (previous: string) => string,
): { text: string; tone: 'ok' | 'bad' | 'plain' } | null {
  const { value, previous, lowerIsBetter } = figure
  if (value === null || previous === null) return null
  const [now, before] = [text(value), text(previous)]
  if (now === before) return { text: `= ${words(before)}`, tone: 'plain' }
  const isUp = value > previous
  return { text: `${isUp ? '▲' : '▼'} ${words(before)}`, tone: isUp === lowerIsBetter ? 'bad' : 'ok' }
}

function SeriesFigure({ module, figure, bucket }: { module: string; figure: Figure & { shape: 'series' }; bucket: 'hour' | 'day' }) {
  const t = useT()
  const format = useFormat()
  const text = useUnit(figure.unit)
  const title = t(`${module}.metrics.${figure.code}`)
  const moments = [...new Set(figure.lines.flatMap((line) => line.points.map(({ at }) => at)))].toSorted()
  const values = moments.map((at) =>
    figure.lines.reduce((sum, line) => sum + (line.points.find((point) => point.at === at)?.value ?? 0), 0),
  )
  const total = values.reduce((sum, value) => sum + value, 0)
  return (
    <Card className={s.figure}>
      <h2>{title}</h2>
      <p className={s.total}>{text(total)}</p>
      {total === 0 ? (
        <p className={s.none}>{t('analytics.board.no_data')}</p>
      ) : (
        <BarChart
          title={title}
          labels={moments.map((at) => (bucket === 'hour' ? format.hour(at).slice(0, 2) : format.day(at)))}
          values={values}
          format={text}
          height={180}
        />
      )}
    </Card>
  )
}

function BreakdownFigure({ module, figure }: { module: string; figure: Figure & { shape: 'breakdown' } }) {
  const t = useT()
  const text = useUnit(figure.unit)
  const title = t(`${module}.metrics.${figure.code}`)
  const most = Math.max(1, ...figure.rows.map(({ value }) => value))
  return (
    <Card className={s.figure}>
      <h2>{title}</h2>
      {figure.rows.length === 0 ? (
        <p className={s.none}>{t('analytics.board.no_data')}</p>
      ) : (
        <dl className={s.rows}>
          {figure.rows.map((row) => (
            <div key={row.key}>
              <dt>{row.name ?? t(`${module}.metrics.${figure.code}_${row.key}`)}</dt>
              <dd className="num">{text(row.value)}</dd>
              <i style={{ '--share': `${(row.value / most) * 100}%` } as CSSProperties} aria-hidden />
            </div>
          ))}
        </dl>
      )}
    </Card>
  )
}
