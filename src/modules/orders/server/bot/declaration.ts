import { contactMerged } from '#crm/contract/events.ts'
import type { Dialogue } from '#kernel/dialogue.ts'
import type { JobType } from '#kernel/jobs/job.ts'
import { on, type PersonalData, type Reaction } from '#kernel/module.ts'
import * as carts from '#orders/server/carts/carts.store.ts'
import { remindCart } from '#orders/server/carts/remind.job.ts'
import { takeOrder } from './taking.ts'

export const botDialogues: readonly Dialogue[] = [takeOrder]
export const botJobs: readonly JobType[] = [remindCart as JobType]
export const botReactions: readonly Reaction[] = [on(contactMerged, (ctx, { loserId, survivorId }) => carts.give(ctx, loserId, survivorId))]

export const botPersonalData: readonly PersonalData[] = [
  {
    table: 'orders.bot_cart',
    subject: 'contact',
    columns: ['place'],
    rows: { by: 'contact_id' },
    purpose: 'orders.personal-data.purchase',
    onErasure: 'delete',
    order: 'created_at',
  },
]
export const botImpersonal: Readonly<Record<string, string>> = {
  'orders.bot_cart.run_key': 'Which run of a bot it belongs to.',
  'orders.bot_cart.state': 'What became of it.',
}
