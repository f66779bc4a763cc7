import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { Recipe, WriteRecipe } from '#inventory/contract/recipe.ts'

const columns = sql`r.variant_id as "variantId", r.name, r.yield_milli as "yieldMilli", r.version,
  coalesce((select jsonb_agg(jsonb_build_object('variantId', p.part_id, 'name', i.name, 'unit', i.unit, 'quantityMilli', p.quantity_milli)
      order by p.position)
    from inventory.recipe_part p join inventory.item i on i.variant_id = p.part_id where p.variant_id = r.variant_id), '[]') as parts`

export const all = (ctx: Ctx): Promise<Recipe[]> =>
  ctx.sql<Recipe>`
    select ${columns} from inventory.recipe r
    where exists (select from inventory.recipe_part p where p.variant_id = r.variant_id)
    order by r.name, r.variant_id`

export async function find(ctx: Ctx, variantId: string): Promise<Recipe | undefined> {
  const [row] = await ctx.sql<Recipe>`select ${columns} from inventory.recipe r where r.variant_id = ${variantId}`
  return row
}

/** Whoever writes recipes comes after whoever does already: two halves of a loop are never written at once. */
export async function takeTurn(ctx: Ctx): Promise<void> {
  await ctx.sql`select pg_advisory_xact_lock(hashtextextended(${`inventory.recipes ${ctx.org}`}, 0))`
}

/** Of one without parts the row stays, so that no version is ever another recipe: whoever looks at the old one is told. */
export async function write(ctx: Ctx, { id, yieldMilli, parts }: WriteRecipe, name: string): Promise<void> {
  await ctx.sql`delete from inventory.recipe_part where variant_id = ${id}`
  await ctx.sql`
    insert into inventory.recipe as r (variant_id, name, yield_milli, updated_at) values (${id}, ${name}, ${yieldMilli}, ${ctx.now})
    on conflict (org_id, variant_id) do update set name = excluded.name, yield_milli = excluded.yield_milli, updated_at = excluded.updated_at,
      version = r.version + 1`
  await ctx.sql`
    insert into inventory.recipe_part (variant_id, part_id, quantity_milli, position)
    select ${id}, p."variantId", p."quantityMilli", p.position
    from jsonb_to_recordset(${JSON.stringify(parts.map((part, position) => ({ ...part, position })))}::jsonb)
      as p("variantId" uuid, "quantityMilli" bigint, position bigint)`
}

export type Node = {
  variantId: string
  isKept: boolean
  /** By lot, which may have expired. */
  isFollowed: boolean
  name: string | null
  yieldMilli: number | null
  parts: { variantId: string; quantityMilli: number }[]
}

/** How deep recipes of recipes are followed; writing refuses loops, so that this only ends what nobody meant. */
const deepest = 6

/**
 * What has to be known to say what selling these takes from the shelf: which of them are counted, and what the others are
 * made of, down to what is counted. One question, and an empty answer for a business that counts nothing of them.
 */
export const nodes = (ctx: Ctx, variantIds: readonly string[]): Promise<Node[]> =>
  ctx.sql<Node>`
    with recursive wanted as (
      select n.id, 0 as depth from unnest(${variantIds}::uuid[]) as n(id)
      union
      select p.part_id, w.depth + 1 from wanted w join inventory.recipe_part p on p.variant_id = w.id where w.depth < ${deepest}::int)
    select distinct on (w.id) w.id as "variantId", coalesce(i.is_kept, false) as "isKept",
      coalesce(i.tracking <> 'quantity', false) as "isFollowed", i.name, r.yield_milli as "yieldMilli",
      coalesce((select jsonb_agg(jsonb_build_object('variantId', p.part_id, 'quantityMilli', p.quantity_milli) order by p.position)
        from inventory.recipe_part p where p.variant_id = w.id), '[]') as parts
    from wanted w left join inventory.item i on i.variant_id = w.id left join inventory.recipe r on r.variant_id = w.id
    where i.is_kept or exists (select from inventory.recipe_part p where p.variant_id = w.id)
    order by w.id`
