import { useVirtualizer } from '@tanstack/react-virtual'
import { IconDots } from '@tabler/icons-react'
import { ActionIcon, Menu } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { type CSSProperties, type KeyboardEvent, type MouseEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import { useShortcut } from '#web/shortcuts.ts'
import { BulkBar } from '#web/ui/bulk-bar.tsx'
import { GridHeader } from '#web/ui/grid-header.tsx'
import { useIsPhone } from '#web/ui/screen.ts'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { RowCard } from '#web/ui/row-card.tsx'
import { type Selection, Tick } from '#web/ui/selection.tsx'
import s from '#web/ui/data-grid.module.css'

export type Column<T> = {
  name: string
  header: string
  cell: (row: T) => ReactNode
  /** Pixels, or `grow` to share what is left (at least 160). */
  width?: number | 'grow'
  /** Numbers stand right. */
  align?: 'end'
  /** The field it sorts by, when it can. */
  sort?: string
  /** On the phone: the title, the corner at the right, in the line below (default; `named` with its header, for bare numbers), or nothing. */
  card?: 'title' | 'corner' | 'line' | 'named' | 'none'
}

export type DataGridProps<T> = {
  /** What the rows are: "Contactos". */
  label: string
  /** Undefined while the first page is on its way. */
  rows: readonly T[] | undefined
  /** What is seen was asked for before: what replaces it is on its way. */
  isStale?: boolean
  columns: readonly Column<T>[]
  rowId: (row: T) => string
  rowName: (row: T) => string
  /** Where a row leads: its first cell becomes the link, so put none into cells. Or do something else with `onOpen`. */
  rowHref?: (row: T) => string
  onOpen?: (row: T) => void
  error?: unknown
  onRetry?: () => void
  /** Shown when there are no rows: `EmptyState`, or `NoResults` behind filters. */
  empty: ReactNode
  hasMore?: boolean
  isFetchingMore?: boolean
  onMore?: () => void
  /** `createdAt` or `-createdAt`. */
  sort?: string
  onSort?: (sort: string) => void
  selection?: Selection
  /** Buttons of the bar that floats while something is selected. */
  bulk?: (ids: readonly string[]) => ReactNode
  /** Items of the row's menu: `Menu.Item`s. */
  rowMenu?: (row: T) => ReactNode
  /** What leads on the phone's card: an avatar. */
  cardFace?: (row: T) => ReactNode
}

const headerHeight = 36
const least = 160

/**
 * Rows of anything: only those in view are drawn. J and K, the arrows, Home and End move; Enter opens; X or the space
 * bar selects, with Shift up to there. Under 820 px each row is a card.
 */
export function DataGrid<T>(props: DataGridProps<T>) {
  const { rows, isStale, error, onRetry, empty } = props
  if (error && !rows) return <ErrorState error={error} {...(onRetry && { onRetry })} />
  if (!rows)
    return (
      <div className={s.bones}>
        <ListBones rows={14} />
      </div>
    )
  if (rows.length === 0)
    return (
      <div className={s.empty} aria-busy={isStale} data-fills>
        {empty}
      </div>
    )
  return <Filled {...props} rows={rows} />
}

function Filled<T>(props: DataGridProps<T> & { rows: readonly T[] }) {
  const { rows, isStale, label, columns, rowId, rowName, rowHref, onOpen, selection, bulk, rowMenu, hasMore, isFetchingMore, onMore } =
    props
  const t = useT()
  const isPhone = useIsPhone()
  const navigate = useNavigate()
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isPhone ? 68 : 40),
    getItemKey: (i) => rowId(rows[i] as T),
    overscan: 12,
    scrollPaddingStart: isPhone ? 0 : headerHeight,
    scrollPaddingEnd: 8,
    initialRect: { width: 800, height: 600 },
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const current = Math.min(active, rows.length - 1)

  // Each length of the list asks once by itself: when that fails, asking again is the person's to decide.
  const [askedAt, setAskedAt] = useState(0)
  const isNearEnd = last >= rows.length - 12
  const mayAsk = hasMore === true && !isFetchingMore
  useEffect(() => {
    if (!mayAsk || !isNearEnd || askedAt === rows.length) return
    setAskedAt(rows.length)
    onMore?.()
  }, [mayAsk, isNearEnd, askedAt, rows.length, onMore])

  const focusRow = useCallback(
    (index: number) => {
      const to = Math.max(0, Math.min(rows.length - 1, index))
      setActive(to)
      virtual.scrollToIndex(to, { align: 'auto' })
      // The row may have to be drawn first.
      requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${to}"]`)?.focus({ preventScroll: true }))
    },
    [rows.length, virtual],
  )

  const open = (row: T) => {
    if (onOpen) onOpen(row)
    else if (rowHref) void navigate({ to: rowHref(row) })
  }
  const ids = () => rows.map(rowId)

  useShortcut('j', 'web.keys.next', () => focusRow(isFocused(scroller.current) ? current + 1 : current))
  useShortcut('k', 'web.keys.previous', () => focusRow(current - 1))
  useShortcut('x', 'web.keys.select', () => selection?.toggle(rowId(rows[current] as T), ids()), { enabled: selection !== undefined })

  const handleKey = (event: KeyboardEvent, row: T, index: number) => {
    if (event.target !== event.currentTarget) return
    const moves: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: rows.length - 1,
      PageDown: index + 10,
      PageUp: index - 10,
    }
    const to = moves[event.key]
    if (to !== undefined) focusRow(to)
    else if (event.key === 'Enter') open(row)
    else if (event.key === ' ' && selection) selection.toggle(rowId(row), ids(), event.shiftKey)
    else return
    event.preventDefault()
  }

  const handleClick = (event: MouseEvent, row: T, index: number) => {
    setActive(index)
    if ((event.target as HTMLElement).closest('a, button, input, label, [role=menuitem]') || getSelection()?.type === 'Range') return
    const href = rowHref?.(row)
    if (href && (event.metaKey || event.ctrlKey)) window.open(href, '_blank', 'noopener')
    else open(row)
  }

  const template = [
    selection && '38px',
    ...columns.map(({ width = 'grow' }) => (width === 'grow' ? `minmax(${least}px, 1fr)` : `${width}px`)),
    rowMenu && '44px',
  ]
  const width = columns.reduce(
    (sum, { width: one = 'grow' }) => sum + (one === 'grow' ? least : one),
    (selection ? 38 : 0) + (rowMenu ? 44 : 0),
  )
  const style = { '--columns': template.filter(Boolean).join(' '), '--width': isPhone ? '0px' : `${width}px` } as CSSProperties

  return (
    <div className={s.frame}>
      <div
        ref={scroller}
        className={s.scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={hasMore ? -1 : rows.length + (isPhone ? 0 : 1)}
        aria-multiselectable={selection ? true : undefined}
        style={style}
        data-pick={selection ? true : undefined}
      >
        {!isPhone && <GridHeader {...props} />}
        <div className={s.body} role="rowgroup" aria-busy={isStale} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index] as T
            const id = rowId(row)
            const isPicked = selection?.has(id) ?? false
            return (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                role="row"
                aria-rowindex={item.index + (isPhone ? 1 : 2)}
                aria-selected={selection ? isPicked : undefined}
                tabIndex={item.index === current ? 0 : -1}
                className={isPhone ? s.card : s.row}
                style={{ transform: `translateY(${item.start}px)` }}
                onKeyDown={(event) => handleKey(event, row, item.index)}
                onClick={(event) => handleClick(event, row, item.index)}
                onFocus={() => setActive(item.index)}
              >
                {selection && (
                  <span role="gridcell" className={s.pick}>
                    <Tick
                      isOn={isPicked}
                      label={t('web.list.select_row', { name: rowName(row) })}
                      isReachable={item.index === current}
                      onToggle={(isRange) => selection.toggle(id, ids(), isRange)}
                    />
                  </span>
                )}
                {isPhone ? (
                  <RowCard row={row} columns={columns} face={props.cardFace} />
                ) : (
                  columns.map((column, i) => (
                    <span key={column.name} role="gridcell" className={s.cell} data-align={column.align} data-first={i === 0 || undefined}>
                      {i === 0 && rowHref ? (
                        <Link to={rowHref(row)} tabIndex={-1}>
                          {column.cell(row)}
                        </Link>
                      ) : (
                        column.cell(row)
                      )}
                    </span>
                  ))
                )}
                {rowMenu && (
                  <span role="gridcell" className={s.menu}>
                    <Menu position="bottom-end" width={200}>
                      <Menu.Target>
                        <ActionIcon
                          tabIndex={item.index === current ? 0 : -1}
                          aria-label={t('web.list.row_actions', { name: rowName(row) })}
                        >
                          <IconDots size={17} stroke={1.7} />
                        </ActionIcon>
                      </Menu.Target>
                      <Menu.Dropdown>{rowMenu(row)}</Menu.Dropdown>
                    </Menu>
                  </span>
                )}
              </div>
            )
          })}
        </div>
        {mayAsk && isNearEnd && askedAt === rows.length && (
          <button type="button" className={s.more} onClick={onMore}>
            {t('web.list.load_more')}
          </button>
        )}
        {isFetchingMore && (
          <div className={s.bones} role="status" aria-label={t('web.state.loading')}>
            <ListBones rows={3} />
          </div>
        )}
      </div>
      {selection && bulk && <BulkBar selection={selection}>{bulk}</BulkBar>}
    </div>
  )
}

const isFocused = (element: HTMLElement | null) => element?.contains(document.activeElement) ?? false
