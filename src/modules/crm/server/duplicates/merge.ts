import type { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import type { getMergeProposal } from '#crm/contract/duplicate-api.ts'
import { mergeUndoDays, type ContactMerge, type MergeContacts, type MergeObstacle, type MergeProposal } from '#crm/contract/duplicate.ts'
import { shownTaxId } from '#crm/contract/tax-id.ts'
import { contactMerged, contactUpdated } from '#crm/contract/events.ts'
import * as activities from '#crm/server/activities/activities.ts'
import * as consents from '#crm/server/consents/consents.ts'
import { currentOf } from '#crm/server/consents/consents.store.ts'
import { actorName, record } from '#crm/server/contacts/activity.store.ts'
import * as attributes from '#crm/server/contacts/attributes.store.ts'
import { mostTagsOfOne, shown } from '#crm/server/contacts/contacts.ts'
import * as contacts from '#crm/server/contacts/contacts.store.ts'
import { derivedFrom } from '#crm/server/contacts/draft.ts'
import * as merged from '#crm/server/contacts/merged.store.ts'
import * as duplicates from '#crm/server/duplicates/duplicates.store.ts'
import * as store from '#crm/server/duplicates/merge.store.ts'
import { joinLists, moveAddresses, moveAll, moveLinks, setPrimaries } from '#crm/server/duplicates/repoint.store.ts'
import {
  choicesFor,
  clashingTaxIds,
  mergedFrom,
  ownerOf,
  strictest,
  survivorOf,
  type Merged,
  type Side,
} from '#crm/server/duplicates/rules.ts'
import * as restrictions from '#crm/server/privacy/restrictions.ts'
import * as fields from '#crm/server/fields/fields.ts'
import { contactMerged as wasMerged, contactNotFound, mergeObstructed, mergeWithItself } from '#crm/server/problems.ts'

/** What merging two would give, and why not. Changes nothing. */
export async function propose(ctx: Ctx, { id, otherId, survivorId }: z.output<typeof getMergeProposal.input>): Promise<MergeProposal> {
  if (id === otherId) throw mergeWithItself()
  const found = await contacts.findMany(ctx, [id, otherId])
  const [one, other] = [found.find((row) => row.id === id), found.find((row) => row.id === otherId)]
  if (!one || !other) throw contactNotFound()
  refuseMerged(one)
  refuseMerged(other)
  const sides = await sidesOf(ctx, one, other)
  const chosen = [sides.one, sides.other].find((side) => side.id === survivorId)
  const { survivor, loser } = chosen
    ? { survivor: chosen, loser: chosen === sides.one ? sides.other : sides.one }
    : survivorOf(sides.one, sides.other)
  return {
    survivor: shown({ ...survivor.contact, ownerId: ownerOf(survivor) }),
    loser: shown({ ...loser.contact, ownerId: ownerOf(loser) }),
    choices: choicesFor(survivor, loser),
    obstacle: obstacleOf(survivor, loser, mergedFrom(survivor, loser, {})),
  }
}

type Known = Side & { contact: contacts.Stored }

async function sidesOf(ctx: Ctx, one: contacts.Stored, other: contacts.Stored): Promise<{ one: Known; other: Known }> {
  const working = await Promise.all(ctx.modules.flatMap(({ inCharge }) => (inCharge ? [inCharge(ctx, [one.id, other.id])] : [])))
  const side = async (contact: contacts.Stored): Promise<Known> => {
    const bought = (await activities.engagementOf(ctx, contact.id))?.ordersCount ?? 0
    const dealOwnerId = working.map((owners) => owners.get(contact.id)).find((id) => id !== undefined) ?? null
    return { ...contact, isCustomer: bought > 0 || contact.relations.includes('customer'), dealOwnerId, contact }
  }
  return { one: await side(one), other: await side(other) }
}

function refuseMerged({ mergedInto }: contacts.Stored): void {
  if (mergedInto) throw wasMerged({ into: mergedInto })
}

function obstacleOf(survivor: Side, loser: Side, { tagIds }: Merged): MergeObstacle | null {
  const numbers = [...new Set(clashingTaxIds(survivor, loser))]
  if (numbers.length > 0) return { reason: 'tax_ids', detail: numbers.map((value) => shownTaxId(value).shown).join(' / ') }
  return tagIds.length > mostTagsOfOne ? { reason: 'tags', detail: String(mostTagsOfOne) } : null
}

/**
 * Makes `otherId` part of `id`, in this one transaction: what this module keeps of them by `repoint.store.ts`, what others
 * keep by their reactions to `crm.contact.merged`. The loser's row stays and leads to the survivor. Asked again, it answers
 * with the merge that stands.
 */
export async function merge(ctx: Ctx, input: MergeContacts): Promise<ContactMerge> {
  if (input.id === input.otherId) throw mergeWithItself()
  // Both are held, in the order of their ids: of any number who merge them at once the first does, and the others see it.
  const found = await contacts.findManyForUpdate(ctx, [input.id, input.otherId])
  const [survivor, loser] = [found.find((row) => row.id === input.id), found.find((row) => row.id === input.otherId)]
  if (!survivor || !loser) throw contactNotFound()
  const standing = loser.mergedInto === survivor.id ? await store.standing(ctx, survivor.id, loser.id) : undefined
  if (standing) return toldOf(standing)
  refuseMerged(survivor)
  refuseMerged(loser)
  const { versions } = input
  if (versions && versions.survivor !== survivor.version) throw changedMeanwhile({ version: survivor.version })
  if (versions && versions.loser !== loser.version) throw changedMeanwhile({ version: loser.version })
  return join(ctx, survivor, loser, input)
}

async function join(ctx: Ctx, survivor: contacts.Stored, loser: contacts.Stored, { choices }: MergeContacts): Promise<ContactMerge> {
  const sides = await sidesOf(ctx, survivor, loser)
  const result = mergedFrom(sides.one, sides.other, choices)
  const obstacle = obstacleOf(sides.one, sides.other, result)
  if (obstacle) throw mergeObstructed(obstacle)
  const said = await currentOf(ctx, [survivor.id, loser.id])
  const of = (id: string): store.ConsentBefore[] => said.flatMap(({ contactId, ...one }) => (contactId === id ? [one] : []))
  const row = await store.insert(ctx, {
    id: ctx.newId(),
    survivorId: survivor.id,
    loserId: loser.id,
    actorName: actorName(ctx),
    snapshot: { survivor: { ...survivor, consents: of(survivor.id) }, loser: { ...loser, consents: of(loser.id) }, merged: result },
  })
  await merged.absorb(ctx, loser.id, survivor.id)
  await moveAll(ctx, row.id, loser.id, survivor.id)
  await moveAddresses(ctx, row.id, loser.id, survivor.id)
  await moveLinks(ctx, row.id, loser.id, survivor.id)
  await joinLists(ctx, row.id, loser.id, survivor.id)
  await setPrimaries(ctx, survivor.id, result.primaryIds)
  await activities.recount(ctx, [survivor.id, loser.id])
  await write(ctx, survivor, loser, result)
  await joinConsents(ctx, survivor.id, of(survivor.id), of(loser.id))
  await duplicates.settle(
    ctx,
    survivor.id,
    loser.id,
    Array.from({ length: 200 }, () => ctx.newId()),
  )
  // Who asked that nothing be done with their data has asked it for the one that stays, too.
  if (loser.restrictedAt !== null && survivor.restrictedAt === null)
    await restrictions.set(ctx, { id: survivor.id, isRestricted: true, reason: ctx.t('crm.merge.was_restricted', { name: loser.name }) })
  await tell(ctx, row, survivor, loser, result)
  return toldOf(row)
}

async function write(ctx: Ctx, survivor: contacts.Stored, loser: contacts.Stored, result: Merged): Promise<void> {
  const held = (await contacts.find(ctx, survivor.id))?.identities ?? []
  const { primaryIds: _primaries, ...next } = result
  await contacts.update(ctx, [{ id: survivor.id, ...next, ...derivedFrom(next.name, held) }])
  await attributes.setTags(ctx, [{ contactId: survivor.id, tagIds: next.tagIds }])
  const index = fields.indexOf(await fields.all(ctx), next.fields)
  await attributes.replaceIndex(
    ctx,
    [survivor.id],
    index.map((one) => ({ contactId: survivor.id, ...one })),
  )
  const first = loser.createdAt < survivor.createdAt ? loser : survivor
  const archivedAt = loser.archivedAt === null ? null : survivor.archivedAt
  await merged.setBeginning(ctx, survivor.id, { createdAt: first.createdAt, source: first.source, archivedAt })
}

/** Of each channel and purpose what is strictest of what the two had said. */
async function joinConsents(
  ctx: Ctx,
  survivorId: string,
  ours: readonly store.ConsentBefore[],
  theirs: readonly store.ConsentBefore[],
): Promise<void> {
  const changes = theirs.flatMap((their) => {
    const our = ours.find((one) => one.channel === their.channel && one.purpose === their.purpose)
    const state = strictest(our?.state, their.state)
    if (state === (our?.state ?? 'unknown')) return []
    return { contactId: survivorId, channel: their.channel, purpose: their.purpose, state, source: 'merge', evidence: their.evidence }
  })
  await consents.record(ctx, changes)
}

async function tell(ctx: Ctx, row: store.MergeRow, survivor: contacts.Stored, loser: contacts.Stored, result: Merged): Promise<void> {
  const [now] = await contacts.rows(ctx, [survivor.id])
  if (!now) throw contactNotFound()
  ctx.audit({
    action: 'crm.contact.merged',
    subject: { kind: 'contact', id: survivor.id, name: now.name },
    before: auditable(survivor),
    after: { ...auditable(result), otherName: loser.name, otherId: loser.id },
  })
  await record(ctx, [{ contactId: survivor.id, kind: 'merged', data: { name: loser.name, loserId: loser.id } }])
  const changed = (['name', 'kind', 'notes', 'ownerId'] as const).filter((key) => survivor[key] !== result[key])
  const keys = new Set([...Object.keys(survivor.fields), ...Object.keys(result.fields)])
  const values = [...keys].filter((key) => JSON.stringify(survivor.fields[key]) !== JSON.stringify(result.fields[key]))
  const all = [...changed, 'identities', 'relations', 'tagIds', ...values.map((key) => `fields.${key}`)]
  await ctx.emit(contactUpdated, { contactId: survivor.id, changed: all, row: now })
  await ctx.emit(contactMerged, { mergeId: row.id, survivorId: survivor.id, loserId: loser.id, row: now })
}

const auditable = (
  one: Pick<contacts.Stored, 'kind' | 'name' | 'notes' | 'ownerId' | 'fields' | 'relations' | 'tagIds'>,
): Record<string, unknown> => ({
  kind: one.kind,
  name: one.name,
  notes: one.notes,
  ownerId: one.ownerId,
  fields: one.fields,
  relations: one.relations,
  tagIds: one.tagIds,
})

export const toldOf = (row: store.MergeRow): ContactMerge => ({
  ...row,
  undoUntil: new Date(Date.parse(row.mergedAt) + mergeUndoDays * 86_400_000).toISOString(),
})

export async function list(ctx: Ctx, { id }: { id: string }): Promise<{ items: ContactMerge[] }> {
  if ((await contacts.names(ctx, [id])).length === 0) throw contactNotFound()
  return { items: (await store.of(ctx, id)).map(toldOf) }
}
