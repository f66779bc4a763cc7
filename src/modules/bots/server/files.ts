import { fileGone } from '#bots/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'

/** Files that were uploaded a moment ago and go with what bots say: wanted from now on. Refuses those that are not there. */
export async function keepFiles(ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const found = await Promise.all(ids.map((id) => ctx.files.find(ctx, id)))
  if (found.some((file) => file === undefined)) throw fileGone()
  await ctx.files.keep(ctx, ids)
}
