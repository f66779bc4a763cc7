import * as identity from '#identity/server/public.ts'
import { isOpen } from '#kernel/contract/business-time.ts'
import type { Ctx } from '#kernel/ctx.ts'

/** Whether the business is open at this moment, by the hours of the brand. Without hours it always is. */
export async function isOpenNow(ctx: Ctx, brandId: string): Promise<boolean> {
  const hours = await identity.workingHours(ctx, brandId)
  return hours === undefined || isOpen(hours, ctx.now.toISOString())
}
