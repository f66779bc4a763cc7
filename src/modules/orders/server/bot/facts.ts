import { createHash } from 'node:crypto'
import * as commerce from '#commerce/server/public.ts'
import type { Menu } from '#commerce/contract/product-sale.ts'
import * as identity from '#identity/server/public.ts'
import { isNeverOpen, isOpen, nextOpening, type WorkingHours } from '#kernel/contract/business-time.ts'
import { minorDigits } from '#kernel/contract/money.ts'
import { firstNameOf } from '#kernel/contract/text.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { brandUnknown } from '#orders/server/problems.ts'
import * as carts from '#orders/server/carts/carts.store.ts'
import { indexOf, type CatalogueIndex } from '#orders/server/parsing/catalogue-index.ts'
import * as zones from '#orders/server/zones/zones.store.ts'
import type { Facts } from './place.ts'

export type Asked = { brandId: string; contactId: string; contactName: string; key: string; silentMs: number; takesLater: boolean }

/** What this shop sells at this moment, where it brings it, and what this customer had last: all of it in one go. */
export async function factsOf(
  ctx: Ctx,
  { brandId, contactId, contactName, key, silentMs, takesLater }: Asked,
): Promise<Facts & { currency: string }> {
  const [menu, brands, hours, where, past] = await Promise.all([
    commerce.menu(ctx, { brandId, isWhole: true }),
    identity.brands(ctx),
    identity.workingHours(ctx, brandId),
    zones.list(ctx, brandId),
    carts.lastDelivered(ctx, { brandId, contactId }),
  ])
  const brand = brands.find(({ id }) => id === brandId)
  if (!brand) throw brandUnknown()
  const now = ctx.now.toISOString()
  const open = hours === undefined || isOpen(hours, now)
  return {
    now,
    key,
    customerName: firstNameOf(contactName) || 'none',
    categories: menu.categories,
    productById: new Map(menu.categories.flatMap(({ products }) => products.map((one) => [one.id, one] as const))),
    groupById: new Map(menu.modifierGroups.map((one) => [one.id, one])),
    index: indexFor(ctx.org, brandId, menu),
    zones: where,
    usual: past?.lines ?? [],
    lastAddress: past?.address ?? null,
    digits: minorDigits(brand.currency),
    currency: brand.currency,
    isOpen: open,
    opensAt: open || !hours ? null : openingOf(hours, now),
    takesLater,
    silentMs,
  }
}

function openingOf(hours: WorkingHours, now: string): string | null {
  try {
    return nextOpening(hours, now)
  } catch (error) {
    if (isNeverOpen(error)) return null
    throw error
  }
}

// Made once for what a brand sells, and known by what that is called: another name, size or choice makes another one.
const known = new Map<string, { digest: string; index: CatalogueIndex }>()
const mostKnown = 60

function indexFor(org: string, brandId: string, { categories, modifierGroups }: Menu): CatalogueIndex {
  const groupById = new Map(modifierGroups.map((one) => [one.id, one]))
  const goods = categories.flatMap(({ name: category, products }) =>
    products.map(({ id, name, unit, variants, modifierGroupIds }) => ({
      productId: id,
      name,
      category,
      unit,
      variants: variants.map((one) => ({ id: one.id, name: one.name })),
      modifiers: modifierGroupIds.flatMap((group) =>
        (groupById.get(group)?.modifiers ?? []).map((one) => ({ id: one.id, name: one.name })),
      ),
    })),
  )
  const name = `${org} ${brandId}`
  const digest = createHash('sha1').update(JSON.stringify(goods)).digest('base64')
  const before = known.get(name)
  if (before?.digest === digest) return before.index
  const index = indexOf(goods)
  known.delete(name)
  known.set(name, { digest, index })
  const oldest = known.size > mostKnown ? known.keys().next().value : undefined
  if (oldest !== undefined) known.delete(oldest)
  return index
}
