import type { Ctx } from '#kernel/ctx.ts'
import type { Board } from '#sales/contract/deal.ts'
import * as store from '#sales/server/deals/deals.store.ts'
import * as pipelines from '#sales/server/pipelines/pipelines.store.ts'
import { pipelineNotFound } from '#sales/server/problems.ts'

/** What was closed before is in lists and reports. */
const closedDays = 30
const most = 10_000

export async function get(ctx: Ctx, { id }: { id: string }): Promise<Board> {
  const closedSince = new Date(ctx.now.getTime() - closedDays * 86_400_000).toISOString()
  const [pipeline, cards] = await Promise.all([pipelines.find(ctx, id), store.board(ctx, id, closedSince, most + 1)])
  if (!pipeline) throw pipelineNotFound()
  // In the order of their places: a screen that puts one card elsewhere has next to nothing to sort.
  const placed = cards.slice(0, most).toSorted((a, b) => (a.rankKey < b.rankKey ? -1 : 1))
  return { pipelineId: id, cards: placed, closedSince, isCut: cards.length > most }
}
