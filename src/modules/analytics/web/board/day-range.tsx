import { addDays } from '#kernel/contract/calendar-day.ts'
import { DateField } from '#web/ui/date-field.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useToday } from '#web/ui/time.tsx'

type Days = { from?: string; to?: string }

/** The device's own date picker: the one that people know, and on a phone the one that fits. */
export function DayRange({ search, onChange }: { search: Days; onChange: (change: Days) => void }) {
  const t = useT()
  const today = useToday()
  const { from = today, to = today } = search
  return (
    <>
      <DateField isLive aria-label={t('analytics.board.from')} value={from} max={to} onChange={(from) => from && onChange({ from })} />
      <DateField isLive aria-label={t('analytics.board.to')} value={to} min={from} max={today} onChange={(to) => to && onChange({ to })} />
    </>
  )
}

/** The last two weeks, to begin choosing with. */
export function customDays(today: string): { from: string; to: string } {
  return { from: addDays(today, -13), to: today }
}
