import { brandRemoved } from '#identity/contract/events.ts'
import * as categoryApi from '#commerce/contract/category-api.ts'
import * as modifierApi from '#commerce/contract/modifier-group-api.ts'
import { canReadCatalogue } from '#commerce/contract/permissions.ts'
import * as api from '#commerce/contract/product-api.ts'
import * as events from '#commerce/contract/product-events.ts'
import { live, on, serve, type Live, type Reaction, type Route, type SearchSource, type Topic } from '#kernel/module.ts'
import * as availability from './availability.ts'
import * as bulk from './bulk.ts'
import * as categories from './categories.ts'
import { forgetBrand as forgetBrandOfCategories } from './categories.store.ts'
import * as images from './images.ts'
import * as scaleApi from '#commerce/contract/scale-layout-api.ts'
import * as scaleLayouts from './scale-layouts.ts'
import { mainBrandId } from './main-brand.ts'
import * as modifierGroups from './modifier-groups.ts'
import { forgetBrand as forgetBrandOfProducts } from './products.store.ts'
import * as products from './products.ts'
import * as sale from './sale.ts'
import { codesOf } from './sale.store.ts'

/** What the catalogue adds to the module. */
export const catalogueRoutes: readonly Route[] = [
  serve(categoryApi.listCategories, categories.list),
  serve(categoryApi.createCategory, categories.create),
  serve(categoryApi.updateCategory, categories.update),
  serve(categoryApi.moveCategory, categories.move),
  serve(categoryApi.setCategoryArchival, categories.setArchival),
  serve(modifierApi.listModifierGroups, modifierGroups.list),
  serve(modifierApi.createModifierGroup, modifierGroups.create),
  serve(modifierApi.updateModifierGroup, modifierGroups.update),
  serve(modifierApi.setModifierGroupArchival, modifierGroups.setArchival),
  serve(modifierApi.setModifierAvailability, modifierGroups.setAvailability),
  serve(api.listProducts, products.list),
  serve(api.getProduct, products.get),
  serve(api.createProduct, products.create),
  serve(api.updateProduct, products.update),
  serve(api.setProductArchival, products.setArchival),
  serve(api.changeProducts, bulk.change),
  serve(api.setAvailability, availability.set),
  serve(api.uploadProductImage, (ctx) => images.upload(ctx)),
  serve(api.searchProducts, async (ctx, { text, ...rest }) => ({ items: await sale.search(ctx, text, rest) })),
  serve(api.scanCode, sale.scan),
  serve(api.listVariantCodes, async (ctx, { variantIds }) => ({ items: await codesOf(ctx, variantIds) })),
  serve(scaleApi.listScaleLayouts, scaleLayouts.list),
  serve(scaleApi.writeScaleLayouts, scaleLayouts.write),
  serve(api.getMenu, async (ctx, { brandId, at }) => sale.menu(ctx, { brandId: brandId ?? (await mainBrandId(ctx)), at })),
]

export const catalogueEvents = Object.values(events)

const topic = 'commerce.catalogue'
export const catalogueTopics: readonly Topic[] = [{ prefix: topic, mayWatch: (ctx) => Promise.resolve(ctx.can(canReadCatalogue)) }]

const shown = <D>(viewer: { permissions: ReadonlySet<string> }, data: D): D | null =>
  viewer.permissions.has(canReadCatalogue.code) ? data : null

export const catalogueLives: readonly Live[] = [
  live(events.productsChanged, () => [topic], shown),
  live(events.availabilityChanged, () => [topic], shown),
  live(events.categoriesChanged, () => [topic], shown),
  live(events.modifierGroupsChanged, () => [topic], shown),
]

export const catalogueReactions: readonly Reaction[] = [
  on(brandRemoved, async (ctx, { brandId }) => {
    await forgetBrandOfCategories(ctx, brandId)
    await forgetBrandOfProducts(ctx, brandId)
  }),
]

export const productSource: SearchSource = {
  kind: 'commerce.product',
  permission: canReadCatalogue,
  find: async (ctx, text, limit) =>
    (await sale.search(ctx, text, { limit })).map(({ id, name, variants }) => ({
      id,
      kind: 'commerce.product',
      title: name,
      subtitle: variants.flatMap(({ sku }) => sku ?? []).join(' · '),
      href: `/catalogo/${id}`,
    })),
}

export const catalogueImpersonal = { 'commerce.scale_layout': 'How the shop’s scales write their codes.' }
