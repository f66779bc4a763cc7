import type { LineDifference } from '#orders/contract/order-difference.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import s from '#orders/web/orders/ticket.module.css'

/** What is other: what came in, what went out, what became more or less, and what only costs something else. */
export function Difference({ rows, currency }: { rows: readonly LineDifference[]; currency: string }) {
  const t = useT()
  const format = useFormat()
  if (rows.length === 0) return null
  const amount = (milli: number): string => format.number(milli / 1000)
  const words = ({ fromMilli, toMilli, fromMinor, toMinor }: LineDifference): string => {
    if (fromMilli === 0) return t('orders.difference.added', { quantity: amount(toMilli) })
    if (toMilli === 0) return t('orders.difference.removed', { quantity: amount(fromMilli) })
    if (fromMilli !== toMilli) return t('orders.difference.quantity', { from: amount(fromMilli), to: amount(toMilli) })
    return t('orders.difference.price', { from: format.money(fromMinor, currency), to: format.money(toMinor, currency) })
  }
  return (
    <ul className={s.difference}>
      {rows.map((row, i) => (
        <li key={i} data-kind={row.fromMilli === 0 ? 'in' : row.toMilli === 0 ? 'out' : 'other'}>
          <span>
            {row.name}
            {(row.modifiers.length > 0 || row.note) && <small> {[...row.modifiers, row.note].filter(Boolean).join(', ')}</small>}
          </span>
          <span className="num">{words(row)}</span>
        </li>
      ))}
    </ul>
  )
}
