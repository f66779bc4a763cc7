import type { ReportCell, ReportColumn } from '#analytics/contract/report.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import s from '#analytics/web/reports/reports.module.css'

const daySeconds = 86_400

type Props = { cell: ReportCell; unit: ReportColumn['unit']; from: string; to: string }

export function CellView({ cell, unit, from, to }: Props) {
  const format = useFormat()
  if (cell === null || cell === '') return <span className={s.none}>–</span>
  if (Array.isArray(cell)) return <SpanLine spans={cell} from={from} to={to} />
  if (typeof cell === 'object') return <span className="num">{format.money(cell.amountMinor, cell.currency)}</span>
  if (typeof cell === 'string') return unit === 'instant' ? <span className="num">{`${format.day(cell)} ${format.hour(cell)}`}</span> : cell
  // Days of work have no twenty-four hours: what is long is told in hours.
  if (unit === 'seconds')
    return <span className="num">{cell < daySeconds ? format.duration(cell) : `${format.number(Math.round(cell / 3600))} h`}</span>
  return <span className="num">{unit === 'ratio' ? format.percent(cell) : format.number(cell)}</span>
}

type Spans = Extract<ReportCell, unknown[]>

/** When somebody was there, drawn over the whole period; the words are for who does not see it. */
function SpanLine({ spans, from, to }: { spans: Spans; from: string; to: string }) {
  const t = useT()
  const format = useFormat()
  const [start, end] = [Date.parse(from), Date.parse(to)]
  const share = (at: string): number => ((Date.parse(at) - start) / (end - start)) * 100
  const words = spans
    .slice(0, 40)
    .map(
      (span) => `${t(`analytics.reports.${span.kind === 'away' ? 'away' : 'busy'}`)}: ${format.full(span.from)} – ${format.hour(span.to)}`,
    )
    .join('; ')
  return (
    <span className={s.line} title={words}>
      <span className="sr-only">{words}</span>
      {spans.map((span) => (
        <i
          key={`${span.from} ${span.kind}`}
          data-kind={span.kind}
          style={{ insetInlineStart: `${share(span.from)}%`, width: `max(2px, ${share(span.to) - share(span.from)}%)` }}
        />
      ))}
    </span>
  )
}
