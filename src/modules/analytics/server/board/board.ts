import type { Ctx } from '#kernel/ctx.ts'
import type { Figure as Measured } from '#kernel/module.ts'
import type { Board, BoardQuery, Figure } from '#analytics/contract/board.ts'
import { bucketsOf, spanOf } from '#analytics/server/board/period.ts'

/** Asks every module for its figures of the period, and for the period before it, so that each number says where it goes. */
export async function read(ctx: Ctx, query: BoardQuery): Promise<Board> {
  const span = spanOf(query, ctx.now, ctx.zone)
  const about = { zone: ctx.zone, bucket: span.bucket, brandId: query.brandId ?? null }
  const buckets = bucketsOf(span, ctx.zone)
  const declared = ctx.modules
    .flatMap((module) => (module.metrics ?? []).map((metric) => ({ module: module.name, metric })))
    .filter(({ metric }) => ctx.can(metric.permission))
    .toSorted((a, b) => a.metric.order - b.metric.order)
  const blocks = await Promise.all(
    declared.map(async ({ module, metric }) => {
      const [now, before] = await Promise.all([
        metric.measure(ctx, { ...about, from: span.from, to: span.to }),
        metric.measure(ctx, { ...about, from: span.previousFrom, to: span.previousTo }),
      ])
      return { module, code: metric.code, figures: now.map((figure) => compared(figure, before, buckets)) }
    }),
  )
  return { from: span.from, to: span.to, zone: ctx.zone, bucket: span.bucket, measuredAt: ctx.now.toISOString(), blocks }
}

function compared(figure: Measured, before: readonly Measured[], buckets: readonly string[]): Figure {
  if (figure.shape === 'series')
    return {
      ...figure,
      lines: figure.lines.map((line) => ({ key: line.key, name: line.name ?? null, points: filled(line.points, buckets) })),
    }
  if (figure.shape === 'breakdown') return { ...figure, rows: figure.rows.map((row) => ({ ...row, name: row.name ?? null })) }
  const same = before.find((other) => other.code === figure.code)
  const isNow = figure.isNow ?? false
  return {
    ...figure,
    currency: figure.unit === 'money' ? figure.currency : null,
    isNow,
    lowerIsBetter: figure.lowerIsBetter ?? false,
    previous: !isNow && same?.shape === 'number' ? same.value : null,
  }
}

/** An hour in which nothing happened is a bar of zero, not a gap. */
function filled(points: readonly { at: string; value: number }[], buckets: readonly string[]): { at: string; value: number }[] {
  const values = new Map<string, number>()
  for (const { at, value } of points) {
    const bucket = buckets.findLast((start) => start <= at) ?? at
    values.set(bucket, (values.get(bucket) ?? 0) + value)
  }
  return buckets.map((at) => ({ at, value: values.get(at) ?? 0 }))
}
