import type { Resources } from '#kernel/resources.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { unknownFile } from '#identity/server/problems.ts'

/** Where a brand's logo is read from; null without one. */
export async function logoUrl(ctx: Pick<Resources, 'files'>, org: string, fileId: string | null): Promise<string | null> {
  return fileId === null ? null : ctx.files.url(org, fileId)
}

/** A logo is an image of this organization. */
export async function refuseUnfitLogo(ctx: Ctx, fileId: string): Promise<void> {
  const file = await ctx.files.find(ctx, fileId)
  if (!file?.mime.startsWith('image/')) throw unknownFile()
}
