import { isOpen, type WeeklyShift } from '#kernel/contract/business-time.ts'
import type { SaleHours } from '#commerce/contract/product.ts'

/** Whether something that is sold in these hours is sold at a moment, on the clock of the zone. */
export const isOnSale = (hours: readonly SaleHours[] | null, zone: string, at: string): boolean =>
  hours === null || isOpen({ zone, weekly: hours.map(shiftOf), days: [] }, at)

function shiftOf({ day, from, to }: SaleHours): WeeklyShift {
  const [begin, end] = [minutes(from), minutes(to)]
  return { weekday: day, from: begin, to: end > begin ? end : end + 1440 }
}

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
