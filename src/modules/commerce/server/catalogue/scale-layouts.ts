import { usualLayouts, type ScaleLayout } from '#commerce/contract/barcode.ts'
import type { SavedScaleLayouts } from '#commerce/contract/scale-layout.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import * as store from './scale-layouts.store.ts'

/** How the codes of the shop's scales are read; as most scales are set, until somebody says otherwise. */
export async function scaleLayouts(ctx: Ctx): Promise<readonly ScaleLayout[]> {
  const own = await store.all(ctx)
  return own.length > 0 ? own : usualLayouts
}

// The version first: what is saved between the two is refused to whoever saw the older one, never lost.
export const list = async (ctx: Ctx): Promise<SavedScaleLayouts> => ({ version: await store.version(ctx), items: await store.all(ctx) })

export async function write(ctx: Ctx, { items }: { items: ScaleLayout[] }): Promise<SavedScaleLayouts> {
  const version = await store.version(ctx)
  if (ctx.ifMatch !== version || !(await store.replaces(ctx, version))) throw changedMeanwhile({ version })
  const before = await store.all(ctx)
  await store.replace(ctx, items)
  const after = await store.all(ctx)
  ctx.audit({
    action: 'commerce.scale-layout.changed',
    subject: { kind: 'scale-layout', id: ctx.org, name: '' },
    before: { layouts: before.map(textOf) },
    after: { layouts: after.map(textOf) },
  })
  return { items: after, version: version + 1 }
}

const textOf = ({ prefix, itemDigits, measure, decimals }: ScaleLayout): string => `${prefix}: ${itemDigits}, ${measure}, ${decimals}`
