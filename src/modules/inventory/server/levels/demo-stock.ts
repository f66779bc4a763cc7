import { z } from 'zod'
import { addDays, dayIn } from '#kernel/contract/calendar-day.ts'
import type { Actor, Ctx } from '#kernel/ctx.ts'
import type { DemoBusiness } from '#kernel/module.ts'
import { NoticeTemplate } from '#inventory/contract/notice.ts'
import * as permissions from '#inventory/contract/permissions.ts'
import { WriteRecipe } from '#inventory/contract/recipe.ts'
import { keep } from '#inventory/server/items/items.ts'
import { create as createLocation } from '#inventory/server/locations/locations.ts'
import { places } from '#inventory/server/locations/places.ts'
import { receive } from '#inventory/server/movements/receiving.ts'
import { write as writeRecipe } from '#inventory/server/recipes/recipes.ts'
import { settingOf } from '#inventory/server/settings/settings.ts'
import { update } from '#inventory/server/settings/writing.ts'
import * as transfers from '#inventory/server/transfers/transfers.ts'

const Item = z.object({
  key: z.string(),
  /** Of one, in minor units. */
  cost: z.int(),
  /** Whole units: that came, and that were brought to the shop. */
  came: z.int(),
  atShop: z.int(),
  point: z.int(),
  upTo: z.int(),
  /** `days` from now on which they expire. */
  lots: z.array(z.object({ code: z.string(), share: z.int(), days: z.int() })).default([]),
})
const Notice = z.object({ template: z.string(), values: NoticeTemplate.shape.values })
const Stock = z.object({
  by: z.string(),
  warehouse: z.string(),
  daysAgo: z.int(),
  items: z.array(Item),
  recipes: z.array(z.object({ key: z.string(), parts: z.array(z.tuple([z.string(), z.number()])) })).default([]),
  notices: z.object({ keeper: Notice, waiting: Notice }).optional(),
  onItsWay: z.object({ hoursAgo: z.number(), key: z.string(), quantity: z.int() }),
})
export const DemoStock = z.object({ stock: Stock.nullable().default(null) })

const dayMs = 86_400_000

export const variantsOf = (business: DemoBusiness): ReadonlyMap<string, { variantId: string }> =>
  (business.made.get('commerce.variants') ?? new Map()) as ReadonlyMap<string, { variantId: string }>

/** Somebody of the business who may do everything with stock. */
export function keeperOf(business: DemoBusiness, key: string): Actor | undefined {
  const people = (business.made.get('identity.people') ?? new Map()) as ReadonlyMap<string, { id: string; name: string; teamIds: string[] }>
  const person = people.get(key)
  const rights = new Set(Object.values(permissions).map(({ code }) => code))
  return person && { kind: 'user', permissions: rights, sessionId: person.id, ...person }
}

/** Came to the warehouse, part of it was brought to the shop, and some is on its way there now. */
export async function loadStock(ctx: Ctx, business: DemoBusiness, stock: z.infer<typeof Stock>): Promise<void> {
  const variants = variantsOf(business)
  const actor = keeperOf(business, stock.by)
  const known = stock.items.flatMap((item) => {
    const variantId = variants.get(item.key)?.variantId
    return variantId === undefined ? [] : [{ ...item, variantId }]
  })
  if (!actor || known.length === 0) return
  const ago = (ms: number): Date => new Date(ctx.now.getTime() - ms)
  const day = (days: number): string => addDays(dayIn(ctx.zone, ctx.now), days)
  const { notices } = stock
  if (notices) await business.at(ago(stock.daysAgo * dayMs), actor, (then) => loadNotices(then, business, notices))
  const way = await business.at(ago(stock.daysAgo * dayMs), actor, async (then) => {
    const warehouse = await createLocation(then, { brandId: null, name: stock.warehouse, kind: 'warehouse' })
    const shop = (await places(then)).defaultOf(null)
    for (const tracking of ['quantity', 'lot'] as const) {
      const some = known.filter(({ lots }) => lots.length > 0 === (tracking === 'lot'))
      if (some.length > 0) await keep(then, { variantIds: some.map(({ variantId }) => variantId), tracking })
    }
    for (const { variantId, point, upTo } of known)
      await keep(then, { variantIds: [variantId], reorderRule: 'fixed', reorderPointMilli: point * 1000, reorderUpToMilli: upTo * 1000 })
    for (const { key, parts } of stock.recipes) {
      const made = parts.map(([part, count]) => ({
        variantId: variants.get(part)?.variantId ?? '',
        quantityMilli: Math.round(count * 1000),
      }))
      await writeRecipe(then, WriteRecipe.parse({ id: variants.get(key)?.variantId, parts: made }))
    }
    await receive(then, {
      document: { kind: 'receipt', id: then.newId() },
      locationId: warehouse.id,
      lines: known.flatMap(({ key, variantId, came, cost, lots }) =>
        (lots.length === 0 ? [{ code: null, share: came, days: 0 }] : lots).map(({ code, share, days }) => ({
          key: `${key} ${code ?? ''}`,
          variantId,
          quantityMilli: share * 1000,
          paidMinor: share * cost,
          lot: code === null ? null : { code, expiresOn: day(days) },
        })),
      ),
    })
    return { fromId: warehouse.id, toId: shop.id }
  })
  await business.at(ago((stock.daysAgo - 1) * dayMs), actor, async (then) => {
    const lines = known.map(({ variantId, atShop }) => ({ variantId, quantityMilli: atShop * 1000, lotId: null }))
    const sent = await transfers.send(then, { ...way, note: '', lines })
    const arrived = sent.lines.map(({ id, sentMilli }) => ({ lineId: id, quantityMilli: sentMilli }))
    await transfers.receive(then, { id: sent.id, lines: arrived, isComplete: true })
  })
  const { hoursAgo, key, quantity } = stock.onItsWay
  const moving = known.find((one) => one.key === key)
  if (!moving) return
  await business.at(ago(hoursAgo * 3_600_000), actor, (then) =>
    transfers.send(then, { ...way, note: '', lines: [{ variantId: moving.variantId, quantityMilli: quantity * 1000, lotId: null }] }),
  )
}

/** What goes out where free text may not. */
async function loadNotices(
  ctx: Ctx,
  business: DemoBusiness,
  { keeper, waiting }: NonNullable<z.infer<typeof Stock>['notices']>,
): Promise<void> {
  const idByName = (business.made.get('conversations.templates') ?? new Map()) as ReadonlyMap<string, string>
  const noticeOf = ({ template, values }: z.infer<typeof Notice>): NoticeTemplate | null => {
    const templateId = idByName.get(template)
    return templateId === undefined ? null : { templateId, values }
  }
  const { version, ...setting } = await settingOf(ctx)
  const looked = Object.create(ctx, { ifMatch: { value: version, enumerable: true } }) as Ctx
  await update(looked, { ...setting, keeperTemplate: noticeOf(keeper), waitingTemplate: noticeOf(waiting) })
}
