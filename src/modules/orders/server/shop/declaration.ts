import { serve, servePlatform, type PublicPage, type Route, type Schedule } from '#kernel/module.ts'
import * as api from '#orders/contract/shop-api.ts'
import * as baskets from '#orders/server/shop/baskets.ts'
import * as buyers from '#orders/server/shop/buyers.ts'
import * as claims from '#orders/server/shop/claims.ts'
import * as codes from '#orders/server/shop/codes.ts'
import { forgetBaskets } from '#orders/server/shop/forgetting.job.ts'
import { menuPage, menuScript } from '#orders/server/shop/menu-page.ts'
import { orderPage, orderScript, callOffPage } from '#orders/server/shop/order-page.ts'
import { remindAbout } from '#orders/server/shop/reminding.job.ts'
import * as shops from '#orders/server/shop/shops.ts'
import { waitingPage } from '#orders/server/shop/waiting-page.ts'
import * as visitors from '#orders/server/shop/visitors.ts'

export const shopRoutes: readonly Route[] = [
  serve(api.listShops, shops.list),
  serve(api.updateShop, shops.update),
  serve(api.uploadShopCover, shops.uploadCover),
  serve(api.printShopCodes, codes.print),
  serve(api.drawShopCode, codes.draw),
  serve(api.listLeftBaskets, baskets.left),
  serve(api.listShopLinks, buyers.linksOf),
  serve(api.getShopClaim, claims.get),
  servePlatform(api.keepShopBasket, visitors.keepBasket),
  servePlatform(api.getShopBasket, visitors.getBasket),
  servePlatform(api.placeShopOrder, visitors.placeOrder),
]

export const shopPages: readonly PublicPage[] = [
  { method: 'GET', path: '/tienda/:slug', handle: menuPage },
  { method: 'GET', path: '/tienda/:slug/pedido/:token', handle: orderPage },
  { method: 'POST', path: '/tienda/:slug/pedido/:token', handle: callOffPage },
  { method: 'POST', path: '/tienda/:slug/avisos', handle: waitingPage },
  { method: 'GET', path: '/tienda.js', handle: menuScript },
  { method: 'GET', path: '/tienda-pedido.js', handle: orderScript },
]

export const shopJobs = [remindAbout, forgetBaskets]
export const shopSchedules: readonly Schedule[] = [
  { name: 'orders.forget-baskets', everySeconds: 86_400, job: forgetBaskets, per: 'organization' },
]
