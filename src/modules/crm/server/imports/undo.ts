import type { Ctx } from '#kernel/ctx.ts'
import type { Batch } from '#kernel/imports/kind.ts'
import { untilRepeated } from '#kernel/imports/rows.ts'
import { contactArchived, contactsImported } from '#crm/contract/events.ts'
import * as consents from '#crm/server/consents/consents.ts'
import { sameAddresses } from '#crm/server/addresses/addresses.ts'
import * as bulk from '#crm/server/contacts/bulk.ts'
import type { Stored } from '#crm/server/contacts/contacts.store.ts'
import * as fields from '#crm/server/fields/fields.ts'
import { batchSize } from '#crm/server/imports/batches.ts'
import * as rows from '#crm/server/imports/rows.store.ts'

/** A contact as it was before a row changed it. */
export type Before = Pick<Stored, 'kind' | 'name' | 'nameSource' | 'notes' | 'fields' | 'tagIds' | 'version'> & {
  /** Absent in imports that ran before contacts had any. */
  relations?: Stored['relations']
  addresses?: Stored['addresses']
  /** Absent in imports that ran before files could say whose a contact is. */
  ownerId?: Stored['ownerId']
  wasArchived: boolean
  addedKeys: string[]
  consents: consents.Overruled[]
}

/**
 * Takes back a batch of an import, from the last row to the first: contacts that it made are put away and their
 * identities become free, changed ones are as before. Those that somebody changed since are kept as they are.
 */
export async function undo(ctx: Ctx, one: { id: string }, below: number): Promise<Batch> {
  const candidates = await rows.undoable(ctx, one.id, below === 0 ? Number.MAX_SAFE_INTEGER : below, batchSize)
  const found = untilRepeated(candidates, ({ outcome, contactId }) => (outcome === 'create' ? null : contactId))
  const reverted = await revert(ctx, found)
  await rows.follow(ctx, one.id, reverted)
  const moved = new Map(reverted.map(({ contactId, from, to }) => [`${contactId} ${from}`, to]))
  const made = found.flatMap(({ outcome, contactId, leftVersion }) =>
    outcome === 'create' ? [{ contactId, version: moved.get(`${contactId} ${leftVersion}`) ?? leftVersion }] : [],
  )
  const discarded = await bulk.discard(ctx, made)
  if (discarded.length > 0) await ctx.emit(contactArchived, { contactIds: discarded })
  const updatedIds = reverted.map(({ contactId }) => contactId)
  if (updatedIds.length > 0) await ctx.emit(contactsImported, { importId: one.id, createdIds: [], updatedIds })
  return {
    progress: { done: found.length, kept: found.length - discarded.length - reverted.length },
    last: found.at(-1)?.rowNumber ?? 0,
    isEnd: candidates.length < batchSize && found.length === candidates.length,
  }
}

/** Undoes updates. `from` is the version before the row, to which the next earlier row of the same contact refers; `to` is the one now. */
async function revert(ctx: Ctx, found: readonly rows.Undoable[]): Promise<{ contactId: string; from: number; to: number }[]> {
  const updates = found.filter((row) => row.outcome === 'update')
  const contacts = await bulk.lock(ctx, [...new Set(updates.map(({ contactId }) => contactId))])
  const definitions = await fields.all(ctx)
  const undoing = updates.flatMap((row) => {
    const contact = contacts.get(row.contactId)
    return contact && contact.version === row.leftVersion ? [{ contact, before: row.before as Before }] : []
  })
  const rewritten = await bulk.rewrite(
    ctx,
    undoing.map(({ contact, before }) => ({
      contact,
      next: {
        ...before,
        relations: before.relations ?? contact.relations,
        ownerId: before.ownerId === undefined ? contact.ownerId : before.ownerId,
      },
      added: [],
      removedIds: contact.identities.filter(({ kind, value }) => before.addedKeys.includes(`${kind}:${value}`)).map(({ id }) => id),
      index: fields.indexOf(definitions, before.fields),
      addresses: before.addresses && !sameAddresses(contact.addresses, before.addresses) ? before.addresses : null,
      activity: 'import-undone',
    })),
  )
  await consents.takeBackImported(
    ctx,
    undoing.flatMap(({ before }) => before.consents),
  )
  await bulk.archive(
    ctx,
    undoing.filter(({ before }) => before.wasArchived).map(({ contact }) => contact.id),
  )
  const now = await bulk.versions(
    ctx,
    (rewritten ?? []).map(({ id }) => id),
  )
  return undoing.map(({ contact, before }) => ({ contactId: contact.id, from: before.version, to: now.get(contact.id) ?? contact.version }))
}
