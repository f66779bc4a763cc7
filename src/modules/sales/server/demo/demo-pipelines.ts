import { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import type { DemoBusiness } from '#kernel/module.ts'
import { WriteRates } from '#sales/contract/exchange-rate.ts'
import { Stage, WritePipeline } from '#sales/contract/pipeline.ts'
import { DemoDeal, loadDeals, type StageByKey } from '#sales/server/demo/demo-deals.ts'
import { write as writeRates } from '#sales/server/exchange-rates/exchange-rates.ts'
import * as pipelines from '#sales/server/pipelines/pipelines.ts'

const DemoStage = Stage.pick({ name: true, kind: true, probability: true, color: true }).extend({
  key: z.string(),
  rottingDays: Stage.shape.rottingDays.default(null),
})
/** What this module reads of a demo business: `pipelines`, `deals`, `exchangeRates`. */
export const PipelinesDemo = z.object({
  pipelines: z
    .array(
      z.object({
        key: z.string(),
        name: z.string(),
        currency: z.string(),
        asksNextStep: z.boolean().default(false),
        stages: z.array(DemoStage),
      }),
    )
    .default([]),
  deals: z.array(DemoDeal).default([]),
  exchangeRates: WriteRates.shape.items.or(z.array(z.never())).default([]),
})

/** Writes pipelines through the module's own functions; their history in one go, with the same rows as the use cases would. */
export async function loadPipelines(ctx: Ctx, business: DemoBusiness, data: z.infer<typeof PipelinesDemo>): Promise<void> {
  const begin = new Date(ctx.now.getTime() - business.days * 86_400_000)
  const stageByKey = await business.at(begin, ctx.actor, async (then) => {
    const byKey = new Map<string, StageByKey extends ReadonlyMap<string, infer S> ? S : never>()
    // Every organization begins with a pipeline: the first one of the demo takes its place.
    const [usual] = (await pipelines.list(then)).items
    for (const [i, { key, name, currency, asksNextStep, stages }] of data.pipelines.entries()) {
      const input = WritePipeline.parse({
        name,
        currency,
        asksNextStep,
        stages: stages.map(({ key: _key, ...stage }, at) => ({
          ...stage,
          ...(i === 0 && usual?.stages[at] && { id: usual.stages[at].id }),
        })),
      })
      const made =
        i === 0 && usual
          ? await pipelines.update({ ...then, ifMatch: usual.version }, { id: usual.id, ...input })
          : await pipelines.create(then, input)
      made.stages.forEach((stage, at) => byKey.set(`${key} ${stages[at]?.key}`, { ...stage, pipelineId: made.id }))
    }
    if (data.exchangeRates.length > 0) await writeRates({ ...then, now: ctx.now }, { items: data.exchangeRates })
    return byKey
  })
  if (data.deals.length > 0) await loadDeals(ctx, business, data.deals, stageByKey)
}
