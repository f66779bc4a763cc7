import * as conversations from '#conversations/server/public.ts'
import type { Brand } from '#identity/contract/brand.ts'
import * as identity from '#identity/server/public.ts'
import type { Ctx, PlatformCtx } from '#kernel/ctx.ts'
import { atField, changedMeanwhile, malformed, Problem } from '#kernel/problem.ts'
import { unknownInReminder } from '#orders/contract/reminder-text.ts'
import { ShopTerms, type Shop, type UpdateShop } from '#orders/contract/shop.ts'
import { isReserved, isSlug, slugOf } from '#orders/contract/shop-slug.ts'
import * as problems from '#orders/server/problems.ts'
import * as store from '#orders/server/shop/shops.store.ts'
import { requireKnown, valuesOf } from '#orders/server/telling/known-variables.ts'

const coverBytes = 8 * 1024 * 1024

export const addressOf = (ctx: Pick<Ctx, 'config'>, slug: string): string => `${ctx.config.publicUrl}/tienda/${slug}`

export async function list(ctx: Ctx): Promise<{ items: Shop[] }> {
  const [brands, rows] = await Promise.all([identity.brands(ctx), store.all(ctx)])
  return { items: brands.map((brand) => shown(ctx, rows.find(({ brandId }) => brandId === brand.id) ?? usual(brand))) }
}

/** What a brand begins with, until it says something. */
const usual = (brand: Brand): store.ShopRow => ({
  brandId: brand.id,
  slug: slugOf(brand.name),
  isOn: false,
  coverFileId: null,
  terms: {},
  version: 0,
})

const shown = (ctx: Ctx, row: store.ShopRow): Shop => ({
  ...row,
  terms: ShopTerms.parse(row.terms),
  coverUrl: row.coverFileId === null ? null : ctx.files.url(ctx.org, row.coverFileId, { size: 960 }),
  url: addressOf(ctx, row.slug),
})

export async function update(ctx: Ctx, input: UpdateShop): Promise<Shop> {
  const brand = (await identity.brands(ctx)).find(({ id }) => id === input.brandId)
  if (!brand) throw problems.brandUnknown()
  const before = shown(ctx, (await store.find(ctx, brand.id)) ?? usual(brand))
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  requireSound(ctx, input)
  await takeCover(ctx, input.coverFileId, before.coverFileId)
  const saved = await store.save(ctx, input, before.version)
  if (saved === 'taken') throw problems.shopSlugTaken({ slug: input.slug })
  if (saved === 'overtaken') throw changedMeanwhile({ version: before.version })
  ctx.audit({
    action: 'orders.shop.updated',
    subject: { kind: 'brand', id: brand.id, name: brand.name },
    before: auditable(before),
    after: auditable(input),
  })
  return shown(ctx, { ...input, version: before.version + 1 })
}

function requireSound(ctx: Ctx, { slug, terms }: UpdateShop): void {
  if (isReserved(slug)) throw problems.shopSlugReserved({ slug })
  if (terms.methods.includes('transfer') && terms.transferAlias === '') throw problems.shopAliasMissing()
  if (terms.fulfilments.includes('table') && terms.tables === 0) throw problems.shopTablesMissing()
  if (terms.reminder.isOn && terms.reminder.template === null)
    throw atField(ctx.t, 'terms.reminder.template', problems.shopTemplateMissing())
  requireKnown(ctx, valuesOf('terms.reminder.template', terms.reminder.template), unknownInReminder)
}

const auditable = ({ slug, isOn, terms }: Pick<Shop, 'slug' | 'isOn' | 'terms'>) => ({ slug, isOn, ...terms })

/** A picture until a shop takes it. A smaller one is made at once: what cannot be unfolded is refused here, not shown broken later. */
export async function uploadCover(ctx: Ctx): Promise<{ fileId: string; url: string }> {
  if (!ctx.upload) throw malformed()
  const { stream, name, declaredMime } = ctx.upload
  try {
    const file = await ctx.files.put(ctx, { stream, name, declaredMime, maxBytes: coverBytes, accept: ['image'], isTemporary: true })
    await ctx.files.thumbnail(ctx, file.id, 960)
    return { fileId: file.id, url: ctx.files.url(ctx.org, file.id, { size: 960 }) }
  } catch (error) {
    if (error instanceof Problem) throw error
    throw problems.shopCoverBroken({ name })
  }
}

async function takeCover(ctx: Ctx, fileId: string | null, before: string | null): Promise<void> {
  if (fileId === before) return
  if (fileId !== null) {
    if ((await ctx.files.find(ctx, fileId))?.kind !== 'image') throw problems.shopCoverUnknown()
    await ctx.files.keep(ctx, [fileId])
  }
  if (before !== null) await ctx.files.remove(ctx, [before])
}

/** A shop that is open to the world, with what its pages have to know. */
export type OpenShop = Shop & { brand: Brand }

/** Runs in the organization whose shop it is; `undefined` for addresses of nobody and shops that are off. */
export async function inShop<T>(ctx: PlatformCtx, slug: string, run: (ctx: Ctx, shop: OpenShop) => Promise<T>): Promise<T | undefined> {
  const owner = isSlug(slug) ? await store.ownerOf(ctx.sql, slug) : undefined
  return owner && ctx.inOrg(owner.orgId, (tenant) => withShop(tenant, owner.brandId, run))
}

/** The same where it is known whose organization it is. */
export async function withShop<T>(ctx: Ctx, brandId: string, run: (ctx: Ctx, shop: OpenShop) => Promise<T>): Promise<T | undefined> {
  const shop = await shopOf(ctx, brandId)
  return shop?.isOn ? run(ctx, shop) : undefined
}

/** Of a brand, whether it is on or not: who ordered while it was may still follow their order. */
export async function shopOf(ctx: Ctx, brandId: string): Promise<OpenShop | undefined> {
  const [row, brands] = await Promise.all([store.find(ctx, brandId), identity.brands(ctx)])
  const brand = brands.find(({ id }) => id === brandId)
  return row && brand && { ...shown(ctx, row), brand }
}

/** Digits of the number that customers write to; null where nobody can be written to. */
export async function whatsappOf(ctx: Ctx, { brandId, terms }: Pick<Shop, 'brandId' | 'terms'>): Promise<string | null> {
  const own = terms.whatsapp.replaceAll(/\D/g, '')
  if (own !== '') return own
  const { items } = await conversations.channelNames(ctx)
  const channel = items.find((one) => one.brandId === brandId && one.state === 'ok' && one.displayPhone)
  return channel?.displayPhone?.replaceAll(/\D/g, '') || null
}
