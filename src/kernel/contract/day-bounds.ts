/** The first and the last day that make sense, by what a day means: beyond them somebody has mistyped the year. */
export type DayBounds = { first: string; last: string }

/** Days of a business: bills, payments, due dates, expiries, prices, plans. */
export const businessDays: DayBounds = { first: '2000-01-01', last: '2099-12-31' }

/** Days of a life, where a birthday fits as well. */
export const lifeDays: DayBounds = { first: '1900-01-01', last: '2099-12-31' }

/** `day` is a day, or an instant or a local hour that begins with one. */
export const isWithin = (day: string, { first, last }: DayBounds): boolean => day.slice(0, 10) >= first && day.slice(0, 10) <= last
