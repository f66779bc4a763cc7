import type { Ctx } from '#kernel/ctx.ts'

/** Once it is there again they hear of it, from whoever counts it. Throws the problems of whoever that is. */
export async function tellWhenBack(ctx: Ctx, of: { variantId: string; contactId: string }): Promise<void> {
  for (const source of ctx.modules.flatMap(({ stock = [] }) => stock)) await source.tellWhenBack(ctx, of)
}
