import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { canManagePipelines, canReadDeals } from '#sales/contract/permissions.ts'
import { LostReason, Pipeline, WritePipeline } from '#sales/contract/pipeline.ts'

const Nothing = z.object({})
const Pipelines = z.object({ items: z.array(Pipeline) })
/** `version` 0: as they come, nobody has said otherwise. */
const LostReasons = z.object({ items: z.array(LostReason), version: z.int() })

/** In their order, with their stages; archived ones last. */
export const listPipelines = endpoint({ method: 'GET', path: '/pipelines', permission: canReadDeals, input: Nothing, output: Pipelines })
export const createPipeline = endpoint({
  method: 'POST',
  path: '/pipelines',
  permission: canManagePipelines,
  input: WritePipeline,
  output: Pipeline,
})
/** The usual stages, in the language of whoever asks. */
export const createUsualPipeline = endpoint({
  method: 'POST',
  path: '/usual-pipelines',
  permission: canManagePipelines,
  input: Nothing,
  output: Pipeline,
})
export const updatePipeline = endpoint({
  method: 'PUT',
  path: '/pipelines/:id',
  permission: canManagePipelines,
  input: WritePipeline.extend({ id: Id }),
  output: Pipeline,
  versioned: true,
})
/** Only without open deals; what was sold in it stays in the reports. */
export const setPipelineArchival = endpoint({
  method: 'PUT',
  path: '/pipelines/:id/archival',
  permission: canManagePipelines,
  input: z.object({ id: Id, isArchived: z.boolean() }),
  output: Pipeline,
})
/** All that are not archived, each once. */
export const orderPipelines = endpoint({
  method: 'PUT',
  path: '/pipeline-order',
  permission: canManagePipelines,
  input: z.object({ ids: z.array(Id).max(100) }),
  output: Pipelines,
})

export const listLostReasons = endpoint({
  method: 'GET',
  path: '/lost-reasons',
  permission: canReadDeals,
  input: Nothing,
  output: LostReasons,
})
/** All of them in their order; those left out are offered no more. */
export const writeLostReasons = endpoint({
  method: 'PUT',
  path: '/lost-reasons',
  permission: canManagePipelines,
  input: z.object({ items: z.array(z.object({ id: Id.optional(), name: z.string().trim().min(1).max(80) })).max(100) }),
  output: LostReasons,
  versioned: true,
})
