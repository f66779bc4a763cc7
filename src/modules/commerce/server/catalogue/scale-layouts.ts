import { usualLayouts, type ScaleLayout } from '#commerce/contract/barcode.ts'
import type { SavedScaleLayouts } from '#commerce/contract/scale-layout.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { listVersion, nextListVersion } from '#kernel/db/list-version.ts'
import * as store from './scale-layouts.store.ts'

/** How the codes of the shop's scales are read; as most scales are set, until somebody says otherwise. */
export async function scaleLayouts(ctx: Ctx): Promise<readonly ScaleLayout[]> {
  const own = await store.all(ctx)
  return own.length > 0 ? own : usualLayouts
}

const layouts = 'commerce.scale-layouts'

export const list = async (ctx: Ctx): Promise<SavedScaleLayouts> => ({
  version: await listVersion(ctx, layouts),
  items: await store.all(ctx),
})

export async function write(ctx: Ctx, { items }: { items: ScaleLayout[] }): Promise<SavedScaleLayouts> {
  const version = await nextListVersion(ctx, layouts)
  const before = await store.all(ctx)
  await store.replace(ctx, items)
  const after = await store.all(ctx)
  ctx.audit({
    action: 'commerce.scale-layout.changed',
    subject: { kind: 'scale-layout', id: ctx.org, name: '' },
    before: { layouts: before.map(textOf) },
    after: { layouts: after.map(textOf) },
  })
  return { items: after, version }
}

const textOf = ({ prefix, itemDigits, measure, decimals }: ScaleLayout): string => `${prefix}: ${itemDigits}, ${measure}, ${decimals}`
