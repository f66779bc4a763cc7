import { Readable } from 'node:stream'
import type { z } from 'zod'
import { dayIn } from '#kernel/contract/calendar-day.ts'
import { wordsIn } from '#kernel/contract/text.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { type Cell, csvOf, type Table, xlsxOf } from '#kernel/sheet/table.ts'
import * as identity from '#identity/server/public.ts'
import type { writeDealFile } from '#sales/contract/deal-file-api.ts'
import type { DealCard } from '#sales/contract/deal.ts'
import * as store from '#sales/server/deals/deals.store.ts'
import * as pipelines from '#sales/server/pipelines/pipelines.store.ts'
import { tooManyDeals } from '#sales/server/problems.ts'

/** Writing more keeps everybody else waiting, and opening it keeps its reader waiting. */
const most = { csv: 100_000, xlsx: 20_000 }
const linkSeconds = 3_600

const columns = [
  ['title', 36],
  ['contact', 26],
  ['stage', 20],
  ['owner', 20],
  ['amount', 16],
  ['currency', 10],
  ['probability', 12],
  ['expected_close', 14],
  ['next_step', 30],
  ['next_step_at', 20],
  ['in_stage_since', 20],
  ['closed_at', 20],
  ['lost_reason', 22],
] as const

export async function write(
  ctx: Ctx,
  { format, ...asked }: z.output<typeof writeDealFile.input>,
): Promise<{ fileUrl: string; rows: number }> {
  const words = wordsIn(asked.search)
  const limit = most[format]
  const { items, next } = await store.page(ctx, { ...asked, limit }, words)
  if (next !== null) throw tooManyDeals({ limit })
  const sheet = await sheetOf(ctx, items)
  const bytes = format === 'csv' ? Buffer.from(csvOf(sheet, ctx)) : await xlsxOf(sheet, ctx)
  const staged = await ctx.files.stage(ctx.org, {
    name: `${sheet.title} ${dayIn(ctx.zone, ctx.now)}.${format}`,
    stream: Readable.from([Buffer.from(bytes)]),
    maxBytes: 256 * 1024 ** 2,
    isTemporary: true,
  })
  const file = await ctx.files.put(ctx, staged)
  ctx.audit({
    action: 'sales.deal.exported',
    subject: { kind: 'deal', id: ctx.org, name: sheet.title },
    after: { format, rows: items.length },
  })
  return { fileUrl: ctx.files.url(ctx.org, file.id, { isDownload: true, seconds: linkSeconds }), rows: items.length }
}

export async function sheetOf(ctx: Ctx, deals: readonly DealCard[]): Promise<Table> {
  const unique = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))]
  const [stages, reasons, people] = await Promise.all([
    pipelines.stages(ctx, unique(deals.map(({ pipelineId }) => pipelineId))),
    pipelines.lostReasons(ctx),
    identity.people(ctx, unique(deals.map(({ ownerId }) => ownerId))),
  ])
  const stageOf = new Map(stages.map((stage) => [stage.id, stage]))
  const reasonOf = new Map(reasons.map(({ id, name }) => [id, name]))
  const personOf = new Map(people.map(({ id, name }) => [id, name]))
  const moment = (instant: string | null): Cell => (instant === null ? null : { instant })
  return {
    title: ctx.t('sales.file.title'),
    columns: columns.map(([key, width]) => ({ title: ctx.t(`sales.file.columns.${key}`), width })),
    rows: deals.map((deal): Cell[] => {
      const stage = stageOf.get(deal.stageId)
      const probability = deal.probability ?? stage?.probability ?? null
      return [
        deal.title,
        deal.contactName,
        stage?.name ?? null,
        personOf.get(deal.ownerId ?? '') ?? null,
        deal.amountMinor === null ? null : { amountMinor: deal.amountMinor, currency: deal.currency },
        deal.currency,
        probability === null ? null : { ratio: probability / 100 },
        deal.expectedClose,
        deal.nextStep,
        moment(deal.nextStepAt),
        moment(deal.stageEnteredAt),
        moment(deal.closedAt),
        reasonOf.get(deal.lostReasonId ?? '') ?? null,
      ]
    }),
  }
}
