import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { Location, LocationKind } from '#inventory/contract/location.ts'

const columns = sql`l.id, l.brand_id as "brandId", l.name, l.kind, l.is_default as "isDefault", l.version`

/** Our own first, those of which there is only one after them; put away ones are only wanted by history. */
export const all = (ctx: Ctx): Promise<(Location & { isArchived: boolean })[]> =>
  ctx.sql<Location & { isArchived: boolean }>`
    select ${columns}, l.archived_at is not null as "isArchived" from inventory.location l
    order by array_position(array['shop', 'warehouse', 'quality', 'transit', 'supplier', 'customer', 'production', 'adjustment', 'scrap'], l.kind),
      l.is_default desc, l.name, l.id`

export async function lock(ctx: Ctx, id: string): Promise<Location | undefined> {
  const [row] = await ctx.sql<Location>`
    select ${columns} from inventory.location l where l.id = ${id} and l.archived_at is null for no key update`
  return row
}

/** Those that are there already stay as they are. */
export async function insert(
  ctx: Ctx,
  locations: readonly { id: string; brandId: string | null; name: string; kind: LocationKind; isDefault: boolean }[],
): Promise<void> {
  await ctx.sql`
    insert into inventory.location (id, brand_id, name, kind, is_default, created_at)
    select l.id, l."brandId", l.name, l.kind, l."isDefault", ${ctx.now}
    from jsonb_to_recordset(${JSON.stringify(locations)}::jsonb) as l(id uuid, "brandId" uuid, name text, kind text, "isDefault" boolean)
    on conflict do nothing`
}

/** There is one place that a brand sells from: whichever was it is no more. */
export async function clearDefault(ctx: Ctx, brandId: string | null, exceptId: string): Promise<void> {
  await ctx.sql`
    update inventory.location set is_default = false, version = version + 1
    where is_default and brand_id is not distinct from ${brandId}::uuid and id <> ${exceptId}`
}

export async function update(ctx: Ctx, { id, brandId, name, isDefault }: Omit<Location, 'kind' | 'version'>): Promise<void> {
  await ctx.sql`
    update inventory.location set brand_id = ${brandId}::uuid, name = ${name}, is_default = ${isDefault}, version = version + 1 where id = ${id}`
}

export async function archive(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`update inventory.location set archived_at = ${ctx.now}, is_default = false, version = version + 1 where id = ${id}`
}

/** What is there, or promised of it, or on its way there. */
export async function isInUse(ctx: Ctx, id: string): Promise<boolean> {
  const [row] = await ctx.sql<{ used: boolean }>`
    select exists (select from inventory.stock_level s where s.location_id = ${id}
      and (s.on_hand_milli <> 0 or s.reserved_milli <> 0 or s.incoming_milli <> 0)) as used`
  return row?.used ?? false
}

export async function forgetBrand(ctx: Ctx, brandId: string): Promise<void> {
  await ctx.sql`
    update inventory.location set brand_id = null, is_default = false, version = version + 1 where brand_id = ${brandId}`
}
