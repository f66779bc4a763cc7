import type { Order } from '#orders/contract/order.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import s from '#orders/web/orders/ticket.module.css'

/** What each promotion did, and of those that were asked for by a code why they did nothing. */
export function PromotionNotes({ notes, currency }: { notes: Order['promotions']; currency: string }) {
  const t = useT()
  const format = useFormat()
  const told = notes.filter(
    ({ refusal, code, missingMinor, missingMilli }) => refusal === null || code !== null || missingMinor || missingMilli,
  )
  if (told.length === 0) return null
  return (
    <section className={s.promotions}>
      <h3>{t('orders.ticket.promotions')}</h3>
      <ul>
        {told.map((note, i) => (
          <li key={i} data-applied={note.refusal === null || undefined}>
            <span>{note.name || note.code}</span>
            <span>
              {note.refusal === null
                ? `−${format.money(note.amountMinor, currency)}`
                : note.missingMinor
                  ? t('orders.ticket.missing_amount', { amount: format.money(note.missingMinor, currency) })
                  : note.missingMilli
                    ? t('orders.ticket.missing_units', { count: Math.ceil(note.missingMilli / 1000) })
                    : t('orders.ticket.refused', { why: note.refusal.replaceAll('-', '_') })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
