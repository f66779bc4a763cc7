import type { ReportCell, ReportTable } from '#analytics/contract/report.ts'

type Row = ReportTable['rows'][number]

const weightOf = (cell: ReportCell): string | number | null =>
  Array.isArray(cell)
    ? cell.reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0)
    : cell !== null && typeof cell === 'object'
      ? cell.amountMinor
      : cell

/** By one column, upwards or with a minus downwards; what has no value comes last either way. */
export function sorted(rows: readonly Row[], index: number, isDown: boolean): Row[] {
  return rows.toSorted((one, other) => {
    const [a, b] = [weightOf(one.cells[index] ?? null), weightOf(other.cells[index] ?? null)]
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b))
    return isDown ? -order : order
  })
}
