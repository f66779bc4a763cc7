import type { ReactNode } from 'react'
import type { Column } from '#web/ui/data-grid.tsx'
import s from '#web/ui/row-card.module.css'

/** A row as the phone shows it: title and corner above, the other values in one quiet line. */
export function RowCard<T>({ row, columns, face }: { row: T; columns: readonly Column<T>[]; face: ((row: T) => ReactNode) | undefined }) {
  const title = columns.find((column) => column.card === 'title') ?? columns[0]
  const corner = columns.find((column) => column.card === 'corner')
  const values = columns
    .filter((column) => column !== title && column !== corner && column.card !== 'none')
    .map((column) => ({ column, cell: column.cell(row) }))
    // The name of something that a row does not have says nothing.
    .filter(({ cell }) => cell !== null && cell !== undefined && cell !== false && cell !== '')
  return (
    <span role="gridcell" className={s.body}>
      {face?.(row)}
      <span className={s.words}>
        <span className={s.top}>
          <span className={s.title}>{title?.cell(row)}</span>
          {corner && <span className={s.corner}>{corner.cell(row)}</span>}
        </span>
        {values.length > 0 && (
          <span className={s.line}>
            {values.map(({ column, cell }) => (
              <span key={column.name} data-align={column.align}>
                {column.card === 'named' && `${column.header} `}
                {cell}
              </span>
            ))}
          </span>
        )}
      </span>
    </span>
  )
}
