import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import type { TestOrg } from '#kernel/testing/org.ts'
import { ProductImportMapping, type ProductImport } from '#commerce/contract/product-import.ts'
import { ListProducts, type Product } from '#commerce/contract/product.ts'
import * as products from '#commerce/server/catalogue/products.ts'
import * as imports from '#commerce/server/imports/imports.ts'
import * as prices from '#commerce/server/prices/prices.ts'

export const upload = async (shop: TestOrg, content: string | Buffer, name = 'productos.csv') => {
  const { id } = await shop.run((ctx) => imports.create(ctx), {
    upload: { name, declaredMime: 'text/csv', stream: Readable.from([Buffer.from(content as string)]) },
  })
  await shop.settle()
  return shop.read((ctx) => imports.get(ctx, { id }))
}

export const check = async (shop: TestOrg, one: ProductImport, extra: object = {}) => {
  const mapping = ProductImportMapping.parse({ ...one.mapping, ...extra })
  await shop.run((ctx) => imports.check(ctx, { id: one.id, mapping }))
  await shop.settle()
  return shop.read((ctx) => imports.get(ctx, { id: one.id }))
}

export const step = async (shop: TestOrg, id: string, what: 'run' | 'undo') => {
  await shop.run((ctx) => imports[what](ctx, { id }))
  await shop.settle()
  return shop.read((ctx) => imports.get(ctx, { id }))
}

export const bring = async (shop: TestOrg, content: string, extra: object = {}) => {
  const read = await upload(shop, content)
  await check(shop, read, extra)
  return step(shop, read.id, 'run')
}

export const cards = async (shop: TestOrg) => (await shop.read((ctx) => products.list(ctx, ListProducts.parse({ limit: 200 })))).items

export const called = async (shop: TestOrg, name: string): Promise<Product> => {
  const found = (await cards(shop)).find((one) => one.name === name)
  assert.ok(found, `${name} is in the catalogue`)
  return shop.read((ctx) => products.get(ctx, { id: found.id }))
}

export const pricesOf = async (shop: TestOrg, id: string) =>
  (await shop.read((ctx) => prices.ofProduct(ctx, { id }))).items.map((one) => one.prices.map(({ amountMinor }) => amountMinor))

export const clothes = `Categoría;Nombre;Talle;Código;Código de barras;Precio;IVA;Etiquetas;Disponible
Ropa > Remeras;Remera lisa;S;REM-S;7790001000019;"1.234,50";21;Algodón;sí
Ropa > Remeras;Remera lisa;L;REM-L;7790001000026;"$ 1,234.50";21;Algodón;agotado
Bebidas;Agua;;AGUA;;900;10,5%;;sí
`
