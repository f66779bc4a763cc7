import { addDays } from '#kernel/contract/calendar-day.ts'

/**
 * Months and days (`11-21`) from `day` on, `days` of them after it. Who was born on a 29th of February has their day on
 * the 28th of the years that lack it.
 */
export function anniversaries(day: string, days: number): string[] {
  const found = new Set<string>()
  for (let i = 0; i <= Math.min(days, 366); i++) {
    const one = addDays(day, i)
    found.add(one.slice(5))
    if (one.endsWith('-02-28') && addDays(one, 1).endsWith('-03-01')) found.add('02-29')
  }
  return [...found]
}
