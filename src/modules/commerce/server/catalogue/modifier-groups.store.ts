import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { Modifier, ModifierGroup } from '#commerce/contract/modifier-group.ts'

const columns = sql`g.id, g.name, g.least, g.most, g.archived_at as "archivedAt", g.version,
  (select count(*) from commerce.product_modifier_group pg join commerce.product p on p.org_id = pg.org_id and p.id = pg.product_id
    where pg.org_id = g.org_id and pg.group_id = g.id and p.archived_at is null) as "productCount",
  coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name, 'priceMinor', m.price_minor, 'variantId', m.variant_id,
      'isAvailable', m.is_available) order by m.position, m.id)
    from commerce.modifier m where m.org_id = g.org_id and m.group_id = g.id and m.archived_at is null), '[]') as modifiers`

export const all = (ctx: Ctx): Promise<ModifierGroup[]> =>
  ctx.sql<ModifierGroup>`select ${columns} from commerce.modifier_group g order by g.archived_at is not null, g.name, g.id`

export async function find(ctx: Ctx, id: string): Promise<ModifierGroup | undefined> {
  const [row] = await ctx.sql<ModifierGroup>`select ${columns} from commerce.modifier_group g where g.id = ${id}`
  return row
}

export async function findOfModifier(ctx: Ctx, modifierId: string): Promise<ModifierGroup | undefined> {
  const [row] = await ctx.sql<ModifierGroup>`
    select ${columns} from commerce.modifier_group g
    where g.id = (select m.group_id from commerce.modifier m where m.id = ${modifierId} and m.archived_at is null)`
  return row
}

/** Those among these that products may have. */
export const living = (ctx: Ctx, ids: readonly string[]): Promise<{ id: string }[]> =>
  ctx.sql<{ id: string }>`select g.id from commerce.modifier_group g where g.id = any(${ids}) and g.archived_at is null`

export async function lock(ctx: Ctx, id: string): Promise<{ version: number } | undefined> {
  const [row] = await ctx.sql<{ version: number }>`select g.version from commerce.modifier_group g where g.id = ${id} for no key update`
  return row
}

type Written = Pick<ModifierGroup, 'id' | 'name' | 'least' | 'most'>

export async function insert(ctx: Ctx, one: Written): Promise<void> {
  await ctx.sql`
    insert into commerce.modifier_group (id, name, least, most, created_at) values (${one.id}, ${one.name}, ${one.least}, ${one.most}, ${ctx.now})`
}

export async function update(ctx: Ctx, one: Written): Promise<void> {
  await ctx.sql`
    update commerce.modifier_group set name = ${one.name}, least = ${one.least}, most = ${one.most}, version = version + 1 where id = ${one.id}`
}

/** In their order; those that are not among them are offered no more. */
export async function putModifiers(ctx: Ctx, groupId: string, modifiers: readonly Modifier[]): Promise<void> {
  await ctx.sql`
    update commerce.modifier set archived_at = ${ctx.now}
    where group_id = ${groupId} and archived_at is null and not id = any(${modifiers.map(({ id }) => id)})`
  await ctx.sql`
    insert into commerce.modifier (id, group_id, position, name, price_minor, variant_id, is_available)
    select m.id, ${groupId}, m.position, m.name, m."priceMinor", m."variantId", m."isAvailable"
    from jsonb_to_recordset(${JSON.stringify(modifiers.map((one, position) => ({ ...one, position })))}::jsonb)
      as m(id uuid, position bigint, name text, "priceMinor" bigint, "variantId" uuid, "isAvailable" boolean)
    on conflict (org_id, id) do update set position = excluded.position, name = excluded.name, price_minor = excluded.price_minor,
      variant_id = excluded.variant_id, is_available = excluded.is_available`
}

export async function setArchived(ctx: Ctx, id: string, at: string | null): Promise<void> {
  await ctx.sql`update commerce.modifier_group set archived_at = ${at}, version = version + 1 where id = ${id}`
}

export async function setAvailable(ctx: Ctx, modifierId: string, isAvailable: boolean): Promise<void> {
  await ctx.sql`update commerce.modifier set is_available = ${isAvailable} where id = ${modifierId}`
}
