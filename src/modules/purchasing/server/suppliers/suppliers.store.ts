import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { list } from '#kernel/db/listing.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'
import type { ListSuppliers, SupplierCard } from '#purchasing/contract/supplier.ts'

/** A supplier as it is kept. */
export type SupplierRow = Omit<SupplierCard, 'itemCount' | 'openOrderCount' | 'lastOrderAt' | 'owedMinor' | 'overdueMinor'>

const columns = sql`s.id, s.contact_id as "contactId", s.name, s.currency, s.terms_days as "termsDays",
  s.is_from_month_end as "isFromMonthEnd", s.lead_days as "leadDays", s.least_order_minor as "leastOrderMinor", s.note,
  s.archived_at as "archivedAt", s.created_at as "createdAt", s.version`

const cardColumns = (today: string): Statement => sql`${columns},
  (select count(*) from purchasing.supplier_item i where i.supplier_id = s.id and i.archived_at is null) as "itemCount",
  (select count(*) from purchasing.purchase_order o where o.supplier_id = s.id and o.closed_at is null) as "openOrderCount",
  (select max(o.created_at) from purchasing.purchase_order o where o.supplier_id = s.id) as "lastOrderAt",
  (select coalesce(sum(case when b.kind = 'bill' then b.total_minor - b.paid_minor else b.paid_minor - b.total_minor end), 0)::bigint
    from purchasing.bill b where b.supplier_id = s.id and b.state = 'open') as "owedMinor",
  (select coalesce(sum(case when b.kind = 'bill' then b.total_minor - b.paid_minor else b.paid_minor - b.total_minor end), 0)::bigint
    from purchasing.bill b where b.supplier_id = s.id and b.state = 'open' and b.due_on < ${today}::date) as "overdueMinor"`

export function page(ctx: Ctx, asked: ListSuppliers, words: readonly string[], today: string): Promise<Page<SupplierCard>> {
  const { contactId, show, search: _search, ...input } = asked
  const where: Statement[] = []
  if (contactId) where.push(sql`s.contact_id = ${contactId}`)
  if (show !== 'all') where.push(show === 'active' ? sql`s.archived_at is null` : sql`s.archived_at is not null`)
  // A business has hundreds of suppliers, not hundreds of thousands: they are looked through.
  for (const word of words) where.push(sql`position(${word} in s.search_text) > 0`)
  return list<SupplierCard>(
    ctx,
    {
      from: sql`from purchasing.supplier s`,
      columns: cardColumns(today),
      where,
      fields: {
        name: { column: sql`s.search_text`, type: 'text', sortable: true },
        createdAt: { column: sql`s.created_at`, type: 'instant', sortable: true },
      },
      defaultSort: 'name',
      tieBreaker: sql`s.id`,
    },
    input,
  )
}

export async function card(ctx: Ctx, id: string, today: string): Promise<SupplierCard | undefined> {
  const [row] = await ctx.sql<SupplierCard>`select ${cardColumns(today)} from purchasing.supplier s where s.id = ${id}`
  return row
}

export async function find(ctx: Ctx, id: string): Promise<SupplierRow | undefined> {
  const [row] = await ctx.sql<SupplierRow>`select ${columns} from purchasing.supplier s where s.id = ${id}`
  return row
}

/** Held: whoever else changes what concerns it waits. */
export async function lock(ctx: Ctx, id: string): Promise<SupplierRow | undefined> {
  const [row] = await ctx.sql<SupplierRow>`select ${columns} from purchasing.supplier s where s.id = ${id} for no key update`
  return row
}

export const ofContact = (ctx: Ctx, contactId: string): Promise<SupplierRow[]> =>
  ctx.sql<SupplierRow>`select ${columns} from purchasing.supplier s where s.contact_id = ${contactId} order by s.created_at`

/** Whoever else makes a supplier of a contact waits here until this transaction is over. */
export async function takeTurn(ctx: Ctx, contactId: string): Promise<void> {
  await ctx.sql`select pg_advisory_xact_lock(hashtextextended(${`purchasing.supplier ${ctx.org} ${contactId}`}, 0))`
}

export async function insert(ctx: Ctx, supplier: SupplierRow, searchText: string): Promise<void> {
  await ctx.sql`
    insert into purchasing.supplier (id, contact_id, name, currency, terms_days, is_from_month_end, lead_days, least_order_minor, note,
      search_text, created_at)
    values (${supplier.id}, ${supplier.contactId}, ${supplier.name}, ${supplier.currency}, ${supplier.termsDays},
      ${supplier.isFromMonthEnd}, ${supplier.leadDays}, ${supplier.leastOrderMinor}, ${supplier.note}, ${searchText},
      ${supplier.createdAt})`
}

/** Writes back a supplier that is held. */
export async function update(ctx: Ctx, supplier: SupplierRow): Promise<void> {
  await ctx.sql`
    update purchasing.supplier set currency = ${supplier.currency}, terms_days = ${supplier.termsDays},
      is_from_month_end = ${supplier.isFromMonthEnd}, lead_days = ${supplier.leadDays},
      least_order_minor = ${supplier.leastOrderMinor}, note = ${supplier.note}, archived_at = ${supplier.archivedAt}::timestamptz,
      version = version + 1
    where id = ${supplier.id}`
}

/** Whether orders or bills of it are in its currency. */
export async function isInUse(ctx: Ctx, id: string): Promise<boolean> {
  const rows = await ctx.sql`
    select true as found where exists (select from purchasing.purchase_order o where o.supplier_id = ${id} and o.state <> 'cancelled')
      or exists (select from purchasing.bill b where b.supplier_id = ${id} and b.state <> 'void')
      or exists (select from purchasing.supplier_item i where i.supplier_id = ${id} and i.archived_at is null)`
  return rows.length > 0
}

export const deliveries = (ctx: Ctx, id: string, most: number): Promise<{ sentAt: string; receivedAt: string }[]> =>
  ctx.sql<{ sentAt: string; receivedAt: string }>`
    select o.sent_at as "sentAt", o.first_received_at as "receivedAt" from purchasing.purchase_order o
    where o.supplier_id = ${id} and o.sent_at is not null and o.first_received_at is not null
    order by o.created_at desc limit ${most}`

export async function give(ctx: Ctx, ids: readonly string[], to: { id: string; name: string }, searchText: string): Promise<void> {
  if (ids.length === 0) return
  await ctx.sql`
    update purchasing.supplier set contact_id = ${to.id}, name = ${to.name}, search_text = ${searchText} where id = any(${ids})`
}

export async function keepMerge(ctx: Ctx, mergeId: string, supplierIds: readonly string[]): Promise<void> {
  await ctx.sql`insert into purchasing.contact_merge (merge_id, supplier_ids, merged_at) values (${mergeId}, ${supplierIds}, ${ctx.now})`
}

export async function takeMerge(ctx: Ctx, mergeId: string): Promise<string[]> {
  const [row] = await ctx.sql<{ supplierIds: string[] }>`
    delete from purchasing.contact_merge where merge_id = ${mergeId} returning supplier_ids as "supplierIds"`
  return row?.supplierIds ?? []
}

export async function forgetMerges(ctx: Ctx, before: string): Promise<void> {
  await ctx.sql`delete from purchasing.contact_merge where merged_at < ${before}`
}
