import { searchable } from '#kernel/contract/text.ts'

const dayMs = 86_400_000
/** A century that is not a leap year lies between 2096 and 2104. */
const mostYearsToALeapDay = 8
const weekdays = ['domingo', 'lunes', 'martes', 'miercoles', 'jueves', 'viernes', 'sabado']
const months = ['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre']

/**
 * A calendar day (`2026-12-25`) as people write it in a chat: `hoy`, `mañana`, `pasado mañana`, `el viernes`, `25/12`,
 * `25-12-26`, `25 de diciembre`, `2026-12-25`. Weekdays and dates without a year are the next ones to come; a date that
 * no calendar has is null. `today` is the day of the shop, in its zone.
 */
export function dateIn(text: string, today: string): string | null {
  const plain = searchable(text)
  const now = Date.parse(`${today}T00:00:00Z`)
  const iso = /\b(\d{4})-(\d{1,2})-(\d{1,2})\b/.exec(plain)
  if (iso) return real(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const figures = /\b(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?\b/.exec(plain)
  if (figures) return withYear(Number(figures[1]), Number(figures[2]), figures[3], today)
  const written = new RegExp(`\\b(\\d{1,2}|primero) de (${months.join('|')}|setiembre)(?: de(?:l)? (\\d{4}))?`).exec(plain)
  if (written) {
    const month = written[2] === 'setiembre' ? 9 : months.indexOf(written[2] ?? '') + 1
    return withYear(written[1] === 'primero' ? 1 : Number(written[1]), month, written[3], today)
  }
  if (/\bpasado manana\b/.test(plain)) return dayOf(now + 2 * dayMs)
  if (/\bmanana\b/.test(plain) && !/\b(a|por|de) la manana$/.test(plain)) return dayOf(now + dayMs)
  if (/\b(hoy|esta (noche|tarde))\b/.test(plain)) return today
  const weekday = weekdays.findIndex((name) => new RegExp(`\\b${name}\\b`).test(plain))
  if (weekday < 0) return null
  const ahead = (weekday - new Date(now).getUTCDay() + 7) % 7
  return dayOf(now + (ahead === 0 ? 7 : ahead) * dayMs)
}

function withYear(day: number, month: number, year: string | undefined, today: string): string | null {
  if (year !== undefined) return real(year.length === 2 ? 2000 + Number(year) : Number(year), month, day)
  const thisYear = Number(today.slice(0, 4))
  for (let ahead = 0; ahead <= mostYearsToALeapDay; ahead++) {
    const found = real(thisYear + ahead, month, day)
    if (found !== null && found >= today) return found
  }
  return null
}

function real(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year > 1900 && year < 2200 ? dayOf(date.getTime()) : null
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
