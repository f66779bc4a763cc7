import type { Ctx } from '#kernel/ctx.ts'
import { count } from '#kernel/privacy/erasure.ts'
import { recognise } from '#kernel/privacy/person.ts'
import type { Erasure, ErasurePreview, StartErasure } from '#crm/contract/privacy.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import { withMerged } from '#crm/server/contacts/restriction.store.ts'
import { eraseContact } from '#crm/server/privacy/erasure.job.ts'
import * as store from '#crm/server/privacy/erasures.store.ts'
import { wordsOf } from '#crm/server/privacy/words.ts'
import { erasureNotConfirmed, erasureNotFound, erasureUnderWay } from '#crm/server/problems.ts'
import { searchable } from '#kernel/contract/text.ts'

/** What stays without any name: said before it happens. */
const kept = [
  { words: 'kernel.privacy.audit', because: 'kernel.privacy.audit_because' },
  { words: 'crm.personal-data.tables.erasure', because: 'crm.personal-data.kept.erasure' },
  { words: 'conversations.personal-data.tables.message_price', because: 'conversations.personal-data.kept.price' },
] as const

/** What an erasure would take and what it would leave. Reads, and changes nothing. */
export async function preview(ctx: Ctx, { id }: { id: string }): Promise<ErasurePreview> {
  const contact = await contacts.get(ctx, { id })
  const counts = await count(ctx, await recognise(ctx, await withMerged(ctx, id)))
  const byTable = new Map<string, number>()
  for (const { declaration, count: rows } of counts)
    if (declaration.onErasure === 'delete') byTable.set(declaration.table, (byTable.get(declaration.table) ?? 0) + rows)
  const emptied = counts.flatMap(({ declaration, count: rows }) =>
    typeof declaration.onErasure === 'object' && rows > 0
      ? [{ words: wordsOf(declaration.table), because: declaration.onErasure.because }]
      : [],
  )
  return {
    name: contact.name,
    goes: [...byTable].filter(([, rows]) => rows > 0).map(([table, rows]) => ({ table, words: wordsOf(table), count: rows })),
    stays: [...emptied, ...kept],
    isUnderWay: await store.isUnderWay(ctx, id),
  }
}

/** Begins the erasure of a contact whose name was typed. Throws `crm.erasure_not_confirmed`, `crm.erasure_under_way`. */
export async function start(ctx: Ctx, { id, confirmation, reason }: StartErasure): Promise<Erasure> {
  const contact = await contacts.get(ctx, { id })
  if (searchable(confirmation) !== searchable(contact.name)) throw erasureNotConfirmed()
  ctx.audit({ action: 'crm.erasure.requested', subject: { kind: 'contact', id, name: contact.name }, after: { reason } })
  return begin(ctx, id, reason)
}

/** The same without anybody who confirms: a rule of retention did, when it was saved. */
export async function begin(ctx: Ctx, contactId: string, reason: Erasure['reason']): Promise<Erasure> {
  const made = await store.insert(ctx, { id: ctx.newId(), contactId, reason, byName: ctx.actor.name })
  if (!made) throw erasureUnderWay()
  ctx.enqueue(eraseContact, { erasureId: made.id }, { lane: `crm.erasure:${contactId}` })
  return made
}

export async function get(ctx: Ctx, { id }: { id: string }): Promise<Erasure> {
  const found = await store.find(ctx, id)
  if (!found) throw erasureNotFound()
  return found
}

export const list = async (ctx: Ctx): Promise<{ items: Erasure[] }> => ({ items: await store.recent(ctx) })
