import type { ProductImage } from '#commerce/contract/product.ts'
import { imageBroken, imageUnknown } from '#commerce/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { malformed, Problem } from '#kernel/problem.ts'

const maxBytes = 8 * 1024 * 1024

export const imageOf = (ctx: Ctx, fileId: string): ProductImage => ({
  fileId,
  url: ctx.files.url(ctx.org, fileId, { size: 960 }),
  thumbnailUrl: ctx.files.url(ctx.org, fileId, { size: 240 }),
})

/** Stores a picture until something takes it. A thumbnail is made at once: what cannot be unfolded is refused here, not shown broken later. */
export async function upload(ctx: Ctx): Promise<ProductImage> {
  if (!ctx.upload) throw malformed()
  const { stream, name, declaredMime } = ctx.upload
  try {
    const file = await ctx.files.put(ctx, { stream, name, declaredMime, maxBytes, accept: ['image'], isTemporary: true })
    await ctx.files.thumbnail(ctx, file.id, 240)
    return imageOf(ctx, file.id)
  } catch (error) {
    if (error instanceof Problem) throw error
    throw imageBroken({ name })
  }
}

/** A picture is taken for good, and the one before is let go. */
export async function take(ctx: Ctx, fileId: string | null, before: string | null): Promise<void> {
  if (fileId === before) return
  if (fileId !== null) await takeAll(ctx, [fileId], [])
  if (before !== null) await ctx.files.remove(ctx, [before])
}

export async function takeAll(ctx: Ctx, fileIds: readonly string[], before: readonly string[]): Promise<void> {
  const fresh = fileIds.filter((id) => !before.includes(id))
  for (const id of fresh) if ((await ctx.files.find(ctx, id))?.kind !== 'image') throw imageUnknown()
  if (fresh.length > 0) await ctx.files.keep(ctx, fresh)
  const gone = before.filter((id) => !fileIds.includes(id))
  if (gone.length > 0) await ctx.files.remove(ctx, gone)
}
