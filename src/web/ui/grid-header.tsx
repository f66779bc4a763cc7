import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useT } from '#web/i18n/i18n.tsx'
import type { DataGridProps } from '#web/ui/data-grid.tsx'
import { Tick } from '#web/ui/selection.tsx'
import s from '#web/ui/data-grid.module.css'

/** The names of the columns, which sort, and the box that takes all loaded rows. */
export function GridHeader<T>({ columns, sort, onSort, selection, rows, rowId, rowMenu }: DataGridProps<T> & { rows: readonly T[] }) {
  const t = useT()
  const all = rows.map(rowId)
  const picked = all.filter((id) => selection?.has(id)).length
  return (
    <div role="rowgroup" className={s.head}>
      <div role="row" aria-rowindex={1} className={s.row}>
        {selection && (
          <span role="columnheader" className={s.pick}>
            <Tick
              isOn={picked === all.length}
              isMixed={picked > 0 && picked < all.length}
              label={t('web.list.select_all')}
              onToggle={() => (picked === all.length ? selection.clear() : selection.add(all))}
            />
          </span>
        )}
        {columns.map((column, i) => {
          const direction =
            column.sort === undefined || !onSort
              ? undefined
              : sort === column.sort
                ? 'ascending'
                : sort === `-${column.sort}`
                  ? 'descending'
                  : 'none'
          return (
            <span
              key={column.name}
              role="columnheader"
              aria-sort={direction}
              className={s.cell}
              data-align={column.align}
              data-first={i === 0 || undefined}
            >
              {direction ? (
                <button
                  type="button"
                  className={s.sort}
                  onClick={() => onSort?.(direction === 'ascending' ? `-${column.sort}` : (column.sort ?? ''))}
                >
                  {column.header}
                  {direction === 'ascending' && <IconArrowUp size={13} aria-hidden />}
                  {direction === 'descending' && <IconArrowDown size={13} aria-hidden />}
                </button>
              ) : (
                column.header
              )}
            </span>
          )
        })}
        {rowMenu && (
          <span role="columnheader" className={s.menu}>
            <span className="sr-only">{t('web.action.more')}</span>
          </span>
        )}
      </div>
    </div>
  )
}
