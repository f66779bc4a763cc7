import type { Ctx } from '#kernel/ctx.ts'
import type { ValuationMethod } from '#inventory/contract/valuation.ts'
import type { Held } from '#inventory/server/posting/posting.store.ts'
import * as store from '#inventory/server/valuation/valuation.store.ts'
import { replay, valued, type Effect, type Happening, type Layer, type Worth } from '#inventory/server/valuation/valuing.ts'

/** Something new about a variant that is held: a move of ours, freight. Positions follow on those that there are. */
export type News = { variantId: string; moveId: string | null; happening: Exclude<Happening, { kind: 'method' }> }

/**
 * What things are worth from now on. What happened after everything else is added to what there is; something of an earlier
 * moment is written already, and makes everything of its variant be counted again. `positions`: the last of each variant.
 */
export async function roll(ctx: Ctx, held: readonly Held[], news: readonly News[], positions: ReadonlyMap<string, number>): Promise<void> {
  const ofVariant = Map.groupBy(news, ({ variantId }) => variantId)
  const isLate = ({ variantId, lastAt }: Held): boolean => {
    const all = ofVariant.get(variantId) ?? []
    return all.some(({ happening }, i) => happening.at < (all[i - 1]?.happening.at ?? lastAt ?? ''))
  }
  const late = held.filter(isLate)
  const prompt = held.filter((one) => !isLate(one))
  const byVariant = await layersOf(
    ctx,
    prompt.filter(({ worth, variantId }) => worth.method === 'fifo' && ofVariant.has(variantId)),
  )
  const done = prompt.map((one) => {
    let worth: Worth = { ...one.worth, layers: byVariant.get(one.variantId) ?? [] }
    const entries = (ofVariant.get(one.variantId) ?? []).map(({ moveId, happening }) => {
      const after = valued(worth, happening)
      worth = after.worth
      return entryOf(one.variantId, moveId, happening, { ...after.effect, position: happening.position })
    })
    return { held: one, worth, entries }
  })
  const again = await recounted(ctx, late)
  await keep(ctx, [...done, ...again], positions)
}

export type Counted = { held: Held; worth: Worth; entries: store.EntryRow[] }

/** From the beginning, by what is written. */
export async function recounted(ctx: Ctx, held: readonly Held[]): Promise<Counted[]> {
  if (held.length === 0) return []
  const rows = Map.groupBy(
    await store.past(
      ctx,
      held.map(({ variantId }) => variantId),
    ),
    ({ variantId }) => variantId,
  )
  return held.map((one) => {
    const past = rows.get(one.variantId) ?? []
    const happenings = past.map(happeningOf)
    const { worth, effects } = replay(firstMethod(one.worth.method, happenings), happenings)
    const entries = past.flatMap((row, i) => {
      const [happening, effect] = [happenings[i], effects[i]]
      return happening && effect ? [entryOf(one.variantId, row.moveId, happening, effect)] : []
    })
    return { held: one, worth, entries }
  })
}

/** Each change is to the other one of the two. */
function firstMethod(now: ValuationMethod, happenings: readonly Happening[]): ValuationMethod {
  const first = happenings.find(({ kind }) => kind === 'method')
  if (first?.kind !== 'method') return now
  return first.method === 'fifo' ? 'average' : 'fifo'
}

export async function keep(ctx: Ctx, counted: readonly Counted[], positions: ReadonlyMap<string, number>): Promise<void> {
  await store.putEntries(
    ctx,
    counted.flatMap(({ entries }) => entries),
  )
  const changed = counted.filter(({ entries, held }) => entries.length > 0 || positions.has(held.variantId))
  if (changed.length === 0) return
  await store.putWorth(
    ctx,
    changed.map(({ held, worth: { layers: _layers, ...worth }, entries }) => ({
      ...worth,
      variantId: held.variantId,
      position: positions.get(held.variantId) ?? held.position,
      lastAt: entries.reduce((last, { at }) => (at > last ? at : last), held.lastAt ?? ctx.now.toISOString()),
    })),
  )
  // One that was counted by the average just now has none any more.
  const layered = changed.filter(({ worth, held }) => worth.method === 'fifo' || held.worth.method === 'fifo')
  if (layered.length > 0)
    await store.putLayers(
      ctx,
      layered.map(({ held }) => held.variantId),
      layered.flatMap(({ held, worth }) => worth.layers.map((layer) => ({ ...layer, variantId: held.variantId }))),
    )
}

async function layersOf(ctx: Ctx, held: readonly Held[]): Promise<Map<string, Layer[]>> {
  if (held.length === 0) return new Map()
  const rows = await store.layers(
    ctx,
    held.map(({ variantId }) => variantId),
  )
  const byVariant = new Map<string, Layer[]>()
  for (const { variantId, ...layer } of rows) byVariant.set(variantId, [...(byVariant.get(variantId) ?? []), layer])
  return byVariant
}

const entryOf = (variantId: string, moveId: string | null, { kind, at }: Happening, effect: Effect): store.EntryRow => ({
  ...effect,
  variantId,
  kind,
  moveId,
  at,
})

function happeningOf(row: store.PastRow): Happening {
  const { position, at } = row
  const quantityMilli = row.quantityMilli ?? 0
  switch (row.kind) {
    case 'receipt':
      return { position, at, kind: 'receipt', quantityMilli, paidMinor: row.paidMinor }
    case 'issue':
      return { position, at, kind: 'issue', quantityMilli }
    case 'landed':
      return {
        position,
        at,
        kind: 'landed',
        receipt: row.receipt ?? 0,
        receivedMilli: row.receivedMilli ?? 1,
        amountMinor: row.amountMinor ?? 0,
      }
    case 'method':
      return { position, at, kind: 'method', method: row.method ?? 'average' }
  }
}
