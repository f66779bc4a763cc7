import { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import type { DemoBusiness } from '#kernel/module.ts'
import { CountEntry, CreateCount } from '#inventory/contract/count.ts'
import { approve } from '#inventory/server/counts/approval.ts'
import { create, listLines, move } from '#inventory/server/counts/counts.ts'
import { enter } from '#inventory/server/counts/entering.ts'
import { keeperOf, variantsOf } from '#inventory/server/levels/demo-stock.ts'
import { places } from '#inventory/server/locations/places.ts'

const Counts = z.object({
  by: z.string(),
  counts: z.string(),
  /** `off`: by how many whole units somebody found more or less. */
  lastCount: z.object({ name: z.string(), daysAgo: z.int(), off: z.array(z.object({ key: z.string(), by: z.int() })) }),
  openCount: z.object({ name: z.string(), minutesAgo: z.int(), counted: z.array(z.string()) }),
})
export const DemoCounts = z.object({ stock: Counts.nullable().default(null) })

/** A count that was approved some days ago, and a blind one that is under way. */
export async function loadCounts(ctx: Ctx, business: DemoBusiness, said: z.infer<typeof Counts>): Promise<void> {
  const [owner, counter, variants] = [keeperOf(business, said.by), keeperOf(business, said.counts), variantsOf(business)]
  if (!owner || !counter) return
  const { lastCount, openCount } = said
  const offBy = new Map(lastCount.off.map(({ key, by }) => [variants.get(key)?.variantId ?? '', by * 1000]))
  const before = (minutes: number): Date => new Date(ctx.now.getTime() - minutes * 60_000)
  const countedAt = lastCount.daysAgo * 1440
  const begin = (then: Ctx, name: string, isBlind: boolean) =>
    places(then).then((all) =>
      create(
        then,
        CreateCount.parse({ locationId: all.defaultOf(null).id, name, scope: { kind: 'all' }, isBlind, thresholdMinor: 2_000_000 }),
      ),
    )
  const count = await business.at(before(countedAt), counter, async (then) => {
    const made = await begin(then, lastCount.name, false)
    const { items } = await listLines(then, { id: made.id, show: 'all', limit: 200, filter: [] })
    for (const { variantId, lotId, expectedMilli } of items)
      await enter(then, entryOf(made.id, { variantId, lotId }, Math.max(0, (expectedMilli ?? 0) + (offBy.get(variantId) ?? 0)), then))
    await move(then, { id: made.id, state: 'review', missing: 'leave' })
    return made
  })
  await business.at(before(countedAt - 20), owner, (then) => approve(then, { id: count.id }))
  await business.at(before(openCount.minutesAgo), counter, async (then) => {
    const made = await begin(then, openCount.name, true)
    const { items } = await listLines(then, { id: made.id, show: 'all', limit: 200, filter: [] })
    const wanted = new Set(openCount.counted.map((key) => variants.get(key)?.variantId))
    const quantities = new Map(
      (await listLines(then, { id: count.id, show: 'all', limit: 200, filter: [] })).items.map((line) => [
        line.variantId,
        line.countedMilli ?? 0,
      ]),
    )
    for (const { variantId, lotId } of items)
      if (wanted.has(variantId)) await enter(then, entryOf(made.id, { variantId, lotId }, quantities.get(variantId) ?? 0, then))
  })
}

const entryOf = (id: string, line: { variantId: string; lotId: string | null }, quantityMilli: number, then: Ctx): CountEntry =>
  CountEntry.parse({ id, ...line, quantityMilli, how: 'set', countedAt: then.now.toISOString() })
