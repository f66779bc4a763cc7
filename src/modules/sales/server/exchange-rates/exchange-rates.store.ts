import type { Page } from '#kernel/contract/page.ts'
import type { Listing } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { list } from '#kernel/db/listing.ts'
import { sql } from '#kernel/db/sql.ts'
import type { ExchangeRate, RateUsed } from '#sales/contract/exchange-rate.ts'

const columns = sql`r.id, r.currency, r.into_currency as into, r.day, r.rate_nanos as "rateNanos", r.created_by_name as "createdByName"`

export const page = (ctx: Ctx, input: Listing): Promise<Page<ExchangeRate>> =>
  list<ExchangeRate>(
    ctx,
    {
      from: sql`from sales.exchange_rate r`,
      columns,
      fields: {
        day: { column: sql`r.day`, type: 'date', sortable: true, filterable: true },
        currency: { column: sql`r.currency`, type: 'text', filterable: true },
        into: { column: sql`r.into_currency`, type: 'text', filterable: true },
      },
      defaultSort: '-day',
      tieBreaker: sql`r.id`,
    },
    input,
  )

/** All into a currency. */
export const into = (ctx: Ctx, currency: string): Promise<RateUsed[]> =>
  ctx.sql<RateUsed>`
    select r.currency, r.into_currency as into, r.day, r.rate_nanos as "rateNanos" from sales.exchange_rate r
    where r.into_currency = ${currency} order by r.currency, r.day`

export async function find(ctx: Ctx, id: string): Promise<ExchangeRate | undefined> {
  const [row] = await ctx.sql<ExchangeRate>`select ${columns} from sales.exchange_rate r where r.id = ${id}`
  return row
}

export type NewRate = RateUsed & { id: string }

export async function put(ctx: Ctx, rates: readonly NewRate[], createdByName: string | null): Promise<void> {
  await ctx.sql`
    insert into sales.exchange_rate (id, currency, into_currency, day, rate_nanos, created_at, created_by_name)
    select r.id, r.currency, r."into", r.day, r."rateNanos", ${ctx.now}::timestamptz, ${createdByName}::text
    from jsonb_to_recordset(${JSON.stringify(rates)}::jsonb) as r(id uuid, currency text, "into" text, day date, "rateNanos" bigint)
    on conflict (org_id, into_currency, currency, day) do update set rate_nanos = excluded.rate_nanos, created_at = excluded.created_at,
      created_by_name = excluded.created_by_name`
}

export async function remove(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`delete from sales.exchange_rate where id = ${id}`
}
