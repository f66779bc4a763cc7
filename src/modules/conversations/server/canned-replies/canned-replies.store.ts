import type { CannedReply } from '#conversations/contract/canned-reply.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'

const columns = sql`
  r.id, r.shortcut, r.text, r.brand_id as "brandId", r.used_at as "usedAt", r.updated_at as "updatedAt", r.version`

/** Those of a brand and those of all brands; without a brand, every one. */
export async function list(ctx: Ctx, brandId: string | undefined): Promise<CannedReply[]> {
  return ctx.sql<CannedReply>`
    select ${columns} from conversations.canned_reply r
    where ${brandId ?? null}::uuid is null or r.brand_id is null or r.brand_id = ${brandId ?? null}::uuid
    order by r.shortcut, r.brand_id nulls last`
}

export async function find(ctx: Ctx, id: string): Promise<CannedReply | undefined> {
  const [row] = await ctx.sql<CannedReply>`select ${columns} from conversations.canned_reply r where r.id = ${id}`
  return row
}

type Words = Pick<CannedReply, 'shortcut' | 'text' | 'brandId'>

/** Nothing when the shortcut is taken. */
export async function insert(ctx: Ctx, id: string, { shortcut, text, brandId }: Words): Promise<CannedReply | undefined> {
  const [row] = await ctx.sql<CannedReply>`
    insert into conversations.canned_reply as r (id, shortcut, text, brand_id, updated_at)
    values (${id}, ${shortcut}, ${text}, ${brandId}, ${ctx.now}) on conflict do nothing returning ${columns}`
  return row
}

export async function isTaken(ctx: Ctx, { shortcut, brandId }: Words, except: string): Promise<boolean> {
  const rows = await ctx.sql`
    select r.id from conversations.canned_reply r
    where r.shortcut = ${shortcut} and r.brand_id is not distinct from ${brandId}::uuid and r.id <> ${except}`
  return rows.length > 0
}

export async function update(ctx: Ctx, id: string, version: number, { shortcut, text, brandId }: Words): Promise<CannedReply | undefined> {
  const [row] = await ctx.sql<CannedReply>`
    update conversations.canned_reply r set
      shortcut = ${shortcut}, text = ${text}, brand_id = ${brandId}, updated_at = ${ctx.now}, version = r.version + 1
    where r.id = ${id} and r.version = ${version} returning ${columns}`
  return row
}

export async function remove(ctx: Ctx, id: string): Promise<CannedReply | undefined> {
  const [row] = await ctx.sql<CannedReply>`delete from conversations.canned_reply r where r.id = ${id} returning ${columns}`
  return row
}

export async function touch(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`update conversations.canned_reply set used_at = ${ctx.now} where id = ${id}`
}
