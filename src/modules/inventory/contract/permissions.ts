import { permission } from '#kernel/contract/declare.ts'

export const canReadStock = permission('inventory.read-stock')
/** Receive, move from one place to another, correct with a reason, produce. */
export const canMoveStock = permission('inventory.move-stock')
export const canCountStock = permission('inventory.count-stock')
/** Make what a count found the truth. */
export const canApproveCounts = permission('inventory.approve-counts')
/** What is counted and how, places, recipes, who is told, how it is valued. */
export const canManageStock = permission('inventory.manage-stock')
