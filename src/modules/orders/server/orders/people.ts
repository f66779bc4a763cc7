import * as identity from '#identity/server/public.ts'
import { memberRemoved } from '#identity/contract/events.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import type { AssignOrder, Order } from '#orders/contract/order.ts'
import * as history from '#orders/server/orders/history.store.ts'
import { whole } from '#orders/server/orders/orders.ts'
import * as store from '#orders/server/orders/orders.store.ts'
import { subjectOf, tellChange } from '#orders/server/orders/telling.ts'
import { colleagueUnknown, orderNotFound } from '#orders/server/problems.ts'

/** Who sees to it, and who brings it. */
export async function assign(ctx: Ctx, { id, assigneeId, driverId }: AssignOrder): Promise<Order> {
  const before = await store.lock(ctx, id)
  if (!before) throw orderNotFound()
  const colleagues = await identity.colleagues(ctx)
  const nameOf = (personId: string | null): string | null => colleagues.find((one) => one.id === personId)?.name ?? null
  for (const personId of [assigneeId, driverId]) if (personId && nameOf(personId) === null) throw colleagueUnknown()
  const after = {
    ...before,
    assigneeId: assigneeId === undefined ? before.assigneeId : assigneeId,
    driverId: driverId === undefined ? before.driverId : driverId,
    version: before.version + 1,
  }
  if (after.assigneeId === before.assigneeId && after.driverId === before.driverId) return whole(ctx, before)
  await store.update(ctx, after)
  const detail = { assigneeName: nameOf(after.assigneeId), driverName: nameOf(after.driverId) }
  await history.add(ctx, id, { kind: 'assigned', detail })
  ctx.audit({ action: 'orders.order.assigned', subject: subjectOf(after), after: detail })
  await tellChange(ctx, after)
  return whole(ctx, after)
}

/** Somebody left: what they had in hand is nobody's again. */
export const releaseOrders = job({
  name: 'orders.release-orders',
  payload: memberRemoved.data,
  run: async (ctx, { personId }) => {
    for (const row of await store.lockOpenOf(ctx, personId)) {
      const after = {
        ...row,
        assigneeId: row.assigneeId === personId ? null : row.assigneeId,
        driverId: row.driverId === personId ? null : row.driverId,
        version: row.version + 1,
      }
      await store.update(ctx, after)
      await tellChange(ctx, after)
    }
  },
})
