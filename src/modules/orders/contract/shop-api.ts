import { z } from 'zod'
import { anyone, endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { canManageOrdering, canReadOrders, canTakeOrders } from '#orders/contract/permissions.ts'
import {
  BasketToken,
  LeftBasket,
  PlaceShopOrder,
  Shop,
  ShopBasket,
  ShopClaim,
  ShopDraft,
  ShopLink,
  shopSlugInPath,
  UpdateShop,
  UploadedCover,
} from '#orders/contract/shop.ts'

/** Of every brand, the main one first. */
export const listShops = endpoint({
  method: 'GET',
  path: '/shops',
  permission: canReadOrders,
  input: z.object({}),
  output: z.object({ items: z.array(Shop) }),
})
export const updateShop = endpoint({
  method: 'PUT',
  path: '/shops/:brandId',
  permission: canManageOrdering,
  input: UpdateShop,
  output: Shop,
  versioned: true,
})
export const uploadShopCover = endpoint({
  method: 'POST',
  path: '/shop-covers',
  permission: canManageOrdering,
  input: z.object({}),
  output: UploadedCover,
  accepts: 'file',
})
/** The codes of the shop and its tables on paper. */
export const printShopCodes = endpoint({
  method: 'POST',
  path: '/shops/:brandId/codes',
  permission: canManageOrdering,
  input: z.object({ brandId: Id, tables: z.boolean().default(false) }),
  output: z.object({ fileUrl: z.string() }),
})
/** One code as a picture (PNG): of the shop, or of a table. */
export const drawShopCode = endpoint({
  method: 'POST',
  path: '/shops/:brandId/code-pictures',
  permission: canManageOrdering,
  input: z.object({ brandId: Id, table: z.int().min(1).max(300).nullable().default(null) }),
  output: z.object({ fileUrl: z.string(), address: z.string() }),
})
/** Left behind by people who may be reached, the newest first. */
export const listLeftBaskets = endpoint({
  method: 'GET',
  path: '/left-baskets',
  permission: canReadOrders,
  input: z.object({ brandId: Id.optional() }),
  output: z.object({ items: z.array(LeftBasket), isCut: z.boolean() }),
})
/** Nothing of an order of another door. */
export const getShopClaim = endpoint({
  method: 'GET',
  path: '/orders/:id/shop-claim',
  permission: canReadOrders,
  input: z.object({ id: Id }),
  output: z.object({ claim: ShopClaim.nullable() }),
})

/** A customer's own link to each shop that is on: good for `days`, made anew each time. */
export const listShopLinks = endpoint({
  method: 'GET',
  path: '/contacts/:contactId/shop-links',
  permission: canTakeOrders,
  input: z.object({ contactId: Id }),
  output: z.object({ items: z.array(ShopLink), days: z.int() }),
})

const Basket = z.object({ slug: shopSlugInPath, token: BasketToken })

/** Keeps what a visitor wants so far under a token of theirs, and answers what it comes to. */
export const keepShopBasket = endpoint({
  method: 'PUT',
  path: '/public-shops/:slug/baskets/:token',
  permission: anyone,
  input: ShopDraft.extend(Basket.shape),
  output: ShopBasket,
})
/** What was kept under a token: for who comes back by a link. */
export const getShopBasket = endpoint({
  method: 'GET',
  path: '/public-shops/:slug/baskets/:token',
  permission: anyone,
  input: Basket,
  output: z.object({ draft: ShopDraft.nullable() }),
})
/** One basket is one order, however often it is sent. */
export const placeShopOrder = endpoint({
  method: 'POST',
  path: '/public-shops/:slug/orders',
  permission: anyone,
  input: PlaceShopOrder,
  output: z.object({ url: z.string() }),
})
