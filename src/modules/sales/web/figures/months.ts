import { useI18n } from '#web/i18n/i18n.tsx'

/** Names of months of the calendar, given by their first day: noviembre, nov 2026. */
export function useMonths() {
  const { locale, format: formats } = useI18n()
  const tag = `${locale}-${formats.region.country}`
  const write = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', ...options })
    return (day: string): string =>
      format
        .format(new Date(`${day}T12:00:00Z`))
        .replaceAll(' de ', ' ')
        .replaceAll('.', '')
  }
  return {
    name: write({ month: 'long' }),
    full: write({ month: 'long', year: 'numeric' }),
    short: write({ month: 'short', year: '2-digit' }),
  }
}
