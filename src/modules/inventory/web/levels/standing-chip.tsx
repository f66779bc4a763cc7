import { daysBetween } from '#kernel/contract/calendar-day.ts'
import type { StockRow } from '#inventory/contract/level.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { useToday } from '#web/ui/time.tsx'
import s from '#inventory/web/levels/levels.module.css'

const soonDays = 14

/** What somebody has to know before they promise it: it is running out, is gone, or will soon not be sold any more. */
export function StandingChip({ row }: { row: Pick<StockRow, 'standing' | 'expiresOn'> }) {
  const t = useT()
  const format = useFormat()
  const today = useToday()
  const isSoon = row.expiresOn !== null && daysBetween(today, row.expiresOn) <= soonDays
  if (row.standing === 'enough' && !isSoon) return null
  return (
    <span className={s.chips}>
      {row.standing === 'low' && <Chip tone="warn">{t('inventory.stock.low')}</Chip>}
      {row.standing === 'out' && <Chip tone="bad">{t('inventory.stock.out')}</Chip>}
      {isSoon && row.expiresOn !== null && (
        <Chip tone="warn">{t('inventory.stock.expires', { day: format.day(`${row.expiresOn}T12:00:00.000Z`) })}</Chip>
      )}
    </span>
  )
}
