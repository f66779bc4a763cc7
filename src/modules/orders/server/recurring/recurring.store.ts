import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { list } from '#kernel/db/listing.ts'
import { sql } from '#kernel/db/sql.ts'
import type { BasketLine } from '#commerce/contract/quote.ts'
import type { ListRecurringOrders, RecurringOrder, RecurringRun } from '#orders/contract/recurring-order.ts'

export type RecurringRow = Omit<RecurringOrder, 'lines' | 'contactName' | 'lastRun'> & {
  lines: BasketLine[]
  askedOn: string | null
  createdById: string | null
}

const columns = sql`r.id, r.brand_id as "brandId", r.contact_id as "contactId", r.door, r.state, r.rhythm, r.starts_on::text as "startsOn",
  r.next_on::text as "nextOn", r.ends_on::text as "endsOn", r.wanted_minute as "wantedMinute", r.makes, r.ask_days as "askDays",
  r.asked_on::text as "askedOn", r.fulfilment, r.address, r.zone_id as "zoneId", r.note, r.payment_method as "paymentMethod", r.lines,
  r.created_at as "createdAt", r.created_by_id as "createdById", r.created_by_name as "createdByName", r.version`

export function page(ctx: Ctx, { contactId, brandId, show, ...listing }: ListRecurringOrders): Promise<Page<RecurringRow>> {
  return list<RecurringRow>(
    ctx,
    {
      from: sql`from orders.recurring_order r`,
      columns,
      where: [
        show === 'ended' ? sql`r.state = 'ended'` : sql`r.state <> 'ended'`,
        ...(contactId ? [sql`r.contact_id = ${contactId}`] : []),
        ...(brandId ? [sql`r.brand_id = ${brandId}`] : []),
      ],
      fields: {
        nextOn: { column: sql`r.next_on`, type: 'date', sortable: true },
        createdAt: { column: sql`r.created_at`, type: 'instant', sortable: true },
      },
      defaultSort: show === 'ended' ? '-createdAt' : 'nextOn',
      tieBreaker: sql`r.id`,
    },
    { ...listing, filter: [] },
  )
}

/** Those whose date is there by a day, or whose customer has to be asked by then and was not. */
export const coming = (ctx: Ctx, day: string): Promise<RecurringRow[]> =>
  ctx.sql<RecurringRow>`
    select ${columns} from orders.recurring_order r
    where r.state = 'active' and r.next_on <= ${day}::date + 14
      and r.next_on - case when r.asked_on is distinct from r.next_on then coalesce(r.ask_days, 0)::int else 0 end <= ${day}::date
    order by r.next_on, r.id limit 500`

export async function isThere(ctx: Ctx, id: string): Promise<boolean> {
  return (await ctx.sql`select true as "isThere" from orders.recurring_order r where r.id = ${id}`).length > 0
}

export async function lock(ctx: Ctx, id: string): Promise<RecurringRow | undefined> {
  const [row] = await ctx.sql<RecurringRow>`select ${columns} from orders.recurring_order r where r.id = ${id} for no key update`
  return row
}

export async function insert(ctx: Ctx, row: RecurringRow): Promise<void> {
  await ctx.sql`
    insert into orders.recurring_order (id, brand_id, contact_id, door, state, rhythm, starts_on, next_on, ends_on, wanted_minute, makes,
      ask_days, fulfilment, address, zone_id, note, payment_method, lines, created_at, created_by_id, created_by_name)
    values (${row.id}, ${row.brandId}, ${row.contactId}, ${row.door}, ${row.state}, ${row.rhythm}, ${row.startsOn}, ${row.nextOn},
      ${row.endsOn}, ${row.wantedMinute}, ${row.makes}, ${row.askDays}, ${row.fulfilment},
      ${row.address === null ? null : JSON.stringify(row.address)}::jsonb, ${row.zoneId}, ${row.note}, ${row.paymentMethod},
      ${JSON.stringify(row.lines)}::jsonb, ${row.createdAt}, ${row.createdById}, ${row.createdByName})`
}

export async function update(ctx: Ctx, row: RecurringRow): Promise<void> {
  await ctx.sql`
    update orders.recurring_order set state = ${row.state}, rhythm = ${row.rhythm}, starts_on = ${row.startsOn}, next_on = ${row.nextOn},
      ends_on = ${row.endsOn}, wanted_minute = ${row.wantedMinute}, makes = ${row.makes}, ask_days = ${row.askDays},
      fulfilment = ${row.fulfilment},
      address = ${row.address === null ? null : JSON.stringify(row.address)}::jsonb, zone_id = ${row.zoneId}, note = ${row.note},
      payment_method = ${row.paymentMethod}, lines = ${JSON.stringify(row.lines)}::jsonb, version = ${row.version}
    where id = ${row.id}`
}

const runColumns = sql`n.id, n.due_on::text as "dueOn", n.outcome, n.order_id as "orderId", n.left_out as "leftOut", n.problem, n.at`

/** `false`: that date was dealt with before. */
export async function addRun(ctx: Ctx, recurringId: string, run: RecurringRun): Promise<boolean> {
  const rows = await ctx.sql`
    insert into orders.recurring_run (id, recurring_id, due_on, outcome, order_id, left_out, problem, at)
    values (${run.id}, ${recurringId}, ${run.dueOn}, ${run.outcome}, ${run.orderId}, ${JSON.stringify(run.leftOut)}::jsonb, ${run.problem},
      ${run.at})
    on conflict (org_id, recurring_id, due_on) do nothing returning id`
  return rows.length > 0
}

export const runs = (ctx: Ctx, recurringId: string, limit: number): Promise<RecurringRun[]> =>
  ctx.sql<RecurringRun>`
    select ${runColumns} from orders.recurring_run n where n.recurring_id = ${recurringId} order by n.due_on desc limit ${limit}`

export const lastRuns = (ctx: Ctx, ids: readonly string[]): Promise<(RecurringRun & { recurringId: string })[]> =>
  ctx.sql<RecurringRun & { recurringId: string }>`
    select distinct on (n.recurring_id) n.recurring_id as "recurringId", ${runColumns} from orders.recurring_run n
    where n.recurring_id = any(${ids}) order by n.recurring_id, n.due_on desc`

/** The date that its customer was asked about; nothing that anybody wrote changes with it. */
export async function setAsked(ctx: Ctx, id: string, on: string): Promise<void> {
  await ctx.sql`update orders.recurring_order set asked_on = ${on} where id = ${id}`
}

type Merge = { mergeId: string; survivorId: string; loserId: string }

/** What was one contact's is another's; by a merge, until that is undone. */
export const handOver = (ctx: Ctx, { mergeId, survivorId, loserId }: Merge): Promise<{ id: string }[]> =>
  ctx.sql<{ id: string }>`
    update orders.recurring_order set contact_id = ${survivorId}, merged_by = merged_by || ${mergeId}::uuid, version = version + 1
    where contact_id = ${loserId} returning id`

export const handBack = (ctx: Ctx, { mergeId, survivorId, loserId }: Merge): Promise<{ id: string }[]> =>
  ctx.sql<{ id: string }>`
    update orders.recurring_order set contact_id = ${loserId}, merged_by = array_remove(merged_by, ${mergeId}::uuid), version = version + 1
    where contact_id = ${survivorId} and ${mergeId}::uuid = any (merged_by) returning id`
