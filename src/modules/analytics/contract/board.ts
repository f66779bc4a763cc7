import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { BusinessDay, Instant } from '#kernel/contract/time.ts'

export const periods = ['today', 'yesterday', 'last-7-days', 'last-30-days', 'custom'] as const
export const Period = z.enum(periods)
export type Period = z.infer<typeof Period>

/** Days of the organization's own calendar, both included; only with the period `custom`. */
export const BoardQuery = z
  .object({ period: Period.default('today'), from: BusinessDay.optional(), to: BusinessDay.optional(), brandId: Id.optional() })
  .refine((query) => query.period !== 'custom' || (query.from !== undefined && query.to !== undefined && query.from <= query.to), {
    error: 'analytics.problems.period_backwards',
    path: ['to'],
  })
export type BoardQuery = z.output<typeof BoardQuery>

const Unit = z.enum(['count', 'seconds', 'ratio'])
const Point = z.object({ at: Instant, value: z.number() })

/** A figure and, for numbers of a period, the same one over the period of the same length before it. */
export const Figure = z.discriminatedUnion('shape', [
  z.object({
    code: z.string(),
    shape: z.literal('number'),
    /** `money`: in minor units of `currency`. */
    unit: z.enum([...Unit.options, 'money']),
    currency: z.string().nullable(),
    value: z.number().nullable(),
    previous: z.number().nullable(),
    isNow: z.boolean(),
    lowerIsBetter: z.boolean(),
  }),
  z.object({
    code: z.string(),
    shape: z.literal('series'),
    unit: Unit,
    lines: z.array(z.object({ key: z.string(), name: z.string().nullable(), points: z.array(Point) })),
  }),
  z.object({
    code: z.string(),
    shape: z.literal('breakdown'),
    unit: Unit,
    rows: z.array(z.object({ key: z.string(), name: z.string().nullable(), value: z.number() })),
  }),
])
export type Figure = z.infer<typeof Figure>

/** `module` and the figure's `code` make the key of its words: `<module>.metrics.<code>`. */
export const Board = z.object({
  from: Instant,
  to: Instant,
  zone: z.string(),
  bucket: z.enum(['hour', 'day']),
  measuredAt: Instant,
  blocks: z.array(z.object({ module: z.string(), code: z.string(), figures: z.array(Figure) })),
})
export type Board = z.infer<typeof Board>
