import type { SaleVariant } from '#commerce/contract/product-sale.ts'
import { isWhole } from '#commerce/contract/quantity.ts'
import * as commerce from '#commerce/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { ListItems, SaveItem, SupplierItem, SupplierPrice } from '#purchasing/contract/supplier.ts'
import * as problems from '#purchasing/server/problems.ts'
import * as store from '#purchasing/server/suppliers/items.store.ts'
import { required, subjectOf, tell } from '#purchasing/server/suppliers/suppliers.ts'

/** More changes of one price than anybody looks through. */
const mostPrices = 200

export async function list(ctx: Ctx, { supplierId, variantId }: ListItems): Promise<{ items: SupplierItem[] }> {
  const rows = supplierId ? await store.ofSupplier(ctx, supplierId) : variantId ? await store.ofVariants(ctx, [variantId]) : []
  const named = await withNames(ctx, rows)
  return { items: named.filter((item) => !variantId || item.variantId === variantId) }
}

/** By name; what the catalogue knows no more is left out. */
async function withNames(ctx: Ctx, rows: readonly store.ItemRow[]): Promise<SupplierItem[]> {
  const variants = await byId(
    ctx,
    rows.map(({ variantId }) => variantId),
  )
  return rows
    .flatMap((row) => {
      const variant = variants.get(row.variantId)
      return variant ? [{ ...row, name: variant.name, unit: variant.unit }] : []
    })
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

export const byId = async (ctx: Ctx, variantIds: readonly string[]): Promise<Map<string, SaleVariant>> =>
  new Map((await commerce.variantsForSale(ctx, variantIds)).map((variant) => [variant.id, variant]))

/** What somebody sells us, as it is from now on. A price that changed is kept beside those it had. */
export async function save(ctx: Ctx, input: SaveItem): Promise<SupplierItem> {
  const supplier = await required(ctx, input.supplierId, { isLocked: true })
  const variant = (await byId(ctx, [input.variantId])).get(input.variantId)
  if (!variant) throw problems.variantUnknown()
  if (variant.kind !== 'good') throw problems.notBought({ name: variant.name })
  if (isWhole(variant.unit) && input.stockMilli % 1000 !== 0) throw problems.packNotWhole({ name: variant.name })
  const before = (await store.ofSupplier(ctx, supplier.id)).find(({ variantId }) => variantId === variant.id)
  const isRepriced = before === undefined || before.priceMinor !== input.priceMinor
  const id = before?.id ?? ctx.newId()
  const pricedAt = isRepriced ? ctx.now.toISOString() : before.pricedAt
  await store.put(ctx, { ...input, id, priceMinor: before?.priceMinor ?? input.priceMinor, pricedAt })
  if (isRepriced) await store.reprice(ctx, [{ itemId: id, priceMinor: input.priceMinor, source: 'typed', sourceId: null }])
  if (input.isPreferred) await store.preferOnly(ctx, variant.id, id)
  ctx.audit({
    action: before ? 'purchasing.item.updated' : 'purchasing.item.added',
    subject: subjectOf(supplier),
    ...(before && { before: { product: variant.name, priceMinor: before.priceMinor } }),
    after: { product: variant.name, priceMinor: input.priceMinor, supplyUnit: input.supplyUnit, code: input.code },
  })
  await tell(ctx, supplier)
  const [saved] = await withNames(ctx, [(await store.find(ctx, id)) as store.ItemRow])
  if (!saved) throw problems.itemNotFound()
  return saved
}

/** What is asked for things of a supplier from now on, by whatever says so; what costs what it did, or is not sold any more, stays. */
export async function keepPrices(
  ctx: Ctx,
  supplierId: string,
  asked: readonly { itemId: string | null; priceMinor: number }[],
  from: Pick<store.NewPrice, 'source' | 'sourceId'>,
): Promise<void> {
  const known = new Map((await store.ofSupplier(ctx, supplierId)).map((item) => [item.id, item.priceMinor]))
  await store.reprice(
    ctx,
    asked.flatMap(({ itemId, priceMinor }) => {
      const before = itemId === null ? undefined : known.get(itemId)
      return itemId === null || before === undefined || before === priceMinor ? [] : [{ itemId, priceMinor, ...from }]
    }),
  )
}

export async function remove(ctx: Ctx, { id }: { id: string }): Promise<Record<string, never>> {
  const item = await store.find(ctx, id)
  if (!item) throw problems.itemNotFound()
  const supplier = await required(ctx, item.supplierId, { isLocked: true })
  await store.archive(ctx, id)
  const variant = (await byId(ctx, [item.variantId])).get(item.variantId)
  ctx.audit({
    action: 'purchasing.item.removed',
    subject: subjectOf(supplier),
    before: { product: variant?.name ?? '', priceMinor: item.priceMinor },
  })
  await tell(ctx, supplier)
  return {}
}

export async function prices(ctx: Ctx, { id }: { id: string }): Promise<{ items: SupplierPrice[] }> {
  if (!(await store.find(ctx, id))) throw problems.itemNotFound()
  return { items: await store.prices(ctx, id, mostPrices) }
}
