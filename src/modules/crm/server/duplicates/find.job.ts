import { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { duplicatesChanged } from '#crm/contract/events.ts'
import * as contacts from '#crm/server/contacts/contacts.store.ts'
import { nameKeyOf } from '#crm/server/contacts/search.ts'
import { cluesOf, strengthOf } from '#crm/server/duplicates/clues.ts'
import * as store from '#crm/server/duplicates/duplicates.store.ts'
import { clashingTaxIds } from '#crm/server/duplicates/rules.ts'
import * as scans from '#crm/server/duplicates/scan.store.ts'
import * as fields from '#crm/server/fields/fields.ts'

/** As many as one transaction looks at: seconds at the most, in an organization of hundreds of thousands. */
export const batchSize = 50

/** What is typed in one go is looked at once, a moment after the last of it. */
const pauseMs = 3_000

/** Looks at whoever was noted, a batch at a time, and comes again for the rest. */
export const findDuplicates = job({
  name: 'crm.find-duplicates',
  payload: z.object({}),
  async run(ctx) {
    const due = await scans.due(ctx, batchSize)
    if (due.length > 0) {
      await look(
        ctx,
        due.map(({ contactId }) => contactId),
      )
      await scans.done(ctx, due)
    }
    const nextAt = await scans.nextDueAt(ctx)
    if (nextAt) comeAt(ctx, new Date(nextAt))
  },
})

/** One job per organization and moment waits, however many contacts are noted meanwhile. */
const comeAt = (ctx: Ctx, at: Date): void => ctx.enqueue(findDuplicates, {}, { at, key: String(Math.floor(at.getTime() / pauseMs)) })

/** Notes that these have to be looked at; `afterMs`: not before so long. */
export async function findSoon(ctx: Ctx, contactIds: readonly string[], { afterMs = pauseMs } = {}): Promise<void> {
  if (contactIds.length === 0) return
  const at = new Date(ctx.now.getTime() + afterMs)
  await scans.note(ctx, contactIds, at)
  comeAt(ctx, at)
}

const Walk = z.object({ afterId: z.uuid().nullable() })

/** The walk over everybody, a batch at a time. */
export const scanDuplicates = job({
  name: 'crm.scan-duplicates',
  payload: Walk,
  async run(ctx, { afterId }) {
    const ids = await scans.next(ctx, afterId, batchSize)
    const isEnd = ids.length < batchSize
    if (ids.length > 0) await look(ctx, ids)
    await scans.reach(ctx, ids.at(-1) ?? null, ids.length, isEnd)
    if (!isEnd) walkOn(ctx, ids.at(-1) ?? null)
    await ctx.emit(duplicatesChanged, { contactIds: [] })
  },
})

export const walkOn = (ctx: Ctx, afterId: string | null): void => ctx.enqueue(scanDuplicates, { afterId }, { lane: 'crm.duplicates' })

/** An organization of which nobody has looked at the contacts yet gets them looked at. */
export const beginScan = job({
  name: 'crm.begin-duplicate-scan',
  payload: z.object({}),
  async run(ctx) {
    if ((await scans.find(ctx)) === undefined && (await scans.begin(ctx))) walkOn(ctx, null)
  },
})

/** Those whose tax id says that they are somebody else. */
async function knownOthers(ctx: Ctx, one: contacts.Stored, hits: readonly store.Hit[]): Promise<Set<string>> {
  if (hits.length === 0 || !one.identities.some(({ kind }) => kind === 'tax_id')) return new Set()
  const found = await contacts.findMany(
    ctx,
    hits.map(({ id }) => id),
  )
  return new Set(found.filter((other) => clashingTaxIds(one, other).length > 0).map(({ id }) => id))
}

/** Brings clues and open pairs of these contacts in line with what they are now. */
async function look(ctx: Ctx, contactIds: readonly string[]): Promise<void> {
  const found = await contacts.findMany(ctx, contactIds)
  const living = found.filter(({ archivedAt }) => archivedAt === null)
  const definitions = await fields.all(ctx)
  const cluesById = new Map(living.map((one) => [one.id, cluesOf(one.identities, one.fields, definitions, one.addresses)]))
  await store.setClues(
    ctx,
    contactIds,
    [...cluesById].flatMap(([contactId, { telling, supporting }]) => [...telling, ...supporting].map((clue) => ({ contactId, clue }))),
  )
  const pairs = new Map<string, store.Pair>()
  for (const one of living) {
    const clues = cluesById.get(one.id)
    const hits = clues ? (await store.alike(ctx, nameKeyOf(one.name), clues)).filter(({ id }) => id !== one.id) : []
    const others = await knownOthers(ctx, one, hits)
    for (const hit of hits) {
      if (others.has(hit.id)) continue
      const [firstId = '', secondId = ''] = [one.id, hit.id].toSorted()
      const strength = strengthOf(hit.similarity, hit.shared)
      pairs.set(`${firstId} ${secondId}`, { id: ctx.newId(), firstId, secondId, similarity: hit.similarity, clues: hit.shared, strength })
    }
  }
  await store.setPairs(ctx, contactIds, [...pairs.values()])
  if (pairs.size > 0) await ctx.emit(duplicatesChanged, { contactIds: [...contactIds] })
}
