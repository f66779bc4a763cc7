import type { Period } from '#analytics/contract/board.ts'
import { oneOf } from '#web/search.ts'

const periods = ['today', 'yesterday', 'last-7-days', 'last-30-days', 'custom'] as const satisfies readonly Period[]

export type BoardSearch = { period: Period; from?: string; to?: string; brandId?: string }

const day = (raw: unknown): string | undefined => (typeof raw === 'string' && /^\d{4}-\d\d-\d\d$/.test(raw) ? raw : undefined)

/** What the address says after `?`; a custom period without its two days is today. */
export function boardSearch(raw: Record<string, unknown>): BoardSearch {
  const period = oneOf(periods, raw.period, 'today')
  const [from, to] = [day(raw.from), day(raw.to)]
  const brandId = typeof raw.brandId === 'string' ? { brandId: raw.brandId } : {}
  if (period !== 'custom') return { period, ...brandId }
  return from && to && from <= to ? { period, from, to, ...brandId } : { period: 'today', ...brandId }
}
