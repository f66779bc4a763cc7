import type { Ctx } from '#kernel/ctx.ts'
import type { PlacedLine } from '#orders/server/orders/lines.store.ts'
import type { PastEvent, PastPayment, Written } from '#orders/server/history/past-order.ts'

/** Holds the series of a brand's year and moves it on by so many: the numbers after what it says are theirs. */
export async function takeNumbers(ctx: Ctx, brandId: string, year: number, count: number): Promise<number> {
  const [row] = await ctx.sql<{ before: number }>`
    insert into orders.order_series as s (brand_id, year, last) values (${brandId}, ${year}, ${count})
    on conflict (org_id, brand_id, year) do update set last = s.last + ${count} returning last - ${count} as before`
  return row?.before ?? 0
}

export async function insertOrders(ctx: Ctx, rows: readonly Written['row'][]): Promise<void> {
  await ctx.sql`
    insert into orders.customer_order (id, number, brand_id, contact_id, contact_name, door, state, state_since, payment_state, fulfilment,
      currency, includes_tax, price_list_id, subtotal_minor, discount_minor, delivery_minor, delivery_discount_minor, net_minor,
      tax_minor, total_minor, taxes, promotions, paid_minor, refunded_minor, returned_minor, payment_method, cancel_reason, placed_at,
      confirmed_at, ready_at, dispatched_at, closed_at, paid_at, search_text, created_at, created_by_id, created_by_name, line_count,
      version)
    select r.id, r.number, r."brandId", r."contactId", r."contactName", r.door, r.state, r."stateSince", r."paymentState", r.fulfilment,
      r.currency, r."includesTax", r."priceListId", r."subtotalMinor", r."discountMinor", r."deliveryMinor", r."deliveryDiscountMinor",
      r."netMinor", r."taxMinor", r."totalMinor", r.taxes, r.promotions, r."paidMinor", r."refundedMinor", r."returnedMinor",
      r."paymentMethod", r."cancelReason", r."placedAt", r."confirmedAt", r."readyAt", r."dispatchedAt", r."closedAt", r."paidAt",
      r."searchText", r."createdAt", r."createdById", r."createdByName", r."lineCount", r.version
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, number text, "brandId" uuid, "contactId" uuid,
      "contactName" text, door text, state text, "stateSince" timestamptz, "paymentState" text, fulfilment text, currency text,
      "includesTax" boolean, "priceListId" uuid, "subtotalMinor" bigint, "discountMinor" bigint, "deliveryMinor" bigint,
      "deliveryDiscountMinor" bigint, "netMinor" bigint, "taxMinor" bigint, "totalMinor" bigint, taxes jsonb, promotions jsonb,
      "paidMinor" bigint, "refundedMinor" bigint, "returnedMinor" bigint, "paymentMethod" text, "cancelReason" text,
      "placedAt" timestamptz, "confirmedAt" timestamptz, "readyAt" timestamptz, "dispatchedAt" timestamptz, "closedAt" timestamptz,
      "paidAt" timestamptz, "searchText" text, "createdAt" timestamptz, "createdById" uuid, "createdByName" text, "lineCount" bigint,
      version bigint)`
}

export async function insertLines(ctx: Ctx, lines: readonly (PlacedLine & { orderId: string })[]): Promise<void> {
  await ctx.sql`
    insert into orders.order_line (id, order_id, position, amendment, product_id, variant_id, category_id, name, sku, unit,
      quantity_milli, modifiers, note, list_price_minor, unit_price_minor, gross_minor, discounts, total_minor, tax_kind,
      tax_basis_points, cost_minor, station, parts, prepared_at, delivered_milli, returned_milli)
    select l.id, l."orderId", l.position, l.amendment, l."productId", l."variantId", l."categoryId", l.name, l.sku, l.unit,
      l."quantityMilli", l.modifiers, l.note, l."listPriceMinor", l."unitPriceMinor", l."grossMinor", l.discounts, l."totalMinor",
      l."taxKind", l."taxBasisPoints", l."costMinor", l.station, l.parts, l."preparedAt", l."deliveredMilli", l."returnedMilli"
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as l(id uuid, "orderId" uuid, position bigint, amendment bigint,
      "productId" uuid, "variantId" uuid, "categoryId" uuid, name text, sku text, unit text, "quantityMilli" bigint, modifiers jsonb,
      note text, "listPriceMinor" bigint, "unitPriceMinor" bigint, "grossMinor" bigint, discounts jsonb, "totalMinor" bigint,
      "taxKind" text, "taxBasisPoints" bigint, "costMinor" bigint, station text, parts jsonb, "preparedAt" timestamptz,
      "deliveredMilli" bigint, "returnedMilli" bigint)`
}

export async function insertEvents(ctx: Ctx, events: readonly PastEvent[]): Promise<void> {
  await ctx.sql`
    insert into orders.order_event (id, order_id, kind, from_state, to_state, at, actor_kind, actor_id, actor_name, reason, detail)
    select e.id, e."orderId", e.kind, e."fromState", e."toState", e.at, case when e.by is null then 'system' else 'user' end,
      (e.by ->> 'id')::uuid, e.by ->> 'name', e.reason, e.detail
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as e(id uuid, "orderId" uuid, kind text, "fromState" text,
      "toState" text, at timestamptz, by jsonb, reason text, detail jsonb)`
}

export async function insertPayments(ctx: Ctx, payments: readonly PastPayment[]): Promise<void> {
  await ctx.sql`
    insert into orders.payment (id, order_id, method, amount_minor, is_refund, at, taken_by_id, taken_by_name)
    select p.id, p."orderId", p.method, p."amountMinor", p."isRefund", p.at, (p.by ->> 'id')::uuid, p.by ->> 'name'
    from jsonb_to_recordset(${JSON.stringify(payments)}::jsonb) as p(id uuid, "orderId" uuid, method text, "amountMinor" bigint,
      "isRefund" boolean, at timestamptz, by jsonb)`
}

/** Orders that contradict what they are made of, each with why: none, or something wrote them that must not. */
export const contradictions = (ctx: Ctx): Promise<{ number: string | null; why: string }[]> =>
  ctx.sql<{ number: string | null; why: string }>`
    with inside as (
      select l.order_id, sum(l.total_minor)::bigint as total, sum(l.gross_minor)::bigint as gross, count(*) as lines
      from orders.order_line l where l.removed_at is null group by 1
    ), money as (
      select p.order_id, coalesce(sum(p.amount_minor) filter (where not p.is_refund), 0)::bigint as paid,
        coalesce(sum(p.amount_minor) filter (where p.is_refund), 0)::bigint as refunded
      from orders.payment p group by 1
    ), last as (
      select distinct on (e.order_id) e.order_id, e.to_state from orders.order_event e where e.kind = 'state'
      order by e.order_id, e.at desc, e.id desc)
    select o.number, w.why
    from orders.customer_order o
    left join inside i on i.order_id = o.id left join money m on m.order_id = o.id left join last s on s.order_id = o.id
    cross join lateral (values
      ('lines', i.lines is distinct from o.line_count),
      ('goods', o.subtotal_minor - o.discount_minor <> i.total),
      ('total', o.total_minor <> i.total + o.delivery_minor - o.delivery_discount_minor + case when o.includes_tax then 0 else o.tax_minor end),
      ('taxes', o.net_minor + o.tax_minor <> o.total_minor),
      ('paid', o.paid_minor <> coalesce(m.paid, 0) or o.refunded_minor <> coalesce(m.refunded, 0)),
      ('state', s.to_state is distinct from o.state)
    ) as w(why, is_so)
    where o.number is not null and w.is_so
    union all
    select s.brand_id::text || ' ' || s.year, 'numbers' from orders.order_series s
    where s.last <> (select count(*) from orders.customer_order o
      where o.brand_id = s.brand_id and o.number ~ ('[A-Z0-9]' || lpad((s.year % 100)::text, 2, '0') || '-[0-9]+$'))
    limit 20`
