import { permission } from '#kernel/contract/declare.ts'

export const canReadDeals = permission('sales.read-deals')
export const canWriteDeals = permission('sales.write-deals')
/** Pipelines, their stages, and the reasons why deals are lost. */
export const canManagePipelines = permission('sales.manage-pipelines')
export const canReadProposals = permission('sales.read-proposals')
export const canWriteProposals = permission('sales.write-proposals')
/** Let a proposal above the agreed amount leave the house. */
export const canApproveProposals = permission('sales.approve-proposals')
/** What proposals are made from: templates, numbering, and the amount above which they need a yes. */
export const canManageTemplates = permission('sales.manage-templates')
