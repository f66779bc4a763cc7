import type { DemoPart } from '#kernel/module.ts'
import { loadProposals, ProposalsDemo } from '#sales/server/signing/demo-proposals.ts'

/** What is being negotiated in a demo business, each thing at its moment. After contacts and conversations. */
export const salesDemo: DemoPart = {
  order: 40,
  async load(ctx, business) {
    await loadProposals(ctx, business, ProposalsDemo.parse(business.data))
  },
}
