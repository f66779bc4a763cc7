type Weighted<T> = readonly (T & { readonly weight: number })[]

/** How a demo business sells: what its history of orders is drawn from. Each is explained where a demo says it. */
export type Trade = {
  readonly months: number
  readonly strangersPerDay: number
  readonly customers: { readonly count: number; readonly r: number; readonly alpha: number; readonly a: number; readonly b: number }
  readonly growth: number
  readonly peaks: readonly { readonly hour: number; readonly share: number; readonly minutes: number }[]
  readonly otherwise: { readonly from: number; readonly to: number }
  /** What the shop's clock is away from UTC, without changes. */
  readonly offsetHours: number
  readonly weekdays: readonly number[]
  readonly seasons: Readonly<Record<number, number>>
  readonly feast?: { readonly month: number; readonly weekday: number; readonly nth: number; readonly factor: number }
  readonly rain: { readonly share: number; readonly factor: number }
  readonly moreLines: number
  /** The first so many customers also have the same again each month, each on a day of theirs. */
  readonly monthly?: { readonly customers: number }
  readonly goods: readonly { readonly key: string; readonly asks?: readonly string[] }[]
  readonly offer?: { readonly weekday: number; readonly goods: readonly string[]; readonly factor: number; readonly quantity: number }
  readonly pairs: readonly { readonly with: string; readonly also: string; readonly chance: number }[]
  readonly doors: readonly {
    readonly door: string
    readonly fulfilment: string
    readonly by: readonly string[]
    readonly known: number
    readonly strangers: number
  }[]
  readonly paidBy: Weighted<{ readonly method: string }>
  readonly minutes: { readonly confirm: number; readonly prepare: number; readonly deliver: number }
  readonly cancelled: { readonly share: number; readonly reasons: Weighted<{ readonly text: string }> }
  readonly claims: { readonly share: number; readonly reasons: Weighted<{ readonly text: string }> }
}
