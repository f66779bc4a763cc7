import { IconDiscount2, IconInfoCircle } from '@tabler/icons-react'
import type { PromotionNote } from '#commerce/contract/quote.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import s from '#commerce/web/promotions/promotion-notes.module.css'

type Props = { notes: readonly PromotionNote[]; currency: string; /** Only what was taken off, as on what is printed. */ isShort?: boolean }

/** What promotions did to a ticket, and what could still be done about those that did nothing. */
export function PromotionNotes({ notes, currency, isShort = false }: Props) {
  const t = useT()
  const format = useFormat()
  const shown = notes.filter(({ refusal }) => refusal === null || !isShort)
  if (shown.length === 0) return null
  return (
    <ul className={s.notes} aria-label={t('commerce.promotions.notes.title')}>
      {shown.map((note, i) => (
        <li key={`${note.promotionId} ${note.code} ${i}`} data-applied={note.refusal === null || undefined}>
          {note.refusal === null ? (
            <IconDiscount2 size={15} stroke={1.7} aria-hidden />
          ) : (
            <IconInfoCircle size={15} stroke={1.7} aria-hidden />
          )}
          <span>
            {note.name}
            {note.code !== null && note.code !== note.name && <code>{note.code}</code>}
            {note.refusal !== null && <small>{refusalWords(note)}</small>}
          </span>
          {note.refusal === null && <span className="num">{`\u2212\u202f${format.money(note.amountMinor, currency)}`}</span>}
        </li>
      ))}
    </ul>
  )

  function refusalWords({ refusal, missingMinor, missingMilli }: PromotionNote): string {
    if (missingMinor) return t('commerce.promotions.notes.missing_amount', { amount: format.money(missingMinor, currency) })
    if (missingMilli) return t('commerce.promotions.notes.missing_quantity', { quantity: missingMilli / 1000 })
    return t(`commerce.promotions.refusals.${refusal}`)
  }
}
