import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { pageOf } from '#kernel/contract/page.ts'
import { BusinessInstant } from '#kernel/contract/time.ts'
import { canReadCatalogue, canSetAvailability, canWriteCatalogue } from '#commerce/contract/permissions.ts'
import {
  ChangeProducts,
  CreateProduct,
  ListProducts,
  Product,
  ProductCard,
  ProductImage,
  ProductsChanged,
  SetAvailability,
  UpdateProduct,
} from '#commerce/contract/product.ts'
import { Menu, OfferedProduct, ScannedCode } from '#commerce/contract/product-sale.ts'

const One = z.object({ id: Id })

export const listProducts = endpoint({
  method: 'GET',
  path: '/products',
  permission: canReadCatalogue,
  input: ListProducts,
  output: pageOf(ProductCard),
})
export const getProduct = endpoint({ method: 'GET', path: '/products/:id', permission: canReadCatalogue, input: One, output: Product })
export const createProduct = endpoint({
  method: 'POST',
  path: '/products',
  permission: canWriteCatalogue,
  input: CreateProduct,
  output: Product,
  bodyLimit: 256 * 1024,
})
export const updateProduct = endpoint({
  method: 'PUT',
  path: '/products/:id',
  permission: canWriteCatalogue,
  input: UpdateProduct,
  output: Product,
  versioned: true,
  bodyLimit: 256 * 1024,
})
/** Not while a combo that is sold is made of it. */
export const setProductArchival = endpoint({
  method: 'PUT',
  path: '/products/:id/archival',
  permission: canWriteCatalogue,
  input: One.extend({ isArchived: z.boolean() }),
  output: Product,
})
export const changeProducts = endpoint({
  method: 'POST',
  path: '/product-changes',
  permission: canWriteCatalogue,
  input: ChangeProducts,
  output: ProductsChanged,
})
/** Whoever serves may say it: what is sold out is offered to nobody. */
export const setAvailability = endpoint({
  method: 'PUT',
  path: '/product-availability',
  permission: canSetAvailability,
  input: SetAvailability,
  output: z.object({ items: z.array(ProductCard) }),
})
/** A picture that becomes a product's when it is saved with it; forgotten after two days otherwise. */
export const uploadProductImage = endpoint({
  method: 'POST',
  path: '/product-images',
  permission: canWriteCatalogue,
  input: z.object({}),
  output: ProductImage,
  accepts: 'file',
})
/** Products by what they are called, their codes and labels; those whose name begins with it first. */
export const searchProducts = endpoint({
  method: 'GET',
  path: '/product-matches',
  permission: canReadCatalogue,
  input: z.object({
    text: z.string().trim().min(1).max(200),
    brandId: Id.optional(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  output: z.object({ items: z.array(OfferedProduct) }),
})
/** A barcode from a package or from a scale, as the reader types it. */
export const scanCode = endpoint({
  method: 'GET',
  path: '/scanned-codes/:code',
  permission: canReadCatalogue,
  input: z.object({ code: z.string().trim().min(1).max(60), brandId: Id.optional() }),
  output: ScannedCode,
})
/** What readers read on the packages of variants: for devices that have to find them without a connection. */
export const listVariantCodes = endpoint({
  method: 'GET',
  path: '/variant-codes',
  permission: canReadCatalogue,
  input: z.object({ variantIds: z.union([Id.transform((id) => [id]), z.array(Id).max(100)]) }),
  output: z.object({ items: z.array(z.object({ variantId: Id, codes: z.array(z.string()) })) }),
})
/** What a brand sells at a moment. */
export const getMenu = endpoint({
  method: 'GET',
  path: '/menu',
  permission: canReadCatalogue,
  input: z.object({ brandId: Id.optional(), at: BusinessInstant.optional() }),
  output: Menu,
})
