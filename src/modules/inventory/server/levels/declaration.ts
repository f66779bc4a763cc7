import { productsChanged } from '#commerce/contract/product-events.ts'
import { brandRemoved } from '#identity/contract/events.ts'
import { live, on, serve, type Live, type Reaction, type Route, type Topic } from '#kernel/module.ts'
import * as locationApi from '#inventory/contract/location-api.ts'
import { canReadStock } from '#inventory/contract/permissions.ts'
import * as api from '#inventory/contract/stock-api.ts'
import { stockChanged, stockSettingChanged } from '#inventory/contract/stock-events.ts'
import * as items from '#inventory/server/items/items.ts'
import * as levels from '#inventory/server/levels/levels.ts'
import * as locations from '#inventory/server/locations/locations.ts'
import { forgetBrand } from '#inventory/server/locations/locations.store.ts'

export const stockRoutes: readonly Route[] = [
  serve(locationApi.listLocations, locations.list),
  serve(locationApi.createLocation, locations.create),
  serve(locationApi.updateLocation, locations.update),
  serve(locationApi.removeLocation, locations.remove),
  serve(api.listStock, levels.list),
  serve(api.getStock, levels.get),
  serve(api.keepItems, items.keep),
  serve(api.changeItem, items.change),
]

export const stockReactions: readonly Reaction[] = [
  on(productsChanged, (ctx, { productIds }) => items.follow(ctx, productIds)),
  on(brandRemoved, (ctx, { brandId }) => forgetBrand(ctx, brandId)),
]

const topic = 'inventory.stock'
export const stockTopics: readonly Topic[] = [{ prefix: topic, mayWatch: (ctx) => Promise.resolve(ctx.can(canReadStock)) }]

const shown = <D>(viewer: { permissions: ReadonlySet<string> }, data: D): D | null =>
  viewer.permissions.has(canReadStock.code) ? data : null

export const stockLives: readonly Live[] = [live(stockChanged, () => [topic], shown), live(stockSettingChanged, () => [topic], shown)]
