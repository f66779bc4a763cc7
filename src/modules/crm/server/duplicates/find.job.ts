import { z } from 'zod'
import type { Ctx, Desk } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { duplicatesChanged } from '#crm/contract/events.ts'
import * as contacts from '#crm/server/contacts/contacts.store.ts'
import { nameKeyOf } from '#crm/server/contacts/search.ts'
import { type Clues, cluesOf, strengthOf } from '#crm/server/duplicates/clues.ts'
import * as store from '#crm/server/duplicates/duplicates.store.ts'
import { clashingTaxIds } from '#crm/server/duplicates/rules.ts'
import * as scans from '#crm/server/duplicates/scan.store.ts'
import * as fields from '#crm/server/fields/fields.ts'

/** As many as one job looks at: seconds at the most, in an organization of hundreds of thousands. */
export const batchSize = 50

/** What is typed in one go is looked at once, a moment after the last of it. */
const pauseMs = 3_000

/** Looks at whoever was noted, a batch at a time, and comes again for the rest. */
export const findDuplicates = job({
  name: 'crm.find-duplicates',
  payload: z.object({}),
  async work(desk) {
    const due = await desk.transaction((ctx) => scans.due(ctx, batchSize))
    const contactIds = due.map(({ contactId }) => contactId)
    await look(desk, contactIds, async (ctx) => {
      await scans.done(ctx, due)
      const nextAt = await scans.nextDueAt(ctx)
      if (nextAt) comeAt(ctx, new Date(nextAt))
    })
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
  async work(desk, { afterId }) {
    const ids = await desk.transaction((ctx) => scans.next(ctx, afterId, batchSize))
    const last = ids.length === batchSize ? (ids.at(-1) ?? null) : null
    await look(desk, ids, async (ctx) => {
      const isReached = await scans.reach(ctx, { afterId, reachedId: ids.at(-1) ?? afterId, count: ids.length, isEnd: last === null })
      if (isReached && last !== null) walkOn(ctx, last)
      await ctx.emit(duplicatesChanged, { contactIds: [] })
    })
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

/**
 * Brings clues and open pairs of these contacts in line with what they are now, and does `then` together with the last of
 * it. Finding takes time; no lock is held meanwhile, because whoever is looked at may write at any moment.
 */
async function look(desk: Desk, contactIds: readonly string[], then: (ctx: Ctx) => Promise<void>): Promise<void> {
  const living = await desk.transaction((ctx) => noteClues(ctx, contactIds))
  const pairs = await desk.transaction((ctx) => pairsOf(ctx, living))
  await desk.transaction(async (ctx) => {
    await store.setPairs(ctx, contactIds, pairs)
    if (pairs.length > 0) await ctx.emit(duplicatesChanged, { contactIds: [...contactIds] })
    await then(ctx)
  })
}

type Known = { contact: contacts.Stored; clues: Clues }

async function noteClues(ctx: Ctx, contactIds: readonly string[]): Promise<Known[]> {
  const [found, definitions] = await Promise.all([contacts.findMany(ctx, contactIds), fields.all(ctx)])
  const living = found
    .filter(({ archivedAt }) => archivedAt === null)
    .map((contact) => ({ contact, clues: cluesOf(contact.identities, contact.fields, definitions, contact.addresses) }))
  const clues = living.flatMap(({ contact, clues: { telling, supporting } }) =>
    [...telling, ...supporting].map((clue) => ({ contactId: contact.id, clue })),
  )
  await store.setClues(ctx, contactIds, clues)
  return living
}

async function pairsOf(ctx: Ctx, living: readonly Known[]): Promise<store.Pair[]> {
  const pairs = new Map<string, store.Pair>()
  for (const { contact, clues } of living) {
    const hits = (await store.alike(ctx, nameKeyOf(contact.name), clues)).filter(({ id }) => id !== contact.id)
    const others = await knownOthers(ctx, contact, hits)
    for (const { id, similarity, shared } of hits.filter((hit) => !others.has(hit.id))) {
      const [firstId = '', secondId = ''] = [contact.id, id].toSorted()
      const strength = strengthOf(similarity, shared)
      pairs.set(`${firstId} ${secondId}`, { id: ctx.newId(), firstId, secondId, similarity, clues: shared, strength })
    }
  }
  return [...pairs.values()]
}
