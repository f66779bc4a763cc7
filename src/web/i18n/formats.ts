import { minorDigits } from '#kernel/contract/currency-digits.ts'
import type { Locale } from '#kernel/i18n/translate.ts'

/** How an organization writes numbers and hours: language and country (es-AR), IANA zone, currency. */
export type Region = { language: Locale; country: string; zone: string; currency: string }

export type Formats = ReturnType<typeof makeFormats>

/** Between a sign and its amount, and between a number and its unit: never a line break. */
const narrowSpace = '\u202f'
const space = '\u00a0'

/** Everything shown as a number, an amount or an hour goes through here. Instants are ISO 8601 texts. */
export function makeFormats(region: Region, words: Locale = region.language) {
  const tag = `${region.language}-${region.country}`
  const timeTag = `${words}-${region.country}`
  const zone = { timeZone: region.zone }
  const plain = lazily(() => new Intl.NumberFormat(tag))
  const compact = lazily(() => new Intl.NumberFormat(tag, { notation: 'compact', maximumFractionDigits: 1 }))
  const percent = lazily(() => new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 }))
  const hour = lazily(() => new Intl.DateTimeFormat(timeTag, { ...zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }))
  const day = lazily(() => new Intl.DateTimeFormat(timeTag, { ...zone, day: 'numeric', month: 'short' }))
  const dayOfYear = lazily(() => new Intl.DateTimeFormat(timeTag, { ...zone, day: 'numeric', month: 'short', year: 'numeric' }))
  const weekday = lazily(() => new Intl.DateTimeFormat(timeTag, { ...zone, weekday: 'long', day: 'numeric', month: 'long' }))
  const full = lazily(() => new Intl.DateTimeFormat(timeTag, { ...zone, dateStyle: 'full', timeStyle: 'short', hourCycle: 'h23' }))
  const key = lazily(() => new Intl.DateTimeFormat('en-CA', { ...zone, year: 'numeric', month: '2-digit', day: '2-digit' }))
  const ago = lazily(() => new Intl.RelativeTimeFormat(words, { numeric: 'auto', style: 'short' }))
  const currencies = new Map<string, Intl.NumberFormat>()

  const currencyFormat = (currency: string, digits: number) => {
    const name = `${currency}${digits}`
    const format =
      currencies.get(name) ??
      new Intl.NumberFormat(tag, { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits })
    currencies.set(name, format)
    return format
  }

  /** The calendar day of an instant in the organization's zone: `2026-11-21`. */
  const dayOf = (instant: string) => key().format(new Date(instant))

  const shortDay = (instant: string, now: string) =>
    (dayOf(instant).slice(0, 4) === dayOf(now).slice(0, 4) ? day() : dayOfYear())
      .format(new Date(instant))
      .replaceAll('.', '')
      .replaceAll(' de ', ' ')

  return {
    region,
    number: (value: number) => plain().format(value),
    /** 12,4 mil · 7,8 M */
    compact: (value: number) => compact().format(value),
    /** 0.27 → 27 % */
    percent: (share: number) => percent().format(share).replaceAll(space, narrowSpace),
    /** `$ 118.036` with a narrow space; cents only where there are some. `isCompact` for totals: `$ 7,8 M`. */
    money: (amountMinor: number, currency = region.currency, isCompact = false) => {
      const digits = minorDigits(currency)
      const amount = amountMinor / 10 ** digits
      if (isCompact && Math.abs(amount) >= 10_000) {
        // Intl's own compact currency loses the space after the sign: the number goes where the 0 of "$ 0" stands.
        const frame = currencyFormat(currency, 0).format(amount < 0 ? -0 : 0)
        return frame.replace('0', compact().format(Math.abs(amount))).replaceAll(space, narrowSpace)
      }
      return currencyFormat(currency, Number.isInteger(amount) ? 0 : digits)
        .format(amount)
        .replaceAll(space, narrowSpace)
    },
    /** A price per piece, in millionths of the currency, with as many digits as it needs: `US$ 0,0618`. */
    unitPrice: (amountMicros: number, currency: string) => {
      const digits = /^\d*?(0*)$/.exec(String(amountMicros))?.[1]?.length ?? 0
      return currencyFormat(currency, Math.min(6, Math.max(minorDigits(currency), 6 - digits)))
        .format(amountMicros / 1_000_000)
        .replaceAll(space, narrowSpace)
    },
    hour: (instant: string) => hour().format(new Date(instant)),
    /** 8 nov · 8 nov 2024 when it is not this year's. */
    day: (instant: string, now = new Date().toISOString()) => shortDay(instant, now),
    /** sábado, 21 de noviembre */
    weekday: (instant: string) => weekday().format(new Date(instant)),
    /** For tooltips: everything. */
    full: (instant: string) => full().format(new Date(instant)),
    dayOf,
    /** As lists show it: 2 min, 3 h, then yesterday's word, then the day. Seconds are `now`. */
    since: (instant: string, now: string) => since(instant, now, { dayOf, ago: ago(), day: (text) => shortDay(text, now) }),
    /** 3:12 · 1:04:09 */
    countdown: (seconds: number) => {
      const rest = Math.max(0, Math.floor(seconds))
      const [h, m, s] = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60]
      return h > 0 ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`
    },
    /** 45 s · 12 min · 3 h 20 min · 2 d */
    duration: (seconds: number) => {
      if (seconds < 60) return `${Math.round(seconds)}${space}s`
      if (seconds < 3600) return `${Math.round(seconds / 60)}${space}min`
      if (seconds < 86_400) {
        const minutes = Math.round((seconds % 3600) / 60)
        return `${Math.floor(seconds / 3600)}${space}h${minutes ? ` ${minutes}${space}min` : ''}`
      }
      return `${Math.round(seconds / 86_400)}${space}d`
    },
  }
}

type Tools = { dayOf: (instant: string) => string; ago: Intl.RelativeTimeFormat; day: (instant: string) => string }

function since(instant: string, now: string, tools: Tools): string {
  const seconds = (Date.parse(now) - Date.parse(instant)) / 1000
  if (seconds < 45) return tools.ago.format(0, 'second')
  if (seconds < 3600) return `${Math.min(59, Math.max(1, Math.round(seconds / 60)))}${space}min`
  const days = Math.round((Date.parse(tools.dayOf(now)) - Date.parse(tools.dayOf(instant))) / 86_400_000)
  if (days === 0 || seconds < 6 * 3600) return `${Math.round(seconds / 3600)}${space}h`
  if (days === 1) return tools.ago.format(-1, 'day')
  return tools.day(instant)
}

const pad = (value: number) => String(value).padStart(2, '0')

function lazily<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
