import { minorDigits } from '#kernel/contract/currency-digits.ts'
import { usualTaxPercent } from '#commerce/contract/usual-tax.ts'
import type { createProduct } from '#commerce/contract/product-api.ts'
import type { Component, Product, ProductImage, ProductKind, SaleHours } from '#commerce/contract/product.ts'
import type { TaxKind, UnitCode } from '#commerce/contract/quantity.ts'
import type { OptionDraft } from '#commerce/web/catalogue/variant-matrix.ts'
import type { InputOf } from '#kernel/contract/declare.ts'
import { minorOf } from '#web/money-input.ts'

/** Fields of numbers hold text while they are empty. */
type Typed = number | string

export type ComponentDraft = Pick<Component, 'variantId' | 'name' | 'unit'> & { quantity: Typed }

export type VariantDraft = {
  key: string
  id?: string
  optionValues: string[]
  sku: string
  barcodes: string[]
  weightGrams: Typed
  /** In the general list; asked only of what is new. */
  price: Typed
  cost: Typed
  costCurrency: string
  components: ComponentDraft[]
}

/** The same hours on several days, as people say it. */
export type HoursDraft = { key: string; days: number[]; from: string; to: string }

export type ProductDraft = {
  kind: ProductKind
  name: string
  description: string
  categoryId: string | null
  unit: UnitCode
  taxKind: TaxKind
  taxPercent: Typed
  labels: string[]
  options: OptionDraft[]
  variants: VariantDraft[]
  brandIds: string[]
  hours: HoursDraft[]
  station: string
  preparationMinutes: Typed
  images: ProductImage[]
  modifierGroupIds: string[]
}

export const newKey = (): string => crypto.randomUUID()

export const emptyVariant = (currency: string, optionValues: string[] = []): VariantDraft => ({
  key: newKey(),
  optionValues,
  sku: '',
  barcodes: [],
  weightGrams: '',
  price: '',
  cost: '',
  costCurrency: currency,
  components: [],
})

export const newDraft = (currency: string, country: string | null): ProductDraft => ({
  kind: 'good',
  name: '',
  description: '',
  categoryId: null,
  unit: 'piece',
  taxKind: 'taxed',
  taxPercent: usualTaxPercent(country),
  labels: [],
  options: [],
  variants: [emptyVariant(currency)],
  brandIds: [],
  hours: [],
  station: '',
  preparationMinutes: '',
  images: [],
  modifierGroupIds: [],
})

export function draftOf(product: Product, currency: string): ProductDraft {
  const { options, variants, hours, brandIds, station, preparationMinutes, taxBasisPoints, ...rest } = product
  return {
    kind: rest.kind,
    name: rest.name,
    description: rest.description,
    categoryId: rest.categoryId,
    unit: rest.unit,
    taxKind: rest.taxKind,
    taxPercent: taxBasisPoints / 100,
    labels: [...rest.labels],
    options: options.map((name, i) => ({ key: String(i), name, values: [...new Set(variants.map((one) => one.optionValues[i] ?? ''))] })),
    variants: variants.map((one) => ({
      key: one.id,
      id: one.id,
      optionValues: [...one.optionValues],
      sku: one.sku ?? '',
      barcodes: one.barcodes.map(({ code }) => code),
      weightGrams: one.weightGrams ?? '',
      price: '',
      cost: one.costMinor === null ? '' : one.costMinor / 10 ** minorDigits(one.costCurrency ?? currency),
      costCurrency: one.costCurrency ?? currency,
      components: one.components.map(({ variantId, name, unit, quantityMilli }) => ({
        variantId,
        name,
        unit,
        quantity: quantityMilli / 1000,
      })),
    })),
    brandIds: brandIds ? [...brandIds] : [],
    hours: hoursDraftOf(hours ?? []),
    station: station ?? '',
    preparationMinutes: preparationMinutes ?? '',
    images: [...rest.images],
    modifierGroupIds: [...rest.modifierGroupIds],
  }
}

const hoursDraftOf = (hours: readonly SaleHours[]): HoursDraft[] =>
  [...Map.groupBy(hours, ({ from, to }) => `${from} ${to}`)].map(([key, all]) => ({
    key,
    days: all.map(({ day }) => day).toSorted((a, b) => a - b),
    from: all[0]?.from ?? '',
    to: all[0]?.to ?? '',
  }))

const numberOf = (typed: Typed): number | null => (typed === '' ? null : Number(typed))

/** Everything that the endpoint takes; what kind it is only where it is made. */
export function inputOf(draft: ProductDraft): InputOf<typeof createProduct> {
  const hours = draft.hours.flatMap(({ days, from, to }) => days.map((day) => ({ day, from, to })))
  return {
    kind: draft.kind,
    name: draft.name.trim(),
    description: draft.description.trim(),
    categoryId: draft.categoryId,
    unit: draft.unit,
    taxKind: draft.taxKind,
    taxBasisPoints: draft.taxKind === 'taxed' ? Math.round(Number(draft.taxPercent || 0) * 100) : 0,
    labels: draft.labels,
    options: draft.options.filter(({ values }) => values.length > 0).map(({ name }) => name.trim()),
    brandIds: draft.brandIds.length > 0 ? draft.brandIds : null,
    hours: hours.length > 0 ? hours : null,
    station: draft.station.trim() || null,
    preparationMinutes: numberOf(draft.preparationMinutes),
    imageIds: draft.images.map(({ fileId }) => fileId),
    modifierGroupIds: draft.modifierGroupIds,
    variants: draft.variants.map(({ id, optionValues, sku, barcodes, weightGrams, cost, costCurrency, components }) => ({
      ...(id !== undefined && { id }),
      optionValues,
      sku: sku.trim() || null,
      barcodes,
      weightGrams: numberOf(weightGrams),
      costMinor: minorOf(cost, costCurrency),
      costCurrency: cost === '' ? null : costCurrency,
      components:
        draft.kind === 'combo'
          ? components.map(({ variantId, quantity }) => ({
              variantId,
              quantityMilli: Math.max(1, Math.round(Number(quantity || 1) * 1000)),
            }))
          : [],
    })),
  }
}

/** The prices that were typed for something new, for its variants as they were made: in the same order. */
export const pricesOf = (draft: ProductDraft, made: Pick<Product, 'variants'>): { variantId: string; amountMinor: number }[] =>
  draft.variants.flatMap(({ price, costCurrency }, i) => {
    const [variantId, amountMinor] = [made.variants[i]?.id, minorOf(price, costCurrency)]
    return variantId === undefined || amountMinor === null ? [] : [{ variantId, amountMinor }]
  })
