import type { DemoPart } from '#kernel/module.ts'
import { loadPipelines, PipelinesDemo } from '#sales/server/demo/demo-pipelines.ts'
import { loadProposals, ProposalsDemo } from '#sales/server/signing/demo-proposals.ts'

/** What is being negotiated in a demo business, each thing at its moment. After contacts and conversations. */
export const salesDemo: DemoPart = {
  order: 40,
  async load(ctx, business) {
    await loadPipelines(ctx, business, PipelinesDemo.parse(business.data))
    await loadProposals(ctx, business, ProposalsDemo.parse(business.data))
  },
}
