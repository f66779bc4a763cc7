import type { Ctx } from '#kernel/ctx.ts'
import { empty, sql } from '#kernel/db/sql.ts'
import type { Zone } from '#orders/contract/zone.ts'

const columns = sql`z.id, z.brand_id as "brandId", z.name, z.area, z.fee_minor as "feeMinor", z.minimum_minor as "minimumMinor",
  z.free_from_minor as "freeFromMinor", z.minutes, z.version`

export const list = (ctx: Ctx, brandId: string | undefined): Promise<Zone[]> =>
  ctx.sql<Zone>`
    select ${columns} from orders.delivery_zone z
    where z.archived_at is null ${brandId ? sql`and z.brand_id = ${brandId}` : empty} order by z.brand_id, z.fee_minor, z.name, z.id`

export async function lock(ctx: Ctx, id: string): Promise<Zone | undefined> {
  const [row] = await ctx.sql<Zone>`
    select ${columns} from orders.delivery_zone z where z.id = ${id} and z.archived_at is null for no key update`
  return row
}

export async function insert(ctx: Ctx, zone: Zone): Promise<void> {
  await ctx.sql`
    insert into orders.delivery_zone (id, brand_id, name, area, fee_minor, minimum_minor, free_from_minor, minutes, created_at)
    values (${zone.id}, ${zone.brandId}, ${zone.name}, ${JSON.stringify(zone.area)}::jsonb, ${zone.feeMinor}, ${zone.minimumMinor},
      ${zone.freeFromMinor}, ${zone.minutes}, ${ctx.now})`
}

export async function update(ctx: Ctx, zone: Zone): Promise<void> {
  await ctx.sql`
    update orders.delivery_zone set name = ${zone.name}, area = ${JSON.stringify(zone.area)}::jsonb, fee_minor = ${zone.feeMinor},
      minimum_minor = ${zone.minimumMinor}, free_from_minor = ${zone.freeFromMinor}, minutes = ${zone.minutes}, version = version + 1
    where id = ${zone.id}`
}

export async function archive(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`update orders.delivery_zone set archived_at = ${ctx.now} where id = ${id}`
}
