import { addDays, daysBetween } from '#kernel/contract/calendar-day.ts'

/** How long what is owed has been due: not yet, or so many days. */
export const ageingBuckets = ['current', 'to30', 'to60', 'to90', 'over90'] as const
export type AgeingBucket = (typeof ageingBuckets)[number]

/** On the day that it is due nothing is overdue yet. */
export function bucketOf(dueOn: string, today: string): AgeingBucket {
  const late = daysBetween(dueOn, today)
  if (late <= 0) return 'current'
  if (late <= 30) return 'to30'
  if (late <= 60) return 'to60'
  return late <= 90 ? 'to90' : 'over90'
}

export type Aged = Record<AgeingBucket, number> & { totalMinor: number; overdueMinor: number }

const nothing = (): Aged => ({ current: 0, to30: 0, to60: 0, to90: 0, over90: 0, totalMinor: 0, overdueMinor: 0 })

/** What is owed, by currency: the buckets of each add up to its total. Credits count against it. */
export function aged(bills: readonly { dueOn: string; owedMinor: number; currency: string }[], today: string): Map<string, Aged> {
  const byCurrency = new Map<string, Aged>()
  for (const { dueOn, owedMinor, currency } of bills) {
    const row = byCurrency.get(currency) ?? nothing()
    const bucket = bucketOf(dueOn, today)
    row[bucket] += owedMinor
    row.totalMinor += owedMinor
    if (bucket !== 'current') row.overdueMinor += owedMinor
    byCurrency.set(currency, row)
  }
  return byCurrency
}

/** When a supplier wants their money: so many days after the bill, or after the end of its month. */
export type Terms = { days: number; isFromMonthEnd: boolean }

export function dueOn(billedOn: string, { days, isFromMonthEnd }: Terms): string {
  const [year = 0, month = 1] = billedOn.split('-').map(Number)
  return addDays(isFromMonthEnd ? new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10) : billedOn, days)
}
