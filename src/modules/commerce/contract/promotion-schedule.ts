import { isOpen, type WeeklyShift, type WorkingHours } from '#kernel/contract/business-time.ts'
import type { PromotionSchedule } from '#commerce/contract/promotion.ts'

/** Whether a weekly schedule is on at an instant, on the clock of a zone. Half-open: at the minute it ends it is over. */
export const isOnSchedule = (schedule: PromotionSchedule, at: string, zone: string): boolean => isOpen(hoursOf(schedule, zone), at)

const dayMinutes = 1440
// What is counted out of working hours is remembered by them, so that the same schedule has to give the same ones.
const known = new WeakMap<PromotionSchedule, Map<string, WorkingHours>>()

function hoursOf(schedule: PromotionSchedule, zone: string): WorkingHours {
  const byZone = known.get(schedule) ?? new Map<string, WorkingHours>()
  known.set(schedule, byZone)
  const hours = byZone.get(zone) ?? { zone, weekly: schedule.slots.map((slot) => shiftOf(slot, schedule.dayEndsAt)), days: [] }
  byZone.set(zone, hours)
  return hours
}

function shiftOf({ weekday, from, to }: PromotionSchedule['slots'][number], dayEndsAt: number): WeeklyShift {
  // Who closes at two begins the day at two: the small hours before belong to the day before.
  if (from === null || to === null) return { weekday, from: dayEndsAt, to: dayMinutes + dayEndsAt }
  return { weekday, from, to: to > from ? to : to + dayMinutes }
}
