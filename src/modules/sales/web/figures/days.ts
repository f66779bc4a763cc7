import { useFormat, useT } from '#web/i18n/i18n.tsx'

const daySeconds = 86_400

/** Lengths as sellers say them: days with a decimal while there are few, and hours of what is shorter. */
export function useDays(): (seconds: number | null) => string {
  const t = useT()
  const format = useFormat()
  return (seconds) => {
    if (seconds === null) return '–'
    if (seconds < daySeconds) return format.duration(seconds)
    const days = seconds / daySeconds
    return t('sales.figures.days', { days: format.number(days < 10 ? Math.round(days * 10) / 10 : Math.round(days)) })
  }
}
