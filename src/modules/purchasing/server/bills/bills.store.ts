import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { list } from '#kernel/db/listing.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'
import type { Bill, BillCard, ListBills } from '#purchasing/contract/bill.ts'

/** A bill as it is kept, without its lines and payments. */
export type BillRow = Omit<Bill, 'lines' | 'payments'>

const cardColumns = sql`b.id, b.supplier_id as "supplierId", s.name as "supplierName", s.contact_id as "contactId",
  b.order_id as "orderId", o.number as "orderNumber", b.kind, b.number, b.billed_on as "billedOn", b.due_on as "dueOn", b.currency,
  b.total_minor as "totalMinor", case when b.state = 'void' then 0 else b.total_minor - b.paid_minor end as "owedMinor", b.state,
  b.is_held as "isHeld", b.at, b.version`
const columns = sql`${cardColumns}, b.net_minor as "netMinor", b.tax_minor as "taxMinor", b.other_minor as "otherMinor", b.note,
  b.by_name as "byName", b.released_by_name as "releasedByName", b.void_reason as "voidReason", b.differences`
const from = sql`from purchasing.bill b join purchasing.supplier s on s.org_id = b.org_id and s.id = b.supplier_id
  left join purchasing.purchase_order o on o.org_id = b.org_id and o.id = b.order_id`

export function page(ctx: Ctx, asked: ListBills, words: readonly string[]): Promise<Page<BillCard>> {
  const { supplierId, orderId, contactId, search: _search, ...input } = asked
  const where: Statement[] = []
  if (supplierId) where.push(sql`b.supplier_id = ${supplierId}`)
  if (orderId) where.push(sql`b.order_id = ${orderId}`)
  if (contactId) where.push(sql`s.contact_id = ${contactId}`)
  for (const word of words) where.push(sql`(position(${word} in s.search_text) > 0 or position(${word} in lower(b.number)) > 0)`)
  return list<BillCard>(
    ctx,
    {
      from,
      columns: cardColumns,
      where,
      fields: {
        dueOn: { column: sql`b.due_on`, type: 'date', sortable: true, filterable: true },
        billedOn: { column: sql`b.billed_on`, type: 'date', sortable: true, filterable: true },
        at: { column: sql`b.at`, type: 'instant', sortable: true, filterable: true },
        totalMinor: { column: sql`b.total_minor`, type: 'number', sortable: true },
        state: { column: sql`b.state`, type: 'text', filterable: true },
        kind: { column: sql`b.kind`, type: 'text', filterable: true },
        isHeld: { column: sql`b.is_held`, type: 'boolean', filterable: true },
      },
      defaultSort: 'dueOn',
      tieBreaker: sql`b.id`,
    },
    input,
  )
}

export async function find(ctx: Ctx, id: string): Promise<BillRow | undefined> {
  const [row] = await ctx.sql<BillRow>`select ${columns} ${from} where b.id = ${id}`
  return row
}

export const cards = (ctx: Ctx, ids: readonly string[]): Promise<BillCard[]> =>
  ctx.sql<BillCard>`select ${cardColumns} ${from} where b.id = any(${ids}) order by b.due_on, b.id`

/** Held in the order of their ids, so that two who pay several never wait for each other. */
export const lockAll = (ctx: Ctx, ids: readonly string[]): Promise<BillRow[]> =>
  ctx.sql<BillRow>`select ${columns} ${from} where b.id = any(${ids}) order by b.id for no key update of b`

/** `false`: the supplier has sent one of this number already. */
export async function insert(ctx: Ctx, bill: BillRow, lines: readonly Bill['lines'][number][]): Promise<boolean> {
  const rows = await ctx.sql`
    insert into purchasing.bill (id, supplier_id, order_id, kind, number, billed_on, due_on, currency, net_minor, tax_minor, other_minor,
      total_minor, state, differences, is_held, note, at, by_id, by_name)
    values (${bill.id}, ${bill.supplierId}, ${bill.orderId}, ${bill.kind}, ${bill.number}, ${bill.billedOn}::date, ${bill.dueOn}::date,
      ${bill.currency}, ${bill.netMinor}, ${bill.taxMinor}, ${bill.otherMinor}, ${bill.totalMinor}, ${bill.state},
      ${JSON.stringify(bill.differences)}::jsonb, ${bill.isHeld}, ${bill.note}, ${bill.at},
      ${ctx.actor.kind === 'system' ? null : ctx.actor.id}, ${bill.byName})
    on conflict (org_id, supplier_id, kind, number) where state <> 'void' do nothing returning true as done`
  if (rows.length === 0) return false
  if (lines.length > 0)
    await ctx.sql`
      insert into purchasing.bill_line (id, bill_id, order_line_id, position, quantity_milli, price_minor, total_minor)
      select l.id, ${bill.id}, l."orderLineId", l.position, l."quantityMilli", l."priceMinor", l."totalMinor"
      from jsonb_to_recordset(${JSON.stringify(lines.map((line, position) => ({ ...line, position })))}::jsonb) as l(id uuid,
        "orderLineId" uuid, position bigint, "quantityMilli" bigint, "priceMinor" bigint, "totalMinor" bigint)`
  return true
}

export const lines = (ctx: Ctx, billId: string): Promise<Bill['lines']> =>
  ctx.sql<Bill['lines'][number]>`
    select l.id, l.order_line_id as "orderLineId", o.name, l.quantity_milli as "quantityMilli", l.price_minor as "priceMinor",
      l.total_minor as "totalMinor"
    from purchasing.bill_line l join purchasing.order_line o on o.org_id = l.org_id and o.id = l.order_line_id
    where l.bill_id = ${billId} order by l.position`

export const payments = (ctx: Ctx, billId: string): Promise<Bill['payments']> =>
  ctx.sql<Bill['payments'][number]>`
    select p.id, p.method, t.amount_minor as "amountMinor", p.paid_on as "paidOn", p.reference, p.by_name as "byName"
    from purchasing.payment_part t join purchasing.supplier_payment p on p.org_id = t.org_id and p.id = t.payment_id
    where t.bill_id = ${billId} order by p.paid_on desc, p.id desc`

export async function release(ctx: Ctx, id: string, byName: string): Promise<void> {
  await ctx.sql`
    update purchasing.bill set is_held = false, released_by_name = ${byName}, version = version + 1 where id = ${id}`
}

export async function makeVoid(ctx: Ctx, id: string, reason: string): Promise<void> {
  await ctx.sql`
    update purchasing.bill set state = 'void', is_held = false, void_reason = ${reason}, version = version + 1 where id = ${id}`
}

export type NewPayment = {
  id: string
  supplierId: string
  method: string
  amountMinor: number
  currency: string
  paidOn: string
  reference: string
  parts: readonly { billId: string; amountMinor: number }[]
}

/** The bills are held. What is paid in full is paid; the CHECK of the table holds what nobody asked. */
export async function pay(ctx: Ctx, payment: NewPayment): Promise<void> {
  const { actor } = ctx
  const parts = JSON.stringify(payment.parts)
  await ctx.sql`
    insert into purchasing.supplier_payment (id, supplier_id, method, amount_minor, currency, paid_on, reference, at, by_id, by_name)
    values (${payment.id}, ${payment.supplierId}, ${payment.method}, ${payment.amountMinor}, ${payment.currency},
      ${payment.paidOn}::date, ${payment.reference}, ${ctx.now}, ${actor.kind === 'system' ? null : actor.id},
      ${actor.kind === 'system' ? null : actor.name})`
  await ctx.sql`
    insert into purchasing.payment_part (payment_id, bill_id, amount_minor)
    select ${payment.id}, p."billId", p."amountMinor" from jsonb_to_recordset(${parts}::jsonb) as p("billId" uuid, "amountMinor" bigint)`
  await ctx.sql`
    update purchasing.bill b set paid_minor = b.paid_minor + p."amountMinor",
      state = case when b.paid_minor + p."amountMinor" = b.total_minor then 'paid' else b.state end, version = b.version + 1
    from jsonb_to_recordset(${parts}::jsonb) as p("billId" uuid, "amountMinor" bigint)
    where b.id = any(${payment.parts.map(({ billId }) => billId)}) and b.id = p."billId"`
}

export type Owed = {
  supplierId: string
  supplierName: string
  contactId: string | null
  currency: string
  dueOn: string
  owedMinor: number
}

/** Everything that is open, by supplier and day; credits below zero. */
export const owed = (ctx: Ctx): Promise<Owed[]> =>
  ctx.sql<Owed>`
    select b.supplier_id as "supplierId", s.name as "supplierName", s.contact_id as "contactId", b.currency, b.due_on as "dueOn",
      sum(case when b.kind = 'bill' then b.total_minor - b.paid_minor else b.paid_minor - b.total_minor end)::bigint as "owedMinor"
    from purchasing.bill b join purchasing.supplier s on s.org_id = b.org_id and s.id = b.supplier_id
    where b.state = 'open' group by b.supplier_id, s.name, s.contact_id, b.currency, b.due_on`

/** Whether nothing of an order's bills is open any more, and there are some. */
export async function isSettled(ctx: Ctx, orderId: string): Promise<boolean> {
  const [row] = await ctx.sql<{ count: number; open: number }>`
    select count(*) as count, count(*) filter (where b.state = 'open') as open from purchasing.bill b
    where b.order_id = ${orderId} and b.state <> 'void' and b.kind = 'bill'`
  return (row?.count ?? 0) > 0 && row?.open === 0
}

/** Bills that are owed, those among them that are overdue on a day, and those that somebody has to look at. */
export async function countOpen(ctx: Ctx, day: string): Promise<{ open: number; overdue: number; held: number }> {
  const [row] = await ctx.sql<{ open: number; overdue: number; held: number }>`
    select count(*) as open, count(*) filter (where b.due_on < ${day}::date) as overdue, count(*) filter (where b.is_held) as held
    from purchasing.bill b where b.state = 'open' and b.kind = 'bill'`
  return row ?? { open: 0, overdue: 0, held: 0 }
}
