import type { Ctx } from '#kernel/ctx.ts'

/** Whether the business is open at this moment, by the hours of the brand. Without hours it always is. */
export async function isOpenNow(_ctx: Ctx, _brandId: string): Promise<boolean> {
  return true
}
