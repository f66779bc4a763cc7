import { z } from 'zod'

/** An instant: ISO 8601 in UTC, as the database and the wire carry it. */
export const Instant = z.iso.datetime({ offset: true })
export type Instant = string

/** A calendar day without a zone: `2026-11-21`. */
export const Day = z.iso.date()

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
