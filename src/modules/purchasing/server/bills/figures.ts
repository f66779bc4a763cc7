import { dayIn } from '#kernel/contract/calendar-day.ts'
import type { Metric } from '#kernel/module.ts'
import { canReadPayables } from '#purchasing/contract/permissions.ts'
import { payableChanged } from '#purchasing/contract/purchase-events.ts'
import * as store from '#purchasing/server/bills/bills.store.ts'

/** How many bills wait to be paid and how many of them are overdue, whatever the period. Amounts stand on their own page. */
export const payableMetrics: readonly Metric[] = [
  {
    code: 'payables',
    permission: canReadPayables,
    order: 80,
    movedBy: [payableChanged],
    async measure(ctx) {
      const { open, overdue, held } = await store.countOpen(ctx, dayIn(ctx.zone, ctx.now))
      const figure = { shape: 'number', unit: 'count', isNow: true, lowerIsBetter: true } as const
      return [
        { ...figure, code: 'bills_owed', value: open },
        { ...figure, code: 'bills_overdue', value: overdue },
        { ...figure, code: 'bills_held', value: held },
      ]
    },
  },
]
