import type { CSSProperties, ReactNode } from 'react'
import { useIsPhone } from '#web/ui/screen.ts'
import s from '#web/ui/figure-table.module.css'

export type FigureColumn<T> = {
  name: string
  header: string
  /** Nothing where a row has no such figure. */
  figure: (row: T) => ReactNode
  /** On the phone it stands beside the row's name: the one figure that people look for. */
  isLead?: true
}

type Props<T> = {
  /** What is counted: "Por mes". */
  label: string
  /** What the rows are: "Mes". */
  first: string
  rows: readonly T[]
  columns: readonly FigureColumn<T>[]
  rowId: (row: T) => string
  rowName: (row: T) => string
  rowHint?: (row: T) => ReactNode
}

/** A few rows of figures, to be compared. Under 820 px each row is a card: nothing has to be looked for sideways. */
export function FigureTable<T>(props: Props<T>) {
  return useIsPhone() ? <Cards {...props} /> : <Table {...props} />
}

function Table<T>({ label, first, rows, columns, rowId, rowName, rowHint }: Props<T>) {
  return (
    <div className={s.scroll} role="region" aria-label={label} tabIndex={0}>
      <table className={s.table}>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {columns.map(({ name, header }) => (
              <th key={name} scope="col">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowId(row)}>
              <th scope="row">
                {rowName(row)}
                <Hint>{rowHint?.(row)}</Hint>
              </th>
              {columns.map(({ name, figure }) => (
                <td key={name}>
                  <Figure>{figure(row)}</Figure>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cards<T>({ label, rows, columns, rowId, rowName, rowHint }: Props<T>) {
  const lead = columns.find(({ isLead }) => isLead)
  const others = columns.filter((column) => column !== lead)
  // Four short words fit beside each other; of more, as many as leave room for millions.
  const style = { '--columns': others.length > 4 ? 3 : others.length } as CSSProperties
  return (
    <ul className={s.cards} aria-label={label} style={style}>
      {rows.map((row) => (
        <li key={rowId(row)}>
          <h3>{rowName(row)}</h3>
          {lead && (
            <dl className={s.lead}>
              <dt>{lead.header}</dt>
              <dd>
                <Figure>{lead.figure(row)}</Figure>
              </dd>
            </dl>
          )}
          <Hint>{rowHint?.(row)}</Hint>
          {others.some(({ figure }) => !isNothing(figure(row))) && (
            <dl className={s.others}>
              {others.map(({ name, header, figure }) => (
                <div key={name}>
                  <dt>{header}</dt>
                  <dd>
                    <Figure>{figure(row)}</Figure>
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ul>
  )
}

const isNothing = (figure: ReactNode): boolean => figure === null || figure === undefined

const Figure = ({ children }: { children: ReactNode }) => (isNothing(children) ? <span className={s.none}>–</span> : children)

const Hint = ({ children }: { children: ReactNode }) => (isNothing(children) ? null : <small className={s.hint}>{children}</small>)
