import { z } from 'zod'
import type { WorkingHours } from '#kernel/contract/business-time.ts'
import { Id } from '#kernel/contract/ids.ts'
import { BusinessDay, Zone } from '#kernel/contract/time.ts'

/** Minutes from midnight, up to a day long; beyond 1440 it ends on the following day. */
const shift = { from: z.int().min(0).max(1439), to: z.int().min(1).max(2880) }
const isInOrder = ({ from, to }: { from: number; to: number }): boolean => to > from && to - from <= 1440
const wrongOrder = { error: 'identity.problems.shift_out_of_order', path: ['to'] }

export const Shift = z.object(shift).refine(isInOrder, wrongOrder)
/** `weekday`: 1 is Monday, 7 is Sunday. */
export const WeeklyShift = z.object({ weekday: z.int().min(1).max(7), ...shift }).refine(isInOrder, wrongOrder)
export type WeeklyShift = z.infer<typeof WeeklyShift>

/** A day on which the weekly hours do not count: closed without shifts (a holiday), else open during them. */
export const CalendarDay = z.object({ day: BusinessDay, name: z.string().trim().min(1).max(80), shifts: z.array(Shift).max(12) })
export type CalendarDay = z.infer<typeof CalendarDay>

export const CalendarName = z.string().trim().min(1).max(60)

/** When a place is open: what bots, response targets, routing and bookings go by. */
export const Calendar = z.object({
  id: Id,
  name: z.string(),
  zone: z.string(),
  weekly: z.array(z.object({ weekday: z.int(), from: z.int(), to: z.int() })),
  /** In the order of the calendar. */
  days: z.array(z.object({ day: z.string(), name: z.string(), shifts: z.array(z.object({ from: z.int(), to: z.int() })) })),
  /** Brands that go by this one; all others go by the default one. */
  brandIds: z.array(Id),
  isDefault: z.boolean(),
  version: z.int(),
})
export type Calendar = z.infer<typeof Calendar>

const different = (days: readonly CalendarDay[]): boolean => new Set(days.map(({ day }) => day)).size === days.length
const Days = z.array(CalendarDay).max(400).refine(different, { error: 'identity.problems.day_twice' })

export const CreateCalendar = z.object({
  name: CalendarName,
  zone: Zone,
  weekly: z.array(WeeklyShift).max(84).default([]),
  days: Days.default([]),
  brandIds: z.array(Id).max(200).default([]),
})
export type CreateCalendar = z.infer<typeof CreateCalendar>

/** What is absent stays; lists replace what was there. `isDefault` takes the place of the one that was. */
export const UpdateCalendar = z.object({
  id: Id,
  name: CalendarName.optional(),
  zone: Zone.optional(),
  weekly: z.array(WeeklyShift).max(84).optional(),
  days: Days.optional(),
  brandIds: z.array(Id).max(200).optional(),
  isDefault: z.literal(true).optional(),
})
export type UpdateCalendar = z.infer<typeof UpdateCalendar>

export const hoursOf = ({ zone, weekly, days }: Pick<Calendar, 'zone' | 'weekly' | 'days'>): WorkingHours => ({ zone, weekly, days })

/** The calendar that a brand goes by. */
export const calendarFor = <C extends Pick<Calendar, 'brandIds' | 'isDefault'>>(
  calendars: readonly C[],
  brandId: string | null,
): C | undefined =>
  calendars.find((one) => brandId !== null && one.brandIds.includes(brandId)) ?? calendars.find((one) => one.isDefault) ?? calendars[0]
