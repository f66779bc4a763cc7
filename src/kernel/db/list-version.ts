import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'

/** A list that is always saved all at once, as `orders.stations`. */
type ListName = `${string}.${string}`

/** The version of the list as a whole, 0 before anybody saved it. Read before the list: what is saved between the two is then refused, never lost. */
export async function listVersion(ctx: Ctx, list: ListName): Promise<number> {
  const [row] = await ctx.sql<{ version: number }>`select v.version from kernel.list_version v where v.list = ${list}`
  return row?.version ?? 0
}

/**
 * For whoever is about to write the whole list: counts its version on, and answers the new one. Throws
 * `kernel.changed_meanwhile` when it is not the version that the caller saw, or somebody else saves right now.
 */
export async function nextListVersion(ctx: Ctx, list: ListName): Promise<number> {
  const version = await listVersion(ctx, list)
  if ((ctx.ifMatch ?? version) !== version) throw changedMeanwhile({ version })
  const [next] = await ctx.sql<{ version: number }>`
    insert into kernel.list_version as v (list, version) values (${list}, ${version + 1})
    on conflict (org_id, list) do update set version = excluded.version where v.version = ${version} returning v.version`
  if (!next) throw changedMeanwhile({ version })
  return next.version
}
