import type { CountLine, StockCount } from '#inventory/contract/count.ts'
import type { Codes } from '#inventory/web/counts/counted.ts'

/** A sheet as this phone knows it: opened again without a connection, it is there. */
export type KeptSheet = {
  count: StockCount
  lines: readonly CountLine[]
  codes: Codes
  /** What has to be added to this phone's clock to have the server's. */
  clockMs: number
}

const most = 3
const prefix = 'yapa.count.'

export const placeOf = (orgId: string, countId: string): string => `${prefix}${orgId}.${countId}`

export function readSheet(place: string): KeptSheet | null {
  try {
    const text = localStorage.getItem(place)
    return text ? (JSON.parse(text) as KeptSheet) : null
  } catch {
    return null
  }
}

/** Keeps the newest few; a phone has little room and nobody counts four sheets at once. */
export function keepSheet(place: string, sheet: KeptSheet): void {
  try {
    localStorage.removeItem(place)
    const others = Object.keys(localStorage).filter((key) => key.startsWith(prefix) && !key.endsWith('.entries'))
    for (const key of others.slice(0, Math.max(0, others.length - most + 1))) localStorage.removeItem(key)
    localStorage.setItem(place, JSON.stringify(sheet))
  } catch {
    // No room: the sheet is then only there while the page is open.
  }
}

export const forgetSheet = (place: string): void => localStorage.removeItem(place)
