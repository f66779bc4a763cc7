import { z } from 'zod'

export const purchaseStates = ['draft', 'sent', 'partially_received', 'received', 'billed', 'closed', 'cancelled'] as const
export const PurchaseState = z.enum(purchaseStates)
export type PurchaseState = z.infer<typeof PurchaseState>

/** Whether somebody has to agree before it leaves, and whether they did. */
export const ApprovalState = z.enum(['none', 'needed', 'approved', 'refused'])
export type ApprovalState = z.infer<typeof ApprovalState>

/** What can be done to an order. `receive` and `bill` lead to where its lines then stand. */
export type PurchaseAction = 'edit' | 'approve' | 'send' | 'receive' | 'return' | 'bill' | 'close' | 'cancel'

/** What of an order decides what can be done to it. */
export type Standing = {
  state: PurchaseState
  approval: ApprovalState
  lineCount: number
  hasReceived: boolean
  hasBills: boolean
}

/** Why it cannot be done; the words are those of the problem `purchasing.action_refused`. */
export type Refusal = 'state' | 'no_lines' | 'approval_needed' | 'approval_refused' | 'no_approval' | 'received' | 'billed'

const allowed: Readonly<Record<PurchaseAction, readonly PurchaseState[]>> = {
  edit: ['draft'],
  approve: ['draft'],
  send: ['draft'],
  receive: ['sent', 'partially_received'],
  return: ['partially_received', 'received', 'billed', 'closed'],
  bill: ['sent', 'partially_received', 'received', 'billed'],
  close: ['partially_received', 'received', 'billed'],
  cancel: ['draft', 'sent'],
}

/** `null`: it can be done. */
export function refusalOf(standing: Standing, action: PurchaseAction): Refusal | null {
  if (!allowed[action].includes(standing.state)) return action === 'cancel' && standing.hasReceived ? 'received' : 'state'
  if (action === 'send') {
    if (standing.lineCount === 0) return 'no_lines'
    if (standing.approval === 'needed') return 'approval_needed'
    if (standing.approval === 'refused') return 'approval_refused'
  }
  if (action === 'approve' && (standing.approval === 'none' || standing.approval === 'approved')) return 'no_approval'
  if (action === 'cancel' && standing.hasReceived) return 'received'
  if (action === 'cancel' && standing.hasBills) return 'billed'
  return null
}

export const actionsOf = (standing: Standing): PurchaseAction[] =>
  (Object.keys(allowed) as PurchaseAction[]).filter((action) => refusalOf(standing, action) === null)

/** Thousandths of the supplier's unit; `receivedMilli` and `billedMilli` less what went back. */
export type Progress = { orderedMilli: number; receivedMilli: number; billedMilli: number }

/** A line is complete with what is missing at most as short as is tolerated. */
export const isComplete = ({ orderedMilli, receivedMilli }: Progress, shortBasisPoints: number): boolean =>
  BigInt(receivedMilli) * 10_000n >= BigInt(orderedMilli) * BigInt(10_000 - shortBasisPoints)

/** More than was ordered and is tolerated. */
export const isTooMuch = ({ orderedMilli, receivedMilli }: Omit<Progress, 'billedMilli'>, overBasisPoints: number): boolean =>
  BigInt(receivedMilli) * 10_000n > BigInt(orderedMilli) * BigInt(10_000 + overBasisPoints)

/** Where an order that was sent stands by what came of it and what was billed of that. Closed and cancelled ones stay so. */
export function stateFrom(state: PurchaseState, lines: readonly Progress[], shortBasisPoints: number): PurchaseState {
  if (state === 'draft' || state === 'closed' || state === 'cancelled') return state
  if (state === 'sent' && lines.every(({ receivedMilli }) => receivedMilli === 0)) return 'sent'
  if (!lines.every((line) => isComplete(line, shortBasisPoints))) return 'partially_received'
  return lines.every((line) => line.billedMilli >= line.receivedMilli) ? 'billed' : 'received'
}
