import type { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import type { Page } from '#kernel/contract/page.ts'
import type { ContactRow, FieldValues, TypedIdentity } from '#crm/contract/contact.ts'
import type { listAlike } from '#crm/contract/duplicate-api.ts'
import type { Alike, Duplicate, DuplicateScan } from '#crm/contract/duplicate.ts'
import { duplicatesChanged } from '#crm/contract/events.ts'
import { actorName } from '#crm/server/contacts/activity.store.ts'
import * as contacts from '#crm/server/contacts/contacts.store.ts'
import { homeOf } from '#crm/server/contacts/home.ts'
import { owners } from '#crm/server/contacts/identities.store.ts'
import { readTyped, type Known } from '#crm/server/contacts/identity.ts'
import { nameKeyOf } from '#crm/server/contacts/search.ts'
import { cluesOf, reasonsOf, tailLength } from '#crm/server/duplicates/clues.ts'
import * as store from '#crm/server/duplicates/duplicates.store.ts'
import { walkOn } from '#crm/server/duplicates/find.job.ts'
import * as scans from '#crm/server/duplicates/scan.store.ts'
import * as fields from '#crm/server/fields/fields.ts'
import { contactNotFound, duplicateNotFound } from '#crm/server/problems.ts'

const mostCounted = 1_000

export async function list(ctx: Ctx, input: { cursor?: string | undefined; limit: number }): Promise<Page<Duplicate>> {
  const { items, next } = await store.page(ctx, input)
  const rows = await rowsById(
    ctx,
    items.flatMap(({ firstId, secondId }) => [firstId, secondId]),
  )
  return {
    next,
    items: items.flatMap(({ id, firstId, secondId, similarity, clues, foundAt }) => {
      const [first, second] = [rows.get(firstId), rows.get(secondId)]
      return first && second ? [{ id, first, second, similarity, reasons: reasonsOf(clues), foundAt }] : []
    }),
  }
}

const rowsById = async (ctx: Ctx, ids: readonly string[]): Promise<Map<string, ContactRow>> =>
  new Map(ids.length === 0 ? [] : (await contacts.rows(ctx, [...new Set(ids)])).map((row) => [row.id, row]))

export async function count(ctx: Ctx): Promise<{ count: number; isMore: boolean }> {
  const found = await store.countUpTo(ctx, mostCounted + 1)
  return { count: Math.min(found, mostCounted), isMore: found > mostCounted }
}

/** Who may be this contact, as far as it was found out and nobody said no. */
export async function ofContact(ctx: Ctx, { id }: { id: string }): Promise<{ items: Alike[] }> {
  const [contact] = await contacts.names(ctx, [id])
  if (!contact) throw contactNotFound()
  const pairs = await store.openOf(ctx, id)
  const other = (pair: store.PairRow): string => (pair.firstId === id ? pair.secondId : pair.firstId)
  const rows = await rowsById(ctx, pairs.map(other))
  return { items: pairs.flatMap((pair) => shown(rows.get(other(pair)), pair.similarity, pair.clues)) }
}

const shown = (row: ContactRow | undefined, similarity: number, clues: readonly string[]): Alike[] =>
  row ? [{ id: row.id, name: row.name, phone: row.phone, email: row.email, similarity, reasons: reasonsOf(clues) }] : []

type Typed = z.output<typeof listAlike.input>
const mostShown = 5

/**
 * While a form is filled in. Whoever has exactly a number or an address that was typed is told by `checkIdentity`, and
 * whoever was said to be somebody else is not proposed again.
 */
export async function alike(ctx: Ctx, typed: Typed): Promise<{ items: Alike[] }> {
  const identities = await readAll(ctx, typed)
  const definitions = typed.fields.length > 0 ? await fields.all(ctx) : []
  const clues = cluesOf(
    identities,
    readFields(typed.fields),
    definitions,
    typed.city.map((city) => ({ street: '', number: '', city })),
  )
  const hits = await store.alike(ctx, nameKeyOf(typed.name), clues)
  if (hits.length === 0) return { items: [] }
  const except = new Set([
    ...(await owners(ctx, identities)).map(({ contactId }) => contactId),
    ...(typed.exceptId ? [typed.exceptId, ...(await store.dismissedOf(ctx, typed.exceptId))] : []),
  ])
  const proposed = hits.filter(({ id }) => !except.has(id)).slice(0, mostShown)
  const rows = await rowsById(
    ctx,
    proposed.map(({ id }) => id),
  )
  return { items: proposed.flatMap(({ id, similarity, shared }) => shown(rows.get(id), similarity, shared)) }
}

async function readAll(ctx: Ctx, { phone, email }: Typed): Promise<Known[]> {
  const typed: TypedIdentity[] = [
    ...phone.map((value) => ({ kind: 'phone' as const, value })),
    ...email.map((value) => ({ kind: 'email' as const, value })),
  ].filter(({ value }) => value.trim() !== '')
  if (typed.length === 0) return []
  const home = await homeOf(ctx)
  return typed.flatMap((one) => {
    const known = readTyped(one, home)
    if (!('invalid' in known)) return [known]
    // A number without its area, or one that is still being typed, ends like somebody's all the same.
    const digits = one.value.replace(/\D/g, '')
    return one.kind === 'phone' && digits.length >= tailLength ? [{ ...one, value: digits, raw: one.value }] : []
  })
}

const readFields = (typed: readonly string[]): FieldValues =>
  Object.fromEntries(
    typed.flatMap((one) => {
      const at = one.indexOf(':')
      return at > 0 ? [[one.slice(0, at), one.slice(at + 1)]] : []
    }),
  )

/** Somebody says that they are two, or takes it back. */
export const dismiss = (ctx: Ctx, { id }: { id: string }): Promise<Record<string, never>> => say(ctx, id, true)
export const restore = (ctx: Ctx, { id }: { id: string }): Promise<Record<string, never>> => say(ctx, id, false)

async function say(ctx: Ctx, id: string, areTwo: boolean): Promise<Record<string, never>> {
  const pair = areTwo ? await store.dismiss(ctx, id, actorName(ctx)) : await store.bringBack(ctx, id)
  if (!pair) throw duplicateNotFound()
  const names = new Map((await contacts.names(ctx, [pair.firstId, pair.secondId])).map((one) => [one.id, one.name]))
  ctx.audit({
    action: areTwo ? 'crm.duplicate.dismissed' : 'crm.duplicate.restored',
    subject: { kind: 'contact', id: pair.firstId, name: names.get(pair.firstId) ?? '' },
    after: { otherId: pair.secondId, otherName: names.get(pair.secondId) ?? '' },
  })
  await ctx.emit(duplicatesChanged, { contactIds: [pair.firstId, pair.secondId] })
  return {}
}

const none: DuplicateScan = { checked: 0, startedAt: null, finishedAt: null }

export const scan = async (ctx: Ctx): Promise<DuplicateScan> => (await scans.find(ctx)) ?? none

export async function startScan(ctx: Ctx): Promise<DuplicateScan> {
  const begun = await scans.begin(ctx)
  if (begun) walkOn(ctx, null)
  return begun ?? scan(ctx)
}
