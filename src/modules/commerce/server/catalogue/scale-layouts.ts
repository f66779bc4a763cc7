import { usualLayouts, type ScaleLayout } from '#commerce/contract/barcode.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as store from './scale-layouts.store.ts'

/** How the codes of the shop's scales are read; as most scales are set, until somebody says otherwise. */
export async function scaleLayouts(ctx: Ctx): Promise<readonly ScaleLayout[]> {
  const own = await store.all(ctx)
  return own.length > 0 ? own : usualLayouts
}
