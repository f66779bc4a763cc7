import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Money } from '#kernel/contract/money.ts'
import { BusinessDay, Instant } from '#kernel/contract/time.ts'
import { Period } from '#analytics/contract/board.ts'

const Name = z.string().regex(/^[a-z][a-z-]{0,40}$/)

const asked = {
  module: Name,
  code: Name,
  period: Period.default('last-7-days'),
  from: BusinessDay.optional(),
  to: BusinessDay.optional(),
  brandId: Id.optional(),
  groupBy: Name.optional(),
}
const isForward = (query: { period: string; from?: string | undefined; to?: string | undefined }): boolean =>
  query.period !== 'custom' || (query.from !== undefined && query.to !== undefined && query.from <= query.to)
const backwards = { error: 'analytics.problems.period_backwards', path: ['to'] }

export const ReportQuery = z.object(asked).refine(isForward, backwards)
export type ReportQuery = z.output<typeof ReportQuery>
export const ReportFileQuery = z.object({ ...asked, format: z.enum(['csv', 'xlsx']) }).refine(isForward, backwards)
export type ReportFileQuery = z.output<typeof ReportFileQuery>

export const ReportChoice = z.object({ module: z.string(), code: z.string(), groups: z.array(z.string()) })
export type ReportChoice = z.infer<typeof ReportChoice>

const Span = z.object({ from: Instant, to: Instant, kind: z.string() })
export const ReportColumn = z.object({ key: z.string(), unit: z.enum(['text', 'count', 'seconds', 'instant', 'ratio', 'money', 'spans']) })
export type ReportColumn = z.infer<typeof ReportColumn>
export const ReportCell = z.union([z.string(), z.number(), z.null(), Money, z.array(Span)])
export type ReportCell = z.infer<typeof ReportCell>

/** A table as it was measured: numbers as numbers, moments as instants; the reader's screen writes them. */
export const ReportTable = z.object({
  from: Instant,
  to: Instant,
  zone: z.string(),
  groupBy: z.string().nullable(),
  columns: z.array(ReportColumn),
  rows: z.array(z.object({ key: z.string(), href: z.string().nullable(), cells: z.array(ReportCell) })),
  /** How many there are; the screen gets the first three hundred, a file all of them. */
  count: z.int(),
  isCut: z.boolean(),
})
export type ReportTable = z.infer<typeof ReportTable>
