import { IconDiscount2, IconInfoCircle } from '@tabler/icons-react'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import s from '#web/ui/promotion-notes.module.css'

type Note = {
  promotionId: string | null
  name: string
  amountMinor: number
  refusal: string | null
  code: string | null
  missingMinor?: number | undefined
  missingMilli?: number | undefined
}
type Props = {
  notes: readonly Note[]
  currency: string
  /** `applied`: only what was taken off, as on what is printed. `useful`: also what somebody asked for or could still reach. */
  show?: 'all' | 'useful' | 'applied'
  /** Stands above them, when there are any. */
  title?: string
}

const isShown = ({ refusal, code, missingMinor, missingMilli }: Note, show: Props['show']): boolean =>
  refusal === null || show === 'all' || (show === 'useful' && (code !== null || Boolean(missingMinor) || Boolean(missingMilli)))

/** What promotions did to a ticket, and what could still be done about those that did nothing. */
export function PromotionNotes({ notes, currency, show = 'all', title }: Props) {
  const t = useT()
  const format = useFormat()
  const shown = notes.filter((note) => isShown(note, show))
  if (shown.length === 0) return null
  const list = (
    <ul className={s.notes} aria-label={t('commerce.promotions.notes.title')}>
      {shown.map((note, i) => (
        <li key={`${note.promotionId} ${note.code} ${i}`} data-applied={note.refusal === null || undefined}>
          {note.refusal === null ? (
            <IconDiscount2 size={15} stroke={1.7} aria-hidden />
          ) : (
            <IconInfoCircle size={15} stroke={1.7} aria-hidden />
          )}
          <span>
            {note.name || note.code}
            {note.code !== null && note.name !== '' && note.code !== note.name && <code>{note.code}</code>}
            {note.refusal !== null && <small>{refusalWords(note)}</small>}
          </span>
          {note.refusal === null && <span className="num">{`\u2212\u202f${format.money(note.amountMinor, currency)}`}</span>}
        </li>
      ))}
    </ul>
  )
  if (title === undefined) return list
  return (
    <section>
      <h3 className={s.title}>{title}</h3>
      {list}
    </section>
  )

  function refusalWords({ refusal, missingMinor, missingMilli }: Note): string {
    if (missingMinor) return t('commerce.promotions.notes.missing_amount', { amount: format.money(missingMinor, currency) })
    if (missingMilli) return t('commerce.promotions.notes.missing_quantity', { quantity: missingMilli / 1000 })
    return t(`commerce.promotions.refusals.${refusal}`)
  }
}
