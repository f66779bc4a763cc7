import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { ProductKind } from '#commerce/contract/product.ts'
import { TaxKind, UnitCode } from '#commerce/contract/quantity.ts'

/** Why something cannot be had now: it is sold no more, is sold out, is sold at other hours, or belongs to another brand. */
export const saleRefusals = ['archived', 'sold-out', 'not-now', 'other-brand'] as const
export const SaleRefusal = z.enum(saleRefusals)
export type SaleRefusal = z.infer<typeof SaleRefusal>

export const SaleModifier = z.object({
  id: Id,
  name: z.string(),
  priceMinor: z.int(),
  variantId: Id.nullable(),
  isAvailable: z.boolean(),
})
export type SaleModifier = z.infer<typeof SaleModifier>

export const SaleModifierGroup = z.object({
  id: Id,
  name: z.string(),
  least: z.int(),
  most: z.int(),
  modifiers: z.array(SaleModifier),
})
export type SaleModifierGroup = z.infer<typeof SaleModifierGroup>

/** What a combo is made of; its own taxes and place, because those of the parts may differ. */
export const SaleComponent = z.object({
  variantId: Id,
  productId: Id,
  categoryId: Id.nullable(),
  name: z.string(),
  unit: UnitCode,
  quantityMilli: z.int(),
  taxKind: TaxKind,
  taxBasisPoints: z.int(),
  station: z.string().nullable(),
})
export type SaleComponent = z.infer<typeof SaleComponent>

/** Everything that a quote or an order has to know of what is bought, but its price. */
export const SaleVariant = z.object({
  id: Id,
  productId: Id,
  categoryId: Id.nullable(),
  kind: ProductKind,
  /** Product and variant as a customer reads them: "Remera (L / Rojo)". */
  name: z.string(),
  productName: z.string(),
  variantName: z.string(),
  sku: z.string().nullable(),
  unit: UnitCode,
  taxKind: TaxKind,
  taxBasisPoints: z.int(),
  weightGrams: z.int().nullable(),
  costMinor: z.int().nullable(),
  costCurrency: z.string().nullable(),
  station: z.string().nullable(),
  preparationMinutes: z.int().nullable(),
  /** `null`: it can be had. */
  refusal: SaleRefusal.nullable(),
  /** How much of it there is; absent: as much as is wanted. */
  leftMilli: z.int().optional(),
  modifierGroups: z.array(SaleModifierGroup),
  components: z.array(SaleComponent),
})
export type SaleVariant = z.infer<typeof SaleVariant>

/** A product as it is offered. */
export const OfferedProduct = z.object({
  id: Id,
  categoryId: Id.nullable(),
  kind: ProductKind,
  name: z.string(),
  description: z.string(),
  unit: UnitCode,
  labels: z.array(z.string()),
  imageUrl: z.string().nullable(),
  /**
   * `leftMilli`: how much of it there is; absent: as much as is wanted. `mayWait`: nothing of it is left, and whoever wants it
   * can be told when it is there again.
   */
  variants: z.array(
    z.object({
      id: Id,
      name: z.string(),
      sku: z.string().nullable(),
      refusal: SaleRefusal.nullable(),
      leftMilli: z.int().optional(),
      mayWait: z.literal(true).optional(),
    }),
  ),
  modifierGroupIds: z.array(Id),
})
export type OfferedProduct = z.infer<typeof OfferedProduct>

/** In their order, only those that have something; `id` is `null` for what is of no category, at the end. */
export const MenuCategory = z.object({
  id: Id.nullable(),
  parentId: Id.nullable(),
  name: z.string(),
  imageUrl: z.string().nullable(),
  products: z.array(OfferedProduct),
})
export type MenuCategory = z.infer<typeof MenuCategory>

export const Menu = z.object({ categories: z.array(MenuCategory), modifierGroups: z.array(SaleModifierGroup) })
export type Menu = z.infer<typeof Menu>

/** What a scanned code stands for. Codes of a scale say how much of it, or for how much money. */
export const ScannedCode = z.object({
  variant: SaleVariant,
  quantityMilli: z.int().nullable(),
  /** Minor units of the scale's currency, when the code says the price and not the weight. */
  amountMinor: z.int().nullable(),
})
export type ScannedCode = z.infer<typeof ScannedCode>
