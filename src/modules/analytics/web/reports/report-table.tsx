import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { ReportColumn, ReportTable } from '#analytics/contract/report.ts'
import { CellView } from '#analytics/web/reports/cells.tsx'
import { sorted } from '#analytics/web/reports/sorted.ts'
import s from '#analytics/web/reports/reports.module.css'
import { useT } from '#web/i18n/i18n.tsx'

type Props = {
  module: string
  table: ReportTable
  isStale: boolean
  label: string
  sort: string | undefined
  onSort: (sort: string) => void
}

const isFigure = ({ unit }: ReportColumn): boolean => unit === 'count' || unit === 'seconds' || unit === 'ratio' || unit === 'money'

/** Figures want to be compared: a table on every screen, whose first column stays in sight while the rest moves sideways. */
export function ReportTableView({ module, table, isStale, label, sort, onSort }: Props) {
  const t = useT()
  const by = sort?.replace(/^-/, '')
  const isDown = sort?.startsWith('-') ?? false
  const rows = useMemo(() => {
    const index = table.columns.findIndex(({ key }) => key === by)
    return index < 0 ? table.rows : sorted(table.rows, index, isDown)
  }, [table, by, isDown])
  return (
    <div className={s.frame} tabIndex={0} role="region" aria-label={label}>
      <table className={s.table}>
        <thead>
          <tr>
            {table.columns.map((column) => {
              const isOn = by === column.key
              // Figures are looked at from the largest down; the second press turns any order around.
              const next = isOn ? (isDown ? column.key : `-${column.key}`) : isFigure(column) ? `-${column.key}` : column.key
              return (
                <th
                  key={column.key}
                  scope="col"
                  data-figure={isFigure(column) || undefined}
                  aria-sort={isOn ? (isDown ? 'descending' : 'ascending') : undefined}
                >
                  <button type="button" onClick={() => onSort(next)}>
                    {t(`${module}.reports.columns.${column.key}`)}
                    {isOn &&
                      (isDown ? <IconArrowDown size={13} stroke={2} aria-hidden /> : <IconArrowUp size={13} stroke={2} aria-hidden />)}
                  </button>
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody aria-busy={isStale}>
          {rows.map((row) => (
            <tr key={row.key}>
              {row.cells.map((cell, i) => {
                const column = table.columns[i]
                if (!column) return null
                const view = <CellView cell={cell} unit={column.unit} from={table.from} to={table.to} />
                if (i > 0)
                  return (
                    <td key={column.key} data-figure={isFigure(column) || undefined}>
                      {view}
                    </td>
                  )
                return (
                  <th key={column.key} scope="row">
                    {row.href ? <Link to={row.href}>{view}</Link> : view}
                  </th>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
