import { createHash } from 'node:crypto'
import { grossOf } from '#commerce/contract/totals.ts'
import { scaled, sum } from '#kernel/contract/shares.ts'
import * as basket from '#orders/server/shop/browser/basket.ts'
import * as checkout from '#orders/server/shop/browser/checkout.ts'
import * as following from '#orders/server/shop/browser/following.ts'
import * as kit from '#orders/server/shop/browser/kit.ts'
import * as product from '#orders/server/shop/browser/product.ts'
import * as start from '#orders/server/shop/browser/start.ts'

/**
 * The scripts of the pages, written from the very functions that are checked here: what Node runs has no types left in it.
 * There is nothing to build, and the preview of a price is counted by the code that the server counts with.
 */
const textOf = (functions: readonly unknown[], begin: string): string => {
  const named = functions.filter((one) => typeof one === 'function').map((one) => `const ${one.name}=${one}`)
  return `(()=>{'use strict'\n${named.join('\n')}\n${begin}()\n})()\n`.replaceAll(/^[ \t]+|[ \t]+$/gm, '').replaceAll(/\n{2,}/g, '\n')
}

let menu: string | undefined
export const menuSource = (): string =>
  (menu ??= textOf(
    [scaled, sum, grossOf, ...[kit, product, basket, checkout, start].flatMap((part) => Object.values(part))],
    start.startShop.name,
  ))

let order: string | undefined
export const orderSource = (): string => (order ??= textOf(Object.values(following), following.followOrder.name))

const versionOf = (source: string): string => createHash('sha256').update(source).digest('base64url').slice(0, 12)

/** With what it says in its address, so that a browser never runs an older one. */
export const menuScriptAddress = (): string => `/tienda.js?v=${versionOf(menuSource())}`
export const orderScriptAddress = (): string => `/tienda-pedido.js?v=${versionOf(orderSource())}`
