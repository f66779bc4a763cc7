import { z } from 'zod'
import * as identity from '#identity/server/public.ts'
import type { Ctx, Desk } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { canManageStock } from '#inventory/contract/permissions.ts'
import type { Difference, Proof } from '#inventory/contract/proof.ts'
import { hold } from '#inventory/server/posting/posting.store.ts'
import { proofNotFound } from '#inventory/server/problems.ts'
import * as store from '#inventory/server/proof/proof.store.ts'
import { keep, recounted } from '#inventory/server/valuation/rolling.ts'

/** So many variants are counted again at once, so that nobody waits long for one of them. */
const chunk = 100
const mostDifferences = 500

/**
 * Every night: levels are what the moves say, all places of a variant come to zero, what is promised is promised to somebody,
 * and what moved since the last time is worth what counting it all again says. It repairs nothing: a difference is a fault of
 * the product, and whoever runs it has to see it.
 */
export const proveStock = job({
  name: 'inventory.prove-stock',
  payload: z.object({}) as z.ZodType<Record<string, never>>,
  async work(desk) {
    const { since, found, checkedCount } = await desk.transaction(async (ctx) => ({
      since: (await store.latest(ctx))?.at ?? null,
      checkedCount: await store.count(ctx),
      found: [
        ...(await store.levels(ctx)),
        ...(await store.lots(ctx)),
        ...(await store.reserved(ctx)),
        ...(await store.balances(ctx)),
        ...(await store.worths(ctx)),
      ],
    }))
    if (checkedCount === 0) return
    // What was added up wrongly is found by counting again too: it is one difference.
    const told = new Set(found.map((one) => JSON.stringify(one)))
    const again = (await recount(desk, since)).filter((one) => !told.has(JSON.stringify(one)))
    const differences = [...found, ...again].slice(0, mostDifferences)
    await desk.transaction((ctx) => write(ctx, differences, checkedCount))
  },
})

async function recount(desk: Desk, since: string | null): Promise<Difference[]> {
  const found: Difference[] = []
  let afterId: string | null = null
  for (;;) {
    const ids: string[] = await desk.transaction(async (ctx) => {
      const rows = await store.movedSince(ctx, since, afterId, chunk)
      const moved = rows.map(({ variantId }) => variantId)
      const held = moved.length === 0 ? [] : await hold(ctx, moved)
      for (const { held: one, worth } of await recounted(ctx, held))
        if (worth.valueMinor !== one.worth.valueMinor)
          found.push({
            kind: 'worth',
            variantId: one.variantId,
            name: one.name,
            says: one.worth.valueMinor,
            is: worth.valueMinor,
            isMoney: true,
          })
      return moved
    })
    afterId = ids.at(-1) ?? null
    if (ids.length < chunk || desk.signal.aborted) return found
  }
}

async function write(ctx: Ctx, differences: Difference[], checkedCount: number): Promise<void> {
  const id = ctx.newId()
  await store.insert(ctx, { id, checkedCount, differences })
  const [first] = differences
  if (!first) return
  ctx.log.error({ differences: differences.slice(0, 20), count: differences.length }, 'stock is not what its moves say')
  const keepers = (await identity.access(ctx)).filter(({ permissions }) => permissions.has(canManageStock.code))
  await identity.notify(ctx, {
    personIds: keepers.map((one) => one.id),
    words: 'inventory.proof.notice',
    values: { name: first.name, count: differences.length },
    href: '/ajustes/stock',
    key: `inventory.proof ${id}`,
  })
}

export const latest = async (ctx: Ctx): Promise<{ proof: Proof | null }> => ({ proof: (await store.latest(ctx)) ?? null })

/** By hand, after somebody looked: caches of the variants that differed are made again of what they are caches of. */
export async function repair(ctx: Ctx, { id }: { id: string }): Promise<Proof> {
  const proof = await store.lock(ctx, id)
  if (!proof) throw proofNotFound()
  const ids = [...new Set(proof.differences.map(({ variantId }) => variantId))]
  if (ids.length > 0 && proof.repairedAt === null) {
    const held = await hold(ctx, ids)
    await store.rebuild(ctx, ids)
    await keep(ctx, await recounted(ctx, held), new Map(held.map(({ variantId, position }) => [variantId, position])))
    await store.setRepaired(ctx, id)
    ctx.audit({
      action: 'inventory.proof.repaired',
      subject: { kind: 'stock-proof', id, name: proof.differences[0]?.name ?? '' },
      after: { differences: proof.differences.slice(0, 50) },
    })
  }
  return (await store.lock(ctx, id)) ?? proof
}
