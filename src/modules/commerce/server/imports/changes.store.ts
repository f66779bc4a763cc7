import type { Ctx } from '#kernel/ctx.ts'
import type { Draft } from '#commerce/server/imports/shelf.ts'

/** `previousMinor` null: there was no price. */
export type SetPrice = { variantId: string; listId: string; previousMinor: number | null; amountMinor: number }
export type Change = {
  batch: number
  productId: string
  isMade: boolean
  before: Draft | null
  /** As the import left it; `null`: it only set prices. */
  leftVersion: number | null
  prices: SetPrice[]
}

export async function add(ctx: Ctx, importId: string, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  await ctx.sql`
    insert into commerce.product_import_change (import_id, batch, product_id, is_made, before, left_version, prices)
    select ${importId}, d.batch, d."productId", d."isMade", nullif(d.before, 'null'), d."leftVersion", d.prices
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
      as d(batch bigint, "productId" uuid, "isMade" boolean, before jsonb, "leftVersion" bigint, prices jsonb)`
}

/** The latest ones first: undoing goes back the way it came. */
export const latest = (ctx: Ctx, importId: string, size: number): Promise<Change[]> =>
  ctx.sql<Change>`
    select batch, product_id as "productId", is_made as "isMade", before, left_version as "leftVersion", prices
    from commerce.product_import_change where import_id = ${importId}
    order by batch desc, product_id desc
    limit ${size}`

export async function drop(ctx: Ctx, importId: string, gone: readonly Pick<Change, 'batch' | 'productId'>[]): Promise<void> {
  await ctx.sql`
    delete from commerce.product_import_change c
    using jsonb_to_recordset(${JSON.stringify(gone.map(({ batch, productId }) => ({ batch, productId })))}::jsonb) as d(batch bigint, "productId" uuid)
    where c.import_id = ${importId} and c.batch = any(${[...new Set(gone.map(({ batch }) => batch))]}::bigint[])
      and c.product_id = any(${gone.map(({ productId }) => productId)}::uuid[]) and c.batch = d.batch and c.product_id = d."productId"`
}

/** Undoing a later change gave the product a new version: earlier ones of the same product may still be undone after it. */
export async function follow(ctx: Ctx, importId: string, moves: readonly { productId: string; from: number; to: number }[]): Promise<void> {
  if (moves.length === 0) return
  await ctx.sql`
    update commerce.product_import_change c set left_version = d."to"
    from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as d("productId" uuid, "from" bigint, "to" bigint)
    where c.import_id = ${importId} and c.product_id = any(${moves.map(({ productId }) => productId)}::uuid[])
      and c.product_id = d."productId" and c.left_version = d."from"`
}
