import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Listing } from '#kernel/contract/page.ts'
import { BusinessInstant, Instant } from '#kernel/contract/time.ts'
import { QuantityMilli, TaxKind, UnitCode } from '#commerce/contract/quantity.ts'

export const productKinds = ['good', 'service', 'combo'] as const
export const ProductKind = z.enum(productKinds)
export type ProductKind = z.infer<typeof ProductKind>

export const barcodeKinds = ['ean13', 'ean8', 'upca', 'weight', 'other'] as const
export const BarcodeKind = z.enum(barcodeKinds)
export type BarcodeKind = z.infer<typeof BarcodeKind>

export const mostVariants = 200
const Word = z.string().trim().min(1).max(60)

/**
 * A part of each week in which it is sold, on the clock of the brand. `day`: 1 is Monday, 7 is Sunday. It may end on the
 * following day: `to` is then at or before `from`.
 */
export const SaleHours = z.object({
  day: z.int().min(1).max(7),
  from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  to: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/),
})
export type SaleHours = z.infer<typeof SaleHours>

export const Barcode = z.object({ code: z.string(), kind: BarcodeKind })
export type Barcode = z.infer<typeof Barcode>

/** What a combo is made of. */
export const Component = z.object({
  variantId: Id,
  quantityMilli: QuantityMilli,
  /** Product and variant. */
  name: z.string(),
  unit: UnitCode,
})
export type Component = z.infer<typeof Component>

export const Variant = z.object({
  id: Id,
  /** '' where the product has one only; else its values: 'L / Rojo'. */
  name: z.string(),
  optionValues: z.array(z.string()),
  sku: z.string().nullable(),
  weightGrams: z.int().nullable(),
  /** Of one unit. `null`: nobody has said, or the asker may not know. */
  costMinor: z.int().nullable(),
  costCurrency: z.string().nullable(),
  barcodes: z.array(Barcode),
  components: z.array(Component),
  /** As it is now: sold out by hand, and not back yet. */
  isAvailable: z.boolean(),
  /** When it is there again by itself; `null`: when somebody says so. */
  soldOutUntil: Instant.nullable(),
})
export type Variant = z.infer<typeof Variant>

export const ProductImage = z.object({ fileId: Id, url: z.string(), thumbnailUrl: z.string() })
export type ProductImage = z.infer<typeof ProductImage>

export const Product = z.object({
  id: Id,
  categoryId: Id.nullable(),
  kind: ProductKind,
  name: z.string(),
  description: z.string(),
  unit: UnitCode,
  taxKind: TaxKind,
  taxBasisPoints: z.int(),
  /** What its variants differ in, in order: "Talle", "Color". */
  options: z.array(z.string()),
  /** Words of the shop: allergens, "sin TACC", "picante". */
  labels: z.array(z.string()),
  /** `null`: of every brand. */
  brandIds: z.array(Id).nullable(),
  /** `null`: always. */
  hours: z.array(SaleHours).nullable(),
  /** Where it is prepared. */
  station: z.string().nullable(),
  preparationMinutes: z.int().nullable(),
  variants: z.array(Variant),
  images: z.array(ProductImage),
  /** In the order in which they are asked. */
  modifierGroupIds: z.array(Id),
  createdAt: Instant,
  updatedAt: Instant,
  archivedAt: Instant.nullable(),
  version: z.int(),
})
export type Product = z.infer<typeof Product>

/** `some` of its variants are sold out, `none` is left. */
export const ProductAvailability = z.enum(['all', 'some', 'none'])

/** What lists show. */
export const ProductCard = Product.pick({
  id: true,
  categoryId: true,
  kind: true,
  name: true,
  unit: true,
  labels: true,
  brandIds: true,
  hours: true,
  station: true,
  createdAt: true,
  updatedAt: true,
  archivedAt: true,
  version: true,
}).extend({
  imageUrl: z.string().nullable(),
  /** Of its first variant. */
  sku: z.string().nullable(),
  variantId: Id,
  variantCount: z.int(),
  /** Of its first variant, taxes included, at the counter of the brand that was asked about, or of the main one. `null`: nobody has said. */
  priceMinor: z.int().nullable(),
  currency: z.string(),
  availability: ProductAvailability,
  soldOutUntil: BusinessInstant.nullable(),
})
export type ProductCard = z.infer<typeof ProductCard>

export const ListProducts = Listing.extend({
  show: z.enum(['active', 'archived']).default('active'),
  /** Those of the categories below it too; `none`: of no category. */
  categoryId: z.union([Id, z.literal('none')]).optional(),
  brandId: Id.optional(),
  /** Only what is sold out in some variant. */
  soldOut: z.stringbool().optional(),
})
export type ListProducts = z.output<typeof ListProducts>

/**
 * A variant without an id is new, those left out are sold no more. What it is called follows from its values, one for each
 * option of the product. Cost: only of whoever may know it; of others it stays.
 */
export const WriteVariant = z.object({
  id: Id.optional(),
  optionValues: z.array(Word).max(3).default([]),
  sku: z.string().trim().min(1).max(60).nullable().default(null),
  weightGrams: z.int().min(0).max(100_000_000).nullable().default(null),
  costMinor: z.int().min(0).max(1_000_000_000_000).nullable().default(null),
  costCurrency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .default(null),
  barcodes: z.array(z.string().trim().min(1).max(40)).max(20).default([]),
  components: z
    .array(z.object({ variantId: Id, quantityMilli: QuantityMilli }))
    .max(30)
    .default([]),
})
export type WriteVariant = z.output<typeof WriteVariant>

/** All of it at once. Whether something is sold out is said apart, so that whoever edits never undoes it. */
export const WriteProduct = z.object({
  categoryId: Id.nullable().default(null),
  name: z.string().trim().min(1).max(160),
  description: z.string().trim().max(4000).default(''),
  unit: UnitCode.default('piece'),
  taxKind: TaxKind,
  taxBasisPoints: z.int().min(0).max(10_000),
  options: z.array(Word).max(3).default([]),
  labels: z.array(Word).max(20).default([]),
  brandIds: z.array(Id).min(1).max(100).nullable().default(null),
  hours: z.array(SaleHours).min(1).max(84).nullable().default(null),
  station: z.string().trim().min(1).max(40).nullable().default(null),
  preparationMinutes: z.int().min(0).max(10_080).nullable().default(null),
  variants: z.array(WriteVariant).min(1).max(mostVariants).prefault([{}]),
  imageIds: z.array(Id).max(12).default([]),
  modifierGroupIds: z.array(Id).max(12).default([]),
})
export type WriteProduct = z.output<typeof WriteProduct>

/** What kind it is never changes: what hangs on it would mean something else. */
export const CreateProduct = WriteProduct.extend({ kind: ProductKind.default('good') })
export type CreateProduct = z.output<typeof CreateProduct>

export const UpdateProduct = WriteProduct.extend({ id: Id })
export type UpdateProduct = z.output<typeof UpdateProduct>

/** Sold out until somebody says otherwise, or until the morning: six o'clock where the organization is. */
export const Availability = z.enum(['available', 'sold-out', 'sold-out-until-morning'])
export type Availability = z.infer<typeof Availability>

/** Of single variants, or of everything that products have. */
export const SetAvailability = z.object({
  productIds: z.array(Id).max(500).default([]),
  variantIds: z.array(Id).max(500).default([]),
  availability: Availability,
})
export type SetAvailability = z.output<typeof SetAvailability>

/** One thing done to many. Those that cannot take it are told by name, with the reason; the others have it. */
export const ChangeProducts = z.object({
  ids: z.array(Id).min(1).max(500),
  change: z.discriminatedUnion('do', [
    z.object({ do: z.literal('archive') }),
    z.object({ do: z.literal('restore') }),
    z.object({ do: z.literal('categorize'), categoryId: Id.nullable() }),
  ]),
})
export type ChangeProducts = z.output<typeof ChangeProducts>

export const ProductsChanged = z.object({
  changed: z.int(),
  refused: z.array(z.object({ id: Id, name: z.string(), reason: z.string() })),
})
export type ProductsChanged = z.infer<typeof ProductsChanged>
