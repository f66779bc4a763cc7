import type { z } from 'zod'
import { addDays, dayIn } from '#kernel/contract/calendar-day.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import type { Figures, Forecast, Metrics } from '#sales/contract/figures.ts'
import type { Pipeline } from '#sales/contract/pipeline.ts'
import { CreateDeal } from '#sales/contract/deal.ts'
import * as deals from '#sales/server/deals/deals.ts'
import { moveMany } from '#sales/server/deals/moves.ts'

type Sold = Partial<z.input<typeof CreateDeal>>

/** An organization in the middle of a month, with its usual pipeline. */
export async function aShop(t: Parameters<typeof anOrg>[0]) {
  const shop = await anOrg(t)
  const now = shop.clock.now()
  const middle = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 15, 15)
  shop.clock.advance({ hours: (middle - now.getTime()) / 3_600_000 })
  const pipeline = (await shop.http.get('/pipelines')).body.items[0] as Pipeline
  const reasonId = (await shop.http.get('/lost-reasons')).body.items[0].id as string
  const stageId = (kind: string): string => pipeline.stages.find((stage) => stage.kind === kind)?.id ?? ''
  return {
    shop,
    pipeline,
    reasonId,
    stageId,
    sell: (sold: Sold = {}) => shop.run((ctx) => deals.create(ctx, CreateDeal.parse({ title: 'Catering', amountMinor: 100, ...sold }))),
    move: (ids: string[], kind: string) =>
      shop.run((ctx) =>
        moveMany(ctx, { dealIds: ids, stageId: stageId(kind), lostReasonId: kind === 'lost' ? reasonId : null, lostNote: null }),
      ),
    metrics: async (months = 12) => (await shop.http.get(`/pipelines/${pipeline.id}/metrics?months=${months}`)).body as Metrics,
    forecast: async () => (await shop.http.get(`/pipelines/${pipeline.id}/forecast`)).body as Forecast,
    figures: async () => (await shop.http.get(`/pipelines/${pipeline.id}/figures`)).body as Figures,
  }
}

export const dayOf = (shop: TestOrg, days = 0): string => addDays(dayIn('America/Argentina/Buenos_Aires', shop.clock.now()), days)
