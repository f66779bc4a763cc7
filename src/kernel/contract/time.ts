import { z } from 'zod'

/** An instant: ISO 8601 in UTC, as the database and the wire carry it. */
export const Instant = z.iso.datetime({ offset: true })
export type Instant = string

/** A calendar day without a zone: `2026-11-21`. */
export const Day = z.iso.date()

const zones = new Set(Intl.supportedValuesOf('timeZone'))
/** An IANA zone name. Offsets are refused: they do not know daylight saving. */
export const Zone = z.string().refine((zone) => zones.has(zone) || zone === 'UTC', { error: 'kernel.unknown_zone' })
