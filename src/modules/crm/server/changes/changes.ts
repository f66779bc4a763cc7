import type { Ctx } from '#kernel/ctx.ts'
import * as identity from '#identity/server/public.ts'
import {
  undoHours,
  type ChangeContacts,
  type Changed,
  type ContactChange,
  type MadeChange,
  type UndoneChange,
} from '#crm/contract/change.ts'
import { contactsChanged } from '#crm/contract/events.ts'
import { actorName, record } from '#crm/server/contacts/activity.store.ts'
import * as attributes from '#crm/server/contacts/attributes.store.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import { findManyForUpdate, type Stored } from '#crm/server/contacts/contacts.store.ts'
import { requireMember } from '#crm/server/contacts/home.ts'
import * as store from '#crm/server/changes/changes.store.ts'
import { changedPart, stepBack, stepOf, type Parts, type ValueChange } from '#crm/server/changes/step.ts'
import { readValue } from '#crm/server/fields/field-value.ts'
import * as fields from '#crm/server/fields/fields.ts'
import { changeNotFound, changeUndoExpired } from '#crm/server/problems.ts'

const hourMs = 3_600_000
const forgotten = (ctx: Ctx): string => new Date(ctx.now.getTime() - undoHours * hourMs).toISOString()
const undoUntil = (madeAt: string): string => new Date(Date.parse(madeAt) + undoHours * hourMs).toISOString()

/** One change for many, which can be taken back for a day. */
export async function make(ctx: Ctx, { ids, change }: ChangeContacts): Promise<Changed> {
  const asked = await readChange(ctx, change)
  const rows = isValueChange(asked)
    ? await writeValues(ctx, ids, asked)
    : (await contacts.change(ctx, { ids, change: asked })).changedIds.map((contactId) => ({ contactId, before: null }))
  const changedIds = rows.map(({ contactId }) => contactId)
  if (rows.length === 0) return { changedIds, id: null, undoUntil: null }
  const madeAt = ctx.now.toISOString()
  const id = ctx.newId()
  await store.forget(ctx, forgotten(ctx))
  await store.insert(ctx, { id, change: asked, contacts: rows.length, madeAt, madeByName: actorName(ctx) }, rows)
  return { changedIds, id, undoUntil: undoUntil(madeAt) }
}

export async function list(ctx: Ctx): Promise<{ items: MadeChange[] }> {
  const found = await store.since(ctx, forgotten(ctx))
  return { items: found.map(({ restored: _restored, ...one }) => ({ ...one, undoUntil: undoUntil(one.madeAt) })) }
}

/** Gives each contact back what it had, where nobody changed that since. */
export async function undo(ctx: Ctx, { id }: { id: string }): Promise<UndoneChange> {
  const one = await store.findForUpdate(ctx, id)
  if (!one) throw changeNotFound()
  if (one.undoneAt) return { id, restored: one.restored ?? 0, kept: one.contacts - (one.restored ?? 0) }
  if (one.madeAt <= forgotten(ctx)) throw changeUndoExpired({ hours: undoHours })
  const rows = await store.rowsOf(ctx, id)
  const restored = isValueChange(one.change) ? await writeBack(ctx, one.change, rows) : await reverse(ctx, one.change, rows)
  await store.markUndone(ctx, id, restored)
  return { id, restored, kept: one.contacts - restored }
}

const isValueChange = (change: ContactChange): change is ValueChange =>
  change.kind !== 'add-tag' && change.kind !== 'remove-tag' && change.kind !== 'archive' && change.kind !== 'restore'

/** The change with its value in its one form, so that undoing can tell whether it still stands. */
async function readChange(ctx: Ctx, change: ContactChange): Promise<ContactChange> {
  if (change.kind === 'set-owner' && change.ownerId) await requireMember(ctx, change.ownerId)
  if (change.kind !== 'set-field') return change
  const definitions = await fields.all(ctx)
  fields.apply(definitions, {}, { [change.key]: change.value })
  const field = definitions.find(({ key }) => key === change.key)
  const read = field && change.value !== null ? readValue(field, change.value) : { value: null }
  return { ...change, value: 'invalid' in read ? null : read.value }
}

type Write = { contact: Stored; next: Parts }

async function writeValues(ctx: Ctx, ids: readonly string[], change: ValueChange): Promise<store.Before[]> {
  const definitions = change.kind === 'set-field' ? await fields.all(ctx) : []
  const steps = (await findManyForUpdate(ctx, [...new Set(ids)]))
    .filter(({ mergedInto }) => mergedInto === null)
    .flatMap((contact) => {
      const step = stepOf(contact, change, definitions)
      return step ? [{ contact, ...step }] : []
    })
  await write(ctx, steps, change)
  return steps.map(({ contact, before }) => ({ contactId: contact.id, before }))
}

async function writeBack(ctx: Ctx, change: ValueChange, rows: readonly store.Before[]): Promise<number> {
  const beforeById = new Map(rows.map(({ contactId, before }) => [contactId, before]))
  const here = new Set(change.kind === 'set-owner' ? (await identity.colleagues(ctx)).map(({ id }) => id) : [])
  const found = await findManyForUpdate(ctx, [...beforeById.keys()])
  const writes = found
    .filter(({ mergedInto }) => mergedInto === null)
    .flatMap((contact) => {
      const next = stepBack(contact, change, beforeById.get(contact.id) ?? null, (id) => here.has(id))
      return next ? [{ contact, next }] : []
    })
  await write(ctx, writes, change)
  return writes.length
}

const opposite = { 'add-tag': 'remove-tag', 'remove-tag': 'add-tag', archive: 'restore', restore: 'archive' } as const

async function reverse(ctx: Ctx, change: Exclude<ContactChange, ValueChange>, rows: readonly store.Before[]): Promise<number> {
  const back = { ...change, kind: opposite[change.kind] } as typeof change
  const { changedIds } = await contacts.change(ctx, { ids: rows.map(({ contactId }) => contactId), change: back })
  return changedIds.length
}

async function write(ctx: Ctx, writes: readonly Write[], change: ValueChange): Promise<void> {
  if (writes.length === 0) return
  const ids = writes.map(({ contact }) => contact.id)
  await attributes.setParts(
    ctx,
    writes.map(({ contact, next }) => ({ id: contact.id, ...next })),
  )
  if (change.kind === 'set-field') {
    const field = (await fields.all(ctx)).filter(({ key }) => key === change.key)
    const index = writes.flatMap(({ contact, next }) =>
      fields.indexOf(field, next.fields).map((row) => ({ contactId: contact.id, ...row })),
    )
    await attributes.setIndexOf(
      ctx,
      ids,
      field.map(({ id }) => id),
      index,
    )
  }
  const part = changedPart(change)
  await record(
    ctx,
    ids.map((contactId) => ({ contactId, kind: 'updated', data: { changed: [part] } })),
  )
  const valueOf = (parts: Parts): unknown =>
    change.kind === 'set-owner' ? parts.ownerId : change.kind === 'set-field' ? (parts.fields[change.key] ?? null) : parts.relations
  if (ctx.actor.kind !== 'system')
    for (const { contact, next } of writes)
      ctx.audit({
        action: 'crm.contact.updated',
        subject: { kind: 'contact', id: contact.id, name: contact.name },
        before: { [part]: valueOf(contact) },
        after: { [part]: valueOf(next) },
      })
  await ctx.emit(contactsChanged, { contactIds: ids, changed: [part] })
}
