import { listProducts } from '#commerce/contract/product-api.ts'
import { productImports } from '#commerce/contract/product-import-api.ts'
import type { SheetKind } from '#web/sheets/sheet.ts'

export const productSheet: SheetKind = {
  api: productImports,
  topic: 'commerce.product-import',
  words: 'commerce.import',
  path: '/catalogo/importar',
  seenAt: '/catalogo',
  moves: [listProducts],
}
