import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'

/** A pipeline, its stages, their order or, with `null`, the reasons why deals are lost. */
export const pipelinesChanged = event('sales.pipeline.changed', z.object({ pipelineId: Id.nullable() }))
