import { instantOf, wallOf } from '#kernel/contract/business-time.ts'

const dayMs = 86_400_000
/** Before anybody opens, after everybody has closed. */
const morningMs = 6 * 3_600_000

/** The next six o'clock in the morning of a zone, as an instant: what is sold out tonight is bought by then. */
export function nextMorning(zone: string, now: Date): string {
  const wall = wallOf(zone, now.getTime())
  const midnight = Math.floor(wall / dayMs) * dayMs
  const today = midnight + morningMs
  return new Date(instantOf(zone, wall < today ? today : today + dayMs)).toISOString()
}
