import type { Ctx } from '#kernel/ctx.ts'
import { malformed } from '#kernel/problem.ts'
import type { Resources } from '#kernel/resources.ts'
import type { UploadedLogo } from '#identity/contract/brand.ts'
import { unknownFile } from '#identity/server/problems.ts'

const maxBytes = 2 * 1024 * 1024
/** Sharp on a screen of double density wherever a logo is shown. */
const size = 240

/** Where a brand's logo is read from for the next hours; null without one. */
export const logoUrl = (ctx: Pick<Resources, 'files'>, org: string, fileId: string | null): string | null =>
  fileId === null ? null : ctx.files.url(org, fileId, { size })

/** Stores a picture until a brand takes it. */
export async function upload(ctx: Ctx): Promise<UploadedLogo> {
  if (!ctx.upload) throw malformed()
  const { stream, name, declaredMime } = ctx.upload
  const file = await ctx.files.put(ctx, { stream, name, declaredMime, maxBytes, accept: ['image'], isTemporary: true })
  return { fileId: file.id, url: ctx.files.url(ctx.org, file.id, { size }) }
}

/** The brand takes the picture for good, and lets go of the one before. */
export async function take(ctx: Ctx, fileId: string | null | undefined, before: string | null): Promise<void> {
  if (fileId === undefined || fileId === before) return
  if (fileId !== null) {
    if ((await ctx.files.find(ctx, fileId))?.kind !== 'image') throw unknownFile()
    await ctx.files.keep(ctx, [fileId])
  }
  if (before !== null) await ctx.files.remove(ctx, [before])
}
