import * as identity from '#identity/server/public.ts'
import { brandUnknown } from '#commerce/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'

/** The brand that is meant when nobody says one. */
export async function mainBrandId(ctx: Ctx): Promise<string> {
  const [main] = await identity.brands(ctx)
  if (!main) throw brandUnknown()
  return main.id
}
