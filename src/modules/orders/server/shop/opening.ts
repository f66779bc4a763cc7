import { closing, instantOf, isNeverOpen, isOpen, nextOpening, wallOf, type WorkingHours } from '#kernel/contract/business-time.ts'
import { tagOf } from '#kernel/i18n/in-words.ts'
import type { Locale, Translate } from '#kernel/i18n/translate.ts'

const slotMs = 1_800_000
const dayMs = 86_400_000
/** Further ahead nobody knows what there will be. */
const daysAhead = 3
const mostSlots = 60

export type Opening = { isOpen: boolean; opensAt: string | null; closesAt: string | null }

/** Whether a shop takes orders for now. Without hours it always does. */
export function openingOf(hours: WorkingHours | undefined, at: string): Opening {
  if (!hours) return { isOpen: true, opensAt: null, closesAt: null }
  if (isOpen(hours, at)) return { isOpen: true, opensAt: null, closesAt: closing(hours, at) }
  try {
    return { isOpen: false, opensAt: nextOpening(hours, at), closesAt: null }
  } catch (error) {
    if (isNeverOpen(error)) return { isOpen: false, opensAt: null, closesAt: null }
    throw error
  }
}

/** Whole and half hours of the shop's clock at which something can be wanted: while it is open, and not before it can be ready. */
export function slotsOf(hours: WorkingHours | undefined, zone: string, now: number, leadMinutes: number): string[] {
  const slots: string[] = []
  const earliest = now + leadMinutes * 60_000
  const end = now + daysAhead * dayMs
  for (let wall = Math.ceil(wallOf(zone, earliest) / slotMs) * slotMs; slots.length < mostSlots; wall += slotMs) {
    const at = instantOf(zone, wall)
    if (at > end) break
    const iso = new Date(at).toISOString()
    // A clock that is put forward skips an hour: what falls into it is the hour after.
    if (at >= earliest && slots.at(-1) !== iso && (!hours || isOpen(hours, iso))) slots.push(iso)
  }
  return slots
}

/** Whether something can be wanted then: a moment that was offered, or was a few minutes ago while somebody was typing. */
export const canBeWanted = (hours: WorkingHours | undefined, now: number, leadMinutes: number, at: string): boolean => {
  const moment = Date.parse(at)
  const patienceMs = 900_000
  const isInTime = moment >= now + leadMinutes * 60_000 - patienceMs && moment > now && moment <= now + daysAhead * dayMs
  return isInTime && (!hours || isOpen(hours, at))
}

type Spoken = { t: Translate; locale: Locale; zone: string; now: Date }

/** `hoy 20:30`, `mañana 13:00`, `lunes 19:30`. */
export function momentIn({ t, locale, zone, now }: Spoken, at: string): string {
  const [day, today] = [Math.floor(wallOf(zone, Date.parse(at)) / dayMs), Math.floor(wallOf(zone, now.getTime()) / dayMs)]
  const format = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(tagOf(locale), { timeZone: zone, ...options }).format(new Date(at))
  const hour = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  if (day === today) return t('orders.shop.today', { hour })
  if (day === today + 1) return t('orders.shop.tomorrow', { hour })
  return t('orders.shop.on_day', { day: format(day - today < 7 ? { weekday: 'long' } : { day: 'numeric', month: 'numeric' }), hour })
}

/** A sentence for the head of the shop. */
export function openingIn(spoken: Spoken, { isOpen: isNow, opensAt, closesAt }: Opening): string {
  const { t } = spoken
  if (isNow) return closesAt === null ? t('orders.shop.open') : t('orders.shop.open_until', { when: momentIn(spoken, closesAt) })
  return opensAt === null ? t('orders.shop.closed') : t('orders.shop.closed_until', { when: momentIn(spoken, opensAt) })
}
