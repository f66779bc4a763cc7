import { z } from 'zod'
import { businessDays, isWithin, lifeDays } from '#kernel/contract/day-bounds.ts'

/** An instant: ISO 8601 in UTC, as the database and the wire carry it. */
export const Instant = z.iso.datetime({ offset: true })
export type Instant = string

/** A calendar day without a zone: `2026-11-21`. */
export const Day = z.iso.date()

const isBusinessDay = (day: string): boolean => isWithin(day, businessDays)
const ofBusiness = { error: 'kernel.fields.business_year' }

/** A day that somebody writes about the business. What is read may be a `Day`: older data had no bounds. */
export const BusinessDay = Day.refine(isBusinessDay, ofBusiness)

/** A moment that somebody writes about the business. */
export const BusinessInstant = Instant.refine(isBusinessDay, ofBusiness)

/** A day that somebody writes about a person: it may be a birthday. */
export const LifeDay = Day.refine((day) => isWithin(day, lifeDays), { error: 'kernel.fields.life_year' })

/**
 * An IANA zone name, whether the engine lists it or knows it as another name of one (`America/Argentina/Buenos_Aires`).
 * Offsets are refused: they do not know daylight saving.
 */
export const Zone = z.string().max(60).refine(isZone, { error: 'kernel.unknown_zone' })

function isZone(name: string): boolean {
  if (name !== 'UTC' && !/^[A-Z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)+$/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
