import type { Ctx } from '#kernel/ctx.ts'
import { malformed } from '#kernel/problem.ts'
import type { ProposalDocument } from '#sales/contract/proposal-document.ts'
import { pictureUnknown } from '#sales/server/problems.ts'

const maxBytes = 8 * 1024 * 1024

/** Stores a photograph until a cover takes it. */
export async function upload(ctx: Ctx): Promise<{ fileId: string; url: string }> {
  if (!ctx.upload) throw malformed()
  const { stream, name, declaredMime } = ctx.upload
  const file = await ctx.files.put(ctx, { stream, name, declaredMime, maxBytes, accept: ['image'], isTemporary: true })
  return { fileId: file.id, url: ctx.files.url(ctx.org, file.id, { size: 480 }) }
}

/**
 * A cover takes its photograph for good. The one before it stays: versions and copies may show it still. Throws
 * `sales.picture_unknown`.
 */
export async function keepPicture(ctx: Ctx, { cover: { picture } }: ProposalDocument, before?: ProposalDocument): Promise<void> {
  if (!picture || picture.fileId === before?.cover.picture?.fileId) return
  if ((await ctx.files.find(ctx, picture.fileId))?.kind !== 'image') throw pictureUnknown()
  await ctx.files.keep(ctx, [picture.fileId])
}
