import { organizationCreated, brandRemoved } from '#identity/contract/events.ts'
import { live, on, serve, type Live, type Reaction, type Route, type Topic } from '#kernel/module.ts'
import { canReadDeals } from '#sales/contract/permissions.ts'
import * as api from '#sales/contract/pipeline-api.ts'
import { pipelinesChanged } from '#sales/contract/pipeline-events.ts'
import { layOut } from '#sales/server/pipelines/layout.ts'
import * as pipelines from '#sales/server/pipelines/pipelines.ts'
import { forgetBrand } from '#sales/server/pipelines/pipelines.store.ts'

export const pipelineRoutes: readonly Route[] = [
  serve(api.listPipelines, pipelines.list),
  serve(api.createPipeline, pipelines.create),
  serve(api.createUsualPipeline, pipelines.createUsual),
  serve(api.updatePipeline, pipelines.update),
  serve(api.setPipelineArchival, pipelines.setArchival),
  serve(api.orderPipelines, pipelines.order),
  serve(api.listLostReasons, pipelines.listLostReasons),
  serve(api.writeLostReasons, pipelines.saveLostReasons),
]

const topic = 'sales.pipelines'

export const pipelineTopics: readonly Topic[] = [{ prefix: topic, mayWatch: (ctx) => Promise.resolve(ctx.can(canReadDeals)) }]

export const pipelineLives: readonly Live[] = [
  live(
    pipelinesChanged,
    () => [topic],
    (viewer, data) => (viewer.permissions.has(canReadDeals.code) ? data : null),
  ),
]

export const pipelineReactions: readonly Reaction[] = [
  on(organizationCreated, async (ctx) => {
    await layOut(ctx)
  }),
  on(brandRemoved, (ctx, { brandId }) => forgetBrand(ctx, brandId)),
]
