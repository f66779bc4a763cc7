import * as events from '#conversations/contract/events.ts'
import { canReadAll } from '#conversations/contract/permissions.ts'
import type { Metric } from '#kernel/module.ts'
import * as store from './clocks.store.ts'

/** Of the promises: how many are about to break or broken now, and how many were kept and broken in the period. */
export const slaMetrics: Metric = {
  code: 'sla',
  permission: canReadAll,
  order: 35,
  movedBy: [events.clockWarned, events.clockBreached, events.messageReceived, events.messageSent, events.conversationResolved],
  async measure(ctx, query) {
    const [now, period] = await Promise.all([store.standing(ctx, query.brandId), store.kept(ctx, query)])
    return [
      { code: 'sla_at_risk', shape: 'number', unit: 'count', value: now.atRisk, isNow: true, lowerIsBetter: true },
      { code: 'sla_late', shape: 'number', unit: 'count', value: now.late, isNow: true, lowerIsBetter: true },
      { code: 'sla_met', shape: 'number', unit: 'count', value: period.met },
      { code: 'sla_breached', shape: 'number', unit: 'count', value: period.breached, lowerIsBetter: true },
    ]
  },
}
