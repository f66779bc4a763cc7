import * as identity from '#identity/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import type { BrandNotices, Notice, UpdateNotices } from '#orders/contract/notice.ts'
import { tellable, unknownIn } from '#orders/contract/notice-text.ts'
import { brandUnknown, noticeTwice } from '#orders/server/problems.ts'
import { requireKnown, valuesOf } from '#orders/server/telling/known-variables.ts'
import * as store from '#orders/server/telling/notices.store.ts'

export async function list(ctx: Ctx): Promise<{ items: BrandNotices[] }> {
  const [brands, said] = [await identity.brands(ctx), await store.all(ctx)]
  return { items: brands.map(({ id }) => shown(ctx, id, said)) }
}

/** One for every step: as it was said, or off, with words to begin with. */
const shown = (ctx: Ctx, brandId: string, said: readonly store.NoticesRow[]): BrandNotices => {
  const row = said.find((one) => one.brandId === brandId)
  return { brandId, notices: filledIn(ctx, row?.notices ?? []), version: row?.version ?? 0 }
}

const filledIn = (ctx: Ctx, notices: readonly Notice[]): Notice[] =>
  tellable.map(
    (state) =>
      notices.find((one) => one.state === state) ?? { state, isOn: false, text: ctx.t(`orders.telling.texts.${state}`), template: null },
  )

export async function update(ctx: Ctx, { brandId, notices }: UpdateNotices): Promise<BrandNotices> {
  const brand = (await identity.brands(ctx)).find(({ id }) => id === brandId)
  if (!brand) throw brandUnknown()
  requireSound(ctx, notices)
  const before = shown(ctx, brandId, await store.all(ctx))
  const after = before.notices.map((old) => notices.find(({ state }) => state === old.state) ?? old)
  if (ctx.ifMatch !== before.version || !(await store.save(ctx, brandId, after, before.version)))
    throw changedMeanwhile({ version: before.version })
  const auditable = (all: readonly Notice[]) => Object.fromEntries(all.map(({ state, isOn, text }) => [state, isOn ? text : null]))
  ctx.audit({
    action: 'orders.notices.updated',
    subject: { kind: 'brand', id: brand.id, name: brand.name },
    before: auditable(before.notices),
    after: auditable(after),
  })
  return { brandId, notices: after, version: before.version + 1 }
}

function requireSound(ctx: Ctx, notices: readonly Notice[]): void {
  for (const [i, { state }] of notices.entries()) if (notices.findIndex((one) => one.state === state) !== i) throw noticeTwice({ state })
  const written = notices.flatMap(({ text, template }, i) => [
    { path: `notices.${i}.text`, text },
    ...valuesOf(`notices.${i}.template`, template),
  ])
  requireKnown(ctx, written, unknownIn)
}
