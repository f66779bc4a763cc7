/** Minutes, shown in the largest unit that loses nothing. */
export type Unit = 'm' | 'h' | 'd'

export const minutesPer: Record<Unit, number> = { m: 1, h: 60, d: 1440 }

export function inUnit(minutes: number): { value: number; unit: Unit } {
  const unit = (['d', 'h'] as const).find((one) => minutes % minutesPer[one] === 0 && minutes > 0) ?? 'm'
  return { value: minutes / minutesPer[unit], unit }
}
