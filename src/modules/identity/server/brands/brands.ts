import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile, notFound } from '#kernel/problem.ts'
import { themeOf } from '#kernel/theme/theme.ts'
import { brandCreated, brandRemoved, brandUpdated } from '#identity/contract/events.ts'
import type { Brand, BrandSummary, CreateBrand, UpdateBrand } from '#identity/contract/brand.ts'
import * as store from '#identity/server/brands/brands.store.ts'
import { logoUrl, take } from '#identity/server/brands/logo.ts'
import { mainBrandStays } from '#identity/server/problems.ts'

export async function list(ctx: Ctx): Promise<{ items: Brand[] }> {
  return { items: (await store.list(ctx)).map((row) => shown(ctx, row)) }
}

export async function get(ctx: Ctx, input: { id: string }): Promise<Brand> {
  return shown(ctx, await existing(ctx, input.id))
}

export async function create(ctx: Ctx, input: CreateBrand, isMain = false): Promise<Brand> {
  await take(ctx, input.logoFileId, null)
  const row = { ...input, id: ctx.newId(), theme: themeOf(input.color), isMain, version: 1 }
  await store.insert(ctx, row)
  const brand = shown(ctx, row)
  await ctx.emit(brandCreated, summary(brand))
  ctx.audit({ action: 'identity.brand.created', subject: { kind: 'brand', id: row.id, name: row.name }, after: words(row) })
  return brand
}

export async function update(ctx: Ctx, input: UpdateBrand): Promise<Brand> {
  const before = await existing(ctx, input.id)
  await take(ctx, input.logoFileId, before.logoFileId)
  const { id, isMain, ...change } = input
  // The theme is computed here and nowhere else, so that a colour can never come with letters that cannot be read on it.
  const isSaved = await store.update(ctx, id, { ...change, ...(change.color && { theme: themeOf(change.color) }) }, ctx.ifMatch)
  if (!isSaved) throw changedMeanwhile({ version: before.version })
  if (isMain && !before.isMain) await store.makeMain(ctx, id)
  const after = await existing(ctx, id)
  const brand = shown(ctx, after)
  await ctx.emit(brandUpdated, summary(brand))
  ctx.audit({
    action: 'identity.brand.updated',
    subject: { kind: 'brand', id, name: after.name },
    before: words(before),
    after: words(after),
  })
  return brand
}

export async function remove(ctx: Ctx, input: { id: string }): Promise<Record<never, never>> {
  const brand = await existing(ctx, input.id)
  if (brand.isMain) throw mainBrandStays()
  await ctx.emit(brandRemoved, { brandId: brand.id })
  await take(ctx, null, brand.logoFileId)
  await store.remove(ctx, brand.id)
  ctx.audit({ action: 'identity.brand.removed', subject: { kind: 'brand', id: brand.id, name: brand.name }, before: words(brand) })
  return {}
}

async function existing(ctx: Ctx, id: string): Promise<store.BrandRow> {
  const row = await store.find(ctx, id)
  if (!row) throw notFound()
  return row
}

const shown = (ctx: Ctx, row: store.BrandRow): Brand => ({ ...row, logoUrl: logoUrl(ctx, ctx.org, row.logoFileId) })

const summary = ({ id, name, logoUrl: url, color, zone, currency, locale }: Brand): BrandSummary => ({
  id,
  name,
  logoUrl: url,
  color,
  zone,
  currency,
  locale,
})

const words = ({ name, color, logoFileId, zone, currency, locale, isMain }: Omit<store.BrandRow, 'version'>) => ({
  name,
  color,
  logoFileId,
  zone,
  currency,
  locale,
  isMain,
})
