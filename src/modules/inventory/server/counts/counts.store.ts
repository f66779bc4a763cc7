import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { list } from '#kernel/db/listing.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'
import type { CountScope, CountState, ListCounts } from '#inventory/contract/count.ts'
import type { LocationKind } from '#inventory/contract/location.ts'

export type CountRow = {
  id: string
  name: string
  locationId: string
  locationName: string
  locationKind: LocationKind
  scope: CountScope
  isBlind: boolean
  thresholdMinor: number | null
  currency: string
  state: CountState
  lineCount: number
  countedCount: number
  againCount: number
  differentCount: number
  differenceMinor: number
  createdAt: string
  createdByName: string | null
  reviewedAt: string | null
  closedAt: string | null
  closedByName: string | null
  version: number
}

/** What a difference is worth, rounded as `worthOf` does it. */
const worth: Statement = sql`
  sign(x.counted_milli - x.expected_milli)::bigint * ((abs(x.counted_milli - x.expected_milli) * coalesce(x.unit_cost_minor, 0) + 500) / 1000)`

const from = sql`
  from inventory.stock_count c
  join inventory.location p on p.org_id = c.org_id and p.id = c.location_id
  cross join lateral (
    select count(*) as line_count, count(x.counted_at) as counted_count, count(*) filter (where x.look = 2 and x.counted_at is null) as again_count,
      count(*) filter (where x.counted_milli <> x.expected_milli and not x.is_superseded) as different_count,
      coalesce(sum(${worth}) filter (where not x.is_superseded), 0)::bigint as difference_minor
    from inventory.count_line x where x.org_id = c.org_id and x.count_id = c.id) lines`
const columns = sql`
  c.id, c.name, c.location_id as "locationId", p.name as "locationName", p.kind as "locationKind", c.scope, c.is_blind as "isBlind",
  c.threshold_minor as "thresholdMinor", c.currency, c.state, lines.line_count as "lineCount", lines.counted_count as "countedCount",
  lines.again_count as "againCount", lines.different_count as "differentCount", lines.difference_minor as "differenceMinor",
  c.created_at as "createdAt", c.created_by_name as "createdByName", c.reviewed_at as "reviewedAt", c.closed_at as "closedAt",
  c.closed_by_name as "closedByName", c.version`

export const page = (ctx: Ctx, { locationId, show, ...input }: ListCounts): Promise<Page<CountRow>> =>
  list<CountRow>(
    ctx,
    {
      from,
      columns,
      where: [
        show === 'open' ? sql`c.closed_at is null` : sql`c.closed_at is not null`,
        ...(locationId ? [sql`c.location_id = ${locationId}`] : []),
      ],
      fields: { createdAt: { column: sql`c.created_at`, type: 'instant', sortable: true } },
      defaultSort: '-createdAt',
      tieBreaker: sql`c.id`,
      shown: { createdAt: 'createdAt', tieBreaker: 'id' },
    },
    input,
  )

export async function find(ctx: Ctx, id: string): Promise<CountRow | undefined> {
  const [row] = await ctx.sql<CountRow>(sql`select ${columns} ${from} where c.id = ${id}`)
  return row
}

/** `entering`: together with others who count. `moving`: alone. */
export async function hold(ctx: Ctx, id: string, how: 'entering' | 'moving'): Promise<boolean> {
  const lock = how === 'entering' ? sql`for share` : sql`for update`
  return (await ctx.sql(sql`select c.id from inventory.stock_count c where c.id = ${id} ${lock}`)).length > 0
}

export type NewCount = Pick<CountRow, 'id' | 'name' | 'locationId' | 'scope' | 'isBlind' | 'thresholdMinor' | 'currency'>

export async function insert(ctx: Ctx, count: NewCount, lines: readonly NewLine[]): Promise<void> {
  await ctx.sql`
    insert into inventory.stock_count (id, location_id, name, scope, is_blind, threshold_minor, currency, state, created_at, created_by_name)
    values (${count.id}, ${count.locationId}, ${count.name}, ${JSON.stringify(count.scope)}::jsonb, ${count.isBlind}, ${count.thresholdMinor},
      ${count.currency}, 'counting', ${ctx.now}, ${ctx.actor.name})`
  await ctx.sql`
    insert into inventory.count_line (id, count_id, variant_id, lot_id)
    select d.id, ${count.id}::uuid, d.variant_id, d.lot_id
    from unnest(${lines.map(({ id }) => id)}::uuid[], ${lines.map(({ variantId }) => variantId)}::uuid[], ${lines.map(({ lotId }) => lotId)}::uuid[])
      as d(id, variant_id, lot_id)`
}

export type NewLine = { id: string; variantId: string; lotId: string | null }

export const setState = (ctx: Ctx, id: string, state: CountState): Promise<unknown> => {
  const isClosed = state === 'approved' || state === 'discarded'
  return ctx.sql`
    update inventory.stock_count set state = ${state}, version = version + 1,
      reviewed_at = case when ${state} = 'review' then ${ctx.now}::timestamptz else reviewed_at end,
      closed_at = case when ${isClosed} then ${ctx.now}::timestamptz end, closed_by_name = case when ${isClosed} then ${ctx.actor.name} end
    where id = ${id}`
}

export const touch = (ctx: Ctx, id: string): Promise<unknown> =>
  ctx.sql`update inventory.stock_count set version = version + 1 where id = ${id}`

/** Whoever approves what was counted at a place waits for whoever does the same there. */
export const holdPlace = (ctx: Ctx, locationId: string): Promise<unknown> =>
  ctx.sql`select p.id from inventory.location p where p.id = ${locationId} for no key update`

export type Place = { id: string; name: string; kind: LocationKind }
export async function place(ctx: Ctx, id: string): Promise<Place | undefined> {
  const [row] = await ctx.sql<Place>`select p.id, p.name, p.kind from inventory.location p where p.id = ${id} and p.archived_at is null`
  return row
}
