import { readdir, readFile } from 'node:fs/promises'
import { z } from 'zod'
import { CreateCategory } from '#commerce/contract/category.ts'
import { WriteModifierGroup } from '#commerce/contract/modifier-group.ts'
import { CreateProduct, type Product } from '#commerce/contract/product.ts'
import { UnitCode } from '#commerce/contract/quantity.ts'
import { set as setAvailability } from '#commerce/server/catalogue/availability.ts'
import { create as createCategory } from '#commerce/server/catalogue/categories.ts'
import { create as createGroup } from '#commerce/server/catalogue/modifier-groups.ts'
import { create as createProduct } from '#commerce/server/catalogue/products.ts'
import { write as setPrices } from '#commerce/server/prices/prices.ts'
import * as identity from '#identity/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { DemoBusiness } from '#kernel/module.ts'

/** Prices and costs in minor units of the business's currency. */
const Amounts = { price: z.int(), cost: z.int().nullable().default(null) }
const DemoProduct = z.object({
  key: z.string(),
  category: z.string(),
  name: z.string(),
  description: z.string().default(''),
  unit: UnitCode.default('piece'),
  ...Amounts,
  price: Amounts.price.optional(),
  option: z.string().optional(),
  /** `sku`: as the catalogue of the channel calls it; made of the keys otherwise. */
  variants: z.array(z.object({ key: z.string(), value: z.string(), sku: z.string().optional(), ...Amounts })).default([]),
  /** Of a combo: keys of what it is made of, `papas grandes` for a variant, and how many. */
  parts: z.array(z.tuple([z.string(), z.number()])).optional(),
  groups: z.array(z.string()).default([]),
  labels: z.array(z.string()).default([]),
  hours: z.object({ days: z.array(z.int()), from: z.string(), to: z.string() }).optional(),
  station: z.string().optional(),
  minutes: z.int().optional(),
})
const Menu = z.object({
  categories: z.array(z.object({ key: z.string(), name: z.string(), parent: z.string().optional() })),
  modifierGroups: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      least: z.int().default(0),
      most: z.int(),
      modifiers: z.array(z.object({ name: z.string(), price: z.int().default(0) })),
    }),
  ),
  products: z.array(DemoProduct),
  soldOut: z.array(z.string()).default([]),
  /** A folder of pictures, each named by the key of its product: `coca.webp`. */
  pictures: z.instanceof(URL).nullable().default(null),
})
/** What this module reads of a demo business. */
export const CatalogueDemo = z.object({
  menu: Menu.nullable().default(null),
  /** How long it has been sold, where that is longer than the rest of the demo. */
  tradingDays: z.int().default(0),
})

/** What the rest of a demo knows of something that is sold, by its key (`coca 1500`, `pollo-entero`). */
export type DemoVariant = { productId: string; variantId: string; priceMinor: number }

/** `business.made` then has `commerce.variants`: a map of `DemoVariant` by key. */
export async function loadCatalogue(ctx: Ctx, business: DemoBusiness, menu: z.infer<typeof Menu>, days: number): Promise<void> {
  const { currency } = await identity.organization(ctx)
  const variants = new Map<string, DemoVariant>()
  await business.at(new Date(ctx.now.getTime() - days * 86_400_000), ctx.actor, async (then) => {
    const categories = new Map<string, string>()
    for (const { key, name, parent } of menu.categories)
      categories.set(key, (await createCategory(then, CreateCategory.parse({ name, parentId: parent ? categories.get(parent) : null }))).id)
    const groups = new Map<string, string>()
    for (const { key, modifiers, ...rest } of menu.modifierGroups) {
      const input = { ...rest, modifiers: modifiers.map(({ name, price }) => ({ name, priceMinor: price })) }
      groups.set(key, (await createGroup(then, WriteModifierGroup.parse(input))).id)
    }
    const pictures = menu.pictures ? await loadPictures(then, menu.pictures) : new Map<string, string>()
    for (const one of menu.products) {
      const product = await createProduct(then, CreateProduct.parse(inputOf(one, { categories, groups, variants, pictures, currency })))
      keep(variants, one, product)
    }
    await setPrices(then, {
      listId: 'main',
      items: [...variants.values()].map(({ variantId, priceMinor }) => ({ variantId, leastMilli: 0, amountMinor: priceMinor, from: null })),
    })
  })
  const gone = menu.soldOut.flatMap((key) => variants.get(key)?.variantId ?? [])
  if (gone.length > 0)
    await business.at(ctx.now, ctx.actor, (now) =>
      setAvailability(now, { productIds: [], variantIds: gone, availability: 'sold-out-until-morning' }),
    )
  business.made.set('commerce.variants', variants)
}

/** Ids of the files by the key of what they show. */
async function loadPictures(ctx: Ctx, folder: URL): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>()
  for (const name of await readdir(folder)) {
    const bytes = await readFile(new URL(name, folder))
    ids.set(name.replace(/\.\w+$/, ''), (await ctx.files.put(ctx, { bytes, name, accept: ['image'] })).id)
  }
  return ids
}

type Known = {
  categories: ReadonlyMap<string, string>
  groups: ReadonlyMap<string, string>
  variants: ReadonlyMap<string, DemoVariant>
  pictures: ReadonlyMap<string, string>
  currency: string
}

/** The usual rate where the demos are. */
const taxBasisPoints = 2100

function inputOf(
  one: z.infer<typeof DemoProduct>,
  { categories, groups, variants, pictures, currency }: Known,
): z.input<typeof CreateProduct> {
  const cost = (costMinor: number | null) => ({ costMinor, costCurrency: costMinor === null ? null : currency })
  const parts = one.parts?.map(([key, count]) => {
    const part = variants.get(key)
    if (!part) throw new Error(`a demo combo is made of something unknown: ${key}`)
    return { variantId: part.variantId, quantityMilli: count * 1000 }
  })
  const sku = (key: string): string => key.toUpperCase().replaceAll(' ', '-')
  return {
    categoryId: categories.get(one.category) ?? null,
    kind: parts ? 'combo' : 'good',
    name: one.name,
    description: one.description,
    unit: one.unit,
    taxKind: 'taxed',
    taxBasisPoints,
    labels: one.labels,
    imageIds: [pictures.get(one.key) ?? []].flat(),
    options: one.option ? [one.option] : [],
    hours: one.hours ? one.hours.days.map((day) => ({ day, from: one.hours?.from ?? '', to: one.hours?.to ?? '' })) : null,
    station: one.station ?? null,
    preparationMinutes: one.minutes ?? null,
    modifierGroupIds: one.groups.flatMap((key) => groups.get(key) ?? []),
    variants: one.option
      ? one.variants.map((variant) => ({
          optionValues: [variant.value],
          sku: variant.sku ?? sku(`${one.key} ${variant.key}`),
          ...cost(variant.cost),
        }))
      : [{ sku: sku(one.key), ...cost(one.cost), ...(parts && { components: parts }) }],
  }
}

function keep(variants: Map<string, DemoVariant>, one: z.infer<typeof DemoProduct>, product: Product): void {
  product.variants.forEach(({ id: variantId }, i) => {
    const of = one.variants[i]
    const made = { productId: product.id, variantId, priceMinor: of?.price ?? one.price ?? 0 }
    variants.set(of ? `${one.key} ${of.key}` : one.key, made)
  })
}
