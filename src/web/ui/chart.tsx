import { type PointerEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import { ticksOf } from '#web/ui/ticks.ts'
import s from '#web/ui/chart.module.css'

export type ChartProps = {
  /** What it shows, read to those who cannot see it. The number itself stands above the chart as a `Stat`. */
  title: string
  /** One word per value, along the bottom. */
  labels: readonly string[]
  values: readonly number[]
  /** What it is measured against (last week): a dashed ink line. */
  comparison?: { label: string; values: readonly number[] }
  format: (value: number) => string
  height?: number
}

const room = { left: 44, right: 8, top: 10, bottom: 24 }

type Place = { x: (i: number) => number; y: (value: number) => number; step: number; base: number }

export function BarChart({ title, labels, values, comparison, format, height = 200 }: ChartProps) {
  const t = useT()
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const [active, setActive] = useState<number | null>(null)

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)))
    watch.observe(element)
    setWidth(element.clientWidth)
    return () => watch.disconnect()
  }, [])

  const ticks = ticksOf(Math.max(0, ...values, ...(comparison?.values ?? [])))
  const top = ticks.at(-1) ?? 1
  const base = height - room.bottom
  const step = (width - room.left - room.right) / Math.max(1, values.length)
  const place: Place = {
    x: (i) => room.left + step * (i + 0.5),
    y: (value) => base - (Math.max(0, value) / top) * (base - room.top),
    step,
    base,
  }
  const every = Math.max(1, Math.ceil((labels.reduce((most, label) => Math.max(most, label.length), 1) * 6.6 + 10) / Math.max(1, step)))

  const point = (event: PointerEvent<SVGSVGElement>) => {
    const at = Math.floor((event.clientX - event.currentTarget.getBoundingClientRect().left - room.left) / step)
    setActive(at >= 0 && at < values.length ? at : null)
  }

  return (
    <figure className={s.chart} aria-labelledby={id}>
      <div ref={box} className={s.box} style={{ height }}>
        {width > 0 && (
          <svg width={width} height={height} aria-hidden focusable="false" onPointerMove={point} onPointerLeave={() => setActive(null)}>
            {ticks.map((tick) => (
              <g key={tick}>
                <line className={s.hair} x1={room.left} x2={width - room.right} y1={place.y(tick)} y2={place.y(tick)} />
                <text className={s.tick} x={room.left - 8} y={place.y(tick) + 4} textAnchor="end">
                  {format(tick)}
                </text>
              </g>
            ))}
            {bars(values, place, active)}
            {comparison && <path className={s.comparison} d={pathOf(comparison.values, place.x, place.y)} />}
            {labels.map((label, i) =>
              i % every === 0 ? (
                <text key={i} className={s.tick} x={place.x(i)} y={height - 6} textAnchor="middle">
                  {label}
                </text>
              ) : null,
            )}
          </svg>
        )}
        {active !== null && (
          <div className={s.tip} style={{ left: Math.min(Math.max(place.x(active), 70), Math.max(70, width - 70)) }}>
            <span>{labels[active]}</span>
            <b className="num">{format(values[active] ?? 0)}</b>
            {comparison && (
              <span className="num">
                {comparison.label} {format(comparison.values[active] ?? 0)}
              </span>
            )}
          </div>
        )}
      </div>
      <table className="sr-only">
        <caption id={id}>{t('web.chart.table', { title })}</caption>
        <tbody>
          {labels.map((label, i) => (
            <tr key={i}>
              <th scope="row">{label}</th>
              <td>{format(values[i] ?? 0)}</td>
              {comparison && <td>{format(comparison.values[i] ?? 0)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}

function bars(values: readonly number[], { x, y, step, base }: Place, active: number | null) {
  const width = Math.max(2, Math.min(22, step * 0.62))
  return values.map((value, i) => {
    const top = y(value)
    const radius = Math.min(5, width / 2, base - top)
    const left = x(i) - width / 2
    return (
      <path
        key={i}
        className={s.bar}
        data-dim={(active !== null && active !== i) || undefined}
        d={`M${left} ${base}V${top + radius}q0 ${-radius} ${radius} ${-radius}h${width - 2 * radius}q${radius} 0 ${radius} ${radius}V${base}z`}
      />
    )
  })
}

const pathOf = (values: readonly number[], x: (i: number) => number, y: (value: number) => number) =>
  values.map((value, i) => `${i === 0 ? 'M' : 'L'}${x(i).toFixed(1)} ${y(value).toFixed(1)}`).join('')
