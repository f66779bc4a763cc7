import { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { mergeUndoDays, type ContactMerge } from '#crm/contract/duplicate.ts'
import { contactUnmerged, contactUpdated } from '#crm/contract/events.ts'
import * as activities from '#crm/server/activities/activities.ts'
import * as consents from '#crm/server/consents/consents.ts'
import { currentOf } from '#crm/server/consents/consents.store.ts'
import { actorName, record } from '#crm/server/contacts/activity.store.ts'
import * as attributes from '#crm/server/contacts/attributes.store.ts'
import * as contacts from '#crm/server/contacts/contacts.store.ts'
import { derivedFrom } from '#crm/server/contacts/draft.ts'
import * as merged from '#crm/server/contacts/merged.store.ts'
import { toldOf } from '#crm/server/duplicates/merge.ts'
import * as store from '#crm/server/duplicates/merge.store.ts'
import { moveBack, setPrimaries } from '#crm/server/duplicates/repoint.store.ts'
import { restored, type Restored } from '#crm/server/duplicates/restored.ts'
import { primaryOf } from '#crm/server/duplicates/rules.ts'
import * as restrictions from '#crm/server/privacy/restrictions.ts'
import * as fields from '#crm/server/fields/fields.ts'
import { contactMerged as wasMerged, mergeNotFound, mergeUndoExpired } from '#crm/server/problems.ts'

/** Makes two of one again. What came with the merge goes back; what anybody did since stays with the survivor. */
export async function undo(ctx: Ctx, { id }: { id: string }): Promise<ContactMerge> {
  const asked = await store.find(ctx, id)
  if (!asked) throw mergeNotFound()
  const found = await contacts.findManyForUpdate(ctx, [asked.survivorId, asked.loserId])
  // Read again: whoever undid it meanwhile held both.
  const row = (await store.find(ctx, id)) ?? asked
  if (row.undoneAt) return toldOf(row)
  const snapshot = await store.snapshotOf(ctx, id)
  const [survivor, loser] = [found.find((one) => one.id === row.survivorId), found.find((one) => one.id === row.loserId)]
  if (!survivor || !loser || !snapshot) throw mergeNotFound()
  if (Date.parse(row.mergedAt) + mergeUndoDays * 86_400_000 <= ctx.now.getTime()) throw mergeUndoExpired({ days: mergeUndoDays })
  if (survivor.mergedInto) throw wasMerged({ into: survivor.mergedInto })
  await separate(ctx, row, snapshot, survivor, loser)
  return toldOf(await store.setUndone(ctx, id, actorName(ctx)))
}

async function separate(
  ctx: Ctx,
  row: store.MergeRow,
  snapshot: store.Snapshot,
  survivor: contacts.Stored,
  loser: contacts.Stored,
): Promise<void> {
  await moveBack(ctx, row.id, survivor.id, loser.id)
  const first = restored(snapshot, survivor)
  await write(ctx, survivor.id, first, snapshot.survivor)
  await write(ctx, loser.id, loser, snapshot.loser)
  const { createdAt, source } = snapshot.survivor
  await merged.setBeginning(ctx, survivor.id, { createdAt, source, archivedAt: first.archivedAt })
  await merged.release(ctx, loser.id, snapshot.loser.archivedAt)
  await separateConsents(ctx, row, snapshot)
  await activities.recount(ctx, [survivor.id, loser.id])
  const isRestrictedByMerge = snapshot.survivor.restrictedAt === null && survivor.restrictedAt === row.mergedAt
  if (isRestrictedByMerge)
    await restrictions.set(ctx, { id: survivor.id, isRestricted: false, reason: ctx.t('crm.merge.was_undone', { name: loser.name }) })
  await tell(ctx, row, survivor.id, loser.id)
}

/** Writes one of the two with the identities that it has now; the first of each kind is the one that was. */
async function write(ctx: Ctx, id: string, next: Restored, before: contacts.Stored): Promise<void> {
  const held = (await contacts.find(ctx, id))?.identities ?? []
  const kinds = [...new Set(held.map(({ kind }) => kind))]
  const primaryIds = kinds.flatMap((kind) => {
    const current = held.find((one) => one.kind === kind && one.isPrimary)
    const earlier = primaryOf(before, kind)
    return (current ?? held.find((one) => one.id === earlier?.id) ?? primaryOf({ identities: held }, kind))?.id ?? []
  })
  await setPrimaries(ctx, id, primaryIds)
  const marked = held.map((one) => ({ ...one, isPrimary: primaryIds.includes(one.id) }))
  const { kind, nameSource, notes, ownerId, relations, tagIds } = next
  await contacts.update(ctx, [
    { id, kind, nameSource, notes, ownerId, relations, tagIds, fields: next.fields, ...derivedFrom(next.name, marked) },
  ])
  await attributes.setTags(ctx, [{ contactId: id, tagIds }])
  const index = fields.indexOf(await fields.all(ctx), next.fields)
  await attributes.replaceIndex(
    ctx,
    [id],
    index.map((one) => ({ contactId: id, ...one })),
  )
}

/**
 * The survivor's consents are as before where nobody has said anything since. A refusal that was heard since may have been
 * either's, so it holds for both.
 */
async function separateConsents(ctx: Ctx, row: store.MergeRow, { survivor, loser }: store.Snapshot): Promise<void> {
  const now = await currentOf(ctx, [survivor.id])
  const before = (of: readonly store.ConsentBefore[], one: Pick<store.ConsentBefore, 'channel' | 'purpose'>) =>
    of.find(({ channel, purpose }) => channel === one.channel && purpose === one.purpose)
  const back = now.flatMap((one) => {
    const state = before(survivor.consents, one)?.state ?? 'unknown'
    return one.source === 'merge' && one.state !== state ? { ...one, state, evidence: '' } : []
  })
  const refused = now.flatMap((one) => {
    const isNew = one.source !== 'merge' && Date.parse(one.changedAt) > Date.parse(row.mergedAt)
    const isNews = isNew && one.state === 'denied' && before(loser.consents, one)?.state !== 'denied'
    return isNews ? { ...one, contactId: loser.id, source: 'merge' } : []
  })
  await consents.record(ctx, [...back, ...refused])
}

async function tell(ctx: Ctx, row: store.MergeRow, survivorId: string, loserId: string): Promise<void> {
  const rows = await contacts.rows(ctx, [survivorId, loserId])
  const of = (id: string) => rows.find((one) => one.id === id)
  const [survivor, loser] = [of(survivorId), of(loserId)]
  if (!survivor || !loser) throw mergeNotFound()
  for (const [one, other] of [
    [survivor, loser],
    [loser, survivor],
  ] as const) {
    ctx.audit({
      action: 'crm.contact.unmerged',
      subject: { kind: 'contact', id: one.id, name: one.name },
      after: { otherId: other.id, otherName: other.name },
    })
    await record(ctx, [{ contactId: one.id, kind: 'unmerged', data: { name: other.name, otherId: other.id } }])
    await ctx.emit(contactUpdated, { contactId: one.id, changed: ['name', 'identities', 'relations', 'tagIds'], row: one })
  }
  await ctx.emit(contactUnmerged, { mergeId: row.id, survivorId, loserId, rows })
}

/** Once a merge cannot be undone any more, the copies of how both were go. */
export const forgetMerges = job({
  name: 'crm.forget-merges',
  payload: z.object({}),
  run: (ctx) => store.forgetSnapshots(ctx, new Date(ctx.now.getTime() - mergeUndoDays * 86_400_000).toISOString()),
})
