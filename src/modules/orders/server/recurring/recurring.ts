import { variantsForSale } from '#commerce/server/public.ts'
import { names } from '#crm/server/public.ts'
import * as identity from '#identity/server/public.ts'
import { addDays, dayIn } from '#kernel/contract/calendar-day.ts'
import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import { recurringChanged } from '#orders/contract/recurring-order-events.ts'
import type {
  CreateRecurringOrder,
  ListRecurringOrders,
  RecurringOrder,
  RecurringRun,
  RecurringState,
  UpdateRecurringOrder,
} from '#orders/contract/recurring-order.ts'
import { frameOf } from '#orders/server/orders/frame.ts'
import { requireDestination } from '#orders/server/orders/placing.ts'
import { brandUnknown, recurringEnded, recurringGoods, recurringMoved, recurringNotFound, recurringPast } from '#orders/server/problems.ts'
import { dateAfter } from '#orders/server/recurring/dates.ts'
import * as store from '#orders/server/recurring/recurring.store.ts'
import { requireCovered } from '#orders/server/recurring/covered.ts'

const mostRuns = 24

export async function list(ctx: Ctx, input: ListRecurringOrders): Promise<Page<RecurringOrder>> {
  const { items, next } = await store.page(ctx, input)
  return { items: await shown(ctx, items), next }
}

export async function runs(ctx: Ctx, { id }: { id: string }): Promise<{ items: RecurringRun[] }> {
  if (!(await store.isThere(ctx, id))) throw recurringNotFound()
  return { items: await store.runs(ctx, id, mostRuns) }
}

export async function create(ctx: Ctx, input: CreateRecurringOrder): Promise<RecurringOrder> {
  const { brand, customer } = await frameOf(ctx, { ...input, conversationId: null })
  if (input.startsOn < dayIn(brand.zone, ctx.now)) throw recurringPast()
  await requireGoods(ctx, input.lines)
  requireDestination({ ...input, tableName: null })
  await requireCovered(ctx, brand.id, input)
  const row: store.RecurringRow = {
    ...input,
    id: ctx.newId(),
    brandId: brand.id,
    contactId: customer?.id ?? input.contactId,
    state: 'active',
    nextOn: input.startsOn,
    endsOn: input.endsOn !== null && input.endsOn < input.startsOn ? input.startsOn : input.endsOn,
    askedOn: null,
    createdAt: ctx.now.toISOString(),
    createdById: ctx.actor.kind === 'user' ? ctx.actor.id : null,
    createdByName: ctx.actor.kind === 'system' ? null : ctx.actor.name,
    version: 1,
  }
  await store.insert(ctx, row)
  ctx.audit({ action: 'orders.recurring.created', subject: await subjectOf(ctx, row), after: auditable(row) })
  return told(ctx, row)
}

export async function update(ctx: Ctx, { id, nextOn, ...changes }: UpdateRecurringOrder): Promise<RecurringOrder> {
  const before = await held(ctx, id)
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  if (before.nextOn === null) throw recurringEnded()
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
  const after: store.RecurringRow = { ...before, ...given, version: before.version + 1 }
  if (nextOn !== undefined && nextOn !== before.nextOn) {
    if (nextOn < dayIn(await zoneOf(ctx, before.brandId), ctx.now)) throw recurringPast()
    Object.assign(after, { startsOn: nextOn, nextOn })
  } else if (after.rhythm !== before.rhythm) after.startsOn = before.nextOn
  if (after.endsOn !== null && after.nextOn !== null && after.endsOn < after.nextOn) Object.assign(after, { nextOn: null, state: 'ended' })
  if (changes.lines) await requireGoods(ctx, after.lines)
  requireDestination({ ...after, tableName: null })
  if (changes.address || changes.zoneId || changes.fulfilment) await requireCovered(ctx, after.brandId, after)
  await store.update(ctx, after)
  ctx.audit({
    action: 'orders.recurring.updated',
    subject: await subjectOf(ctx, after),
    before: auditable(before),
    after: auditable(after),
  })
  return told(ctx, after)
}

export async function move(ctx: Ctx, { id, state }: { id: string; state: RecurringState }): Promise<RecurringOrder> {
  const before = await held(ctx, id)
  if (before.state === state) return (await shown(ctx, [before]))[0] as RecurringOrder
  if (before.nextOn === null) throw recurringEnded()
  const today = dayIn(await zoneOf(ctx, before.brandId), ctx.now)
  const next = state === 'active' && before.nextOn < today ? dateAfter(before, addDays(today, -1), today) : before.nextOn
  const nextOn = state === 'ended' ? null : next
  const after = { ...before, state: nextOn === null ? ('ended' as const) : state, nextOn, version: before.version + 1 }
  await store.update(ctx, after)
  ctx.audit({
    action: 'orders.recurring.moved',
    subject: await subjectOf(ctx, after),
    before: { state: before.state },
    after: { state: after.state },
  })
  return told(ctx, after)
}

export async function skip(ctx: Ctx, { id, on }: { id: string; on: string }): Promise<RecurringOrder> {
  const before = await held(ctx, id)
  if (before.nextOn === null) throw recurringEnded()
  if (before.nextOn !== on) throw recurringMoved()
  const nextOn = dateAfter(before, on, dayIn(await zoneOf(ctx, before.brandId), ctx.now))
  const after = { ...before, nextOn, ...(nextOn === null && { state: 'ended' as const }), version: before.version + 1 }
  const run = {
    id: ctx.newId(),
    dueOn: on,
    outcome: 'skipped' as const,
    orderId: null,
    leftOut: [],
    problem: null,
    at: ctx.now.toISOString(),
  }
  await store.addRun(ctx, id, run)
  await store.update(ctx, after)
  ctx.audit({ action: 'orders.recurring.skipped', subject: await subjectOf(ctx, after), after: { on } })
  return told(ctx, after)
}

async function zoneOf(ctx: Ctx, brandId: string): Promise<string> {
  const brand = (await identity.brands(ctx)).find(({ id }) => id === brandId)
  if (!brand) throw brandUnknown()
  return brand.zone
}

async function held(ctx: Ctx, id: string): Promise<store.RecurringRow> {
  const row = await store.lock(ctx, id)
  if (!row) throw recurringNotFound()
  return row
}

async function requireGoods(ctx: Ctx, lines: CreateRecurringOrder['lines']): Promise<void> {
  const ids = new Set(lines.map(({ variantId }) => variantId))
  const known = await variantsForSale(ctx, [...ids])
  if (known.length < ids.size) throw recurringGoods()
  for (const { variantId, modifierIds } of lines) {
    const groups = known.find(({ id }) => id === variantId)?.modifierGroups ?? []
    const offered = new Set(groups.flatMap(({ modifiers }) => modifiers.map(({ id }) => id)))
    if (modifierIds.some((id) => !offered.has(id))) throw recurringGoods()
  }
}

async function told(ctx: Ctx, row: store.RecurringRow): Promise<RecurringOrder> {
  await ctx.emit(recurringChanged, { id: row.id, contactId: row.contactId })
  return (await shown(ctx, [row]))[0] as RecurringOrder
}

/** With the names that people read, as things are called now. */
async function shown(ctx: Ctx, rows: readonly store.RecurringRow[]): Promise<RecurringOrder[]> {
  if (rows.length === 0) return []
  const ids = rows.flatMap(({ lines }) => lines.map(({ variantId }) => variantId))
  const nameById = await names(
    ctx,
    rows.map(({ contactId }) => contactId),
  )
  const sold = new Map((await variantsForSale(ctx, ids)).map((one) => [one.id, one]))
  const last = new Map(
    (
      await store.lastRuns(
        ctx,
        rows.map(({ id }) => id),
      )
    ).map(({ recurringId, ...run }) => [recurringId, run]),
  )
  return rows.map(({ askedOn: _asked, createdById: _by, ...row }) => ({
    ...row,
    contactName: nameById.get(row.contactId) ?? '',
    lastRun: last.get(row.id) ?? null,
    lines: row.lines.map((line) => {
      const variant = sold.get(line.variantId)
      const called = new Map(variant?.modifierGroups.flatMap(({ modifiers }) => modifiers.map(({ id, name }) => [id, name] as const)))
      return {
        ...line,
        productId: variant?.productId ?? null,
        name: variant?.name ?? '',
        unit: variant?.unit ?? 'piece',
        modifierNames: line.modifierIds.flatMap((id) => called.get(id) ?? []),
        isSold: variant !== undefined && variant.refusal !== 'archived',
      }
    }),
  }))
}

export const subjectOf = async (ctx: Ctx, { id, contactId }: Pick<store.RecurringRow, 'id' | 'contactId'>) => ({
  kind: 'recurring-order',
  id,
  name: (await names(ctx, [contactId])).get(contactId) ?? '',
})

const auditable = ({ rhythm, nextOn, endsOn, makes, askDays, lines, fulfilment }: store.RecurringRow) => ({
  rhythm,
  nextOn,
  endsOn,
  makes,
  askDays,
  fulfilment,
  lineCount: lines.length,
})
