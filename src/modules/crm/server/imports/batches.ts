import type { Ctx } from '#kernel/ctx.ts'
import { searchable } from '#kernel/contract/text.ts'
import { TryAgain } from '#kernel/jobs/job.ts'
import type { StartedImport } from '#kernel/imports/kind.ts'
import { readRows } from '#kernel/imports/rows.ts'
import type { NumberedCells } from '#kernel/sheet/reading.ts'
import * as identity from '#identity/server/public.ts'
import { contactsImported } from '#crm/contract/events.ts'
import type { ImportMapping } from '#crm/contract/import.ts'
import { sameAddresses } from '#crm/server/addresses/addresses.ts'
import * as bulk from '#crm/server/contacts/bulk.ts'
import type { Draft, Stored } from '#crm/server/contacts/contacts.store.ts'
import { draftOf } from '#crm/server/contacts/draft.ts'
import * as consents from '#crm/server/consents/consents.ts'
import * as fields from '#crm/server/fields/fields.ts'
import { readMapping } from '#crm/server/imports/mapping.ts'
import type { Known } from '#crm/server/contacts/identity.ts'
import { mergeRow, planRows, rowTarget, type Mergeable, type Numbered, type Planned } from '#crm/server/imports/plan.ts'
import { keysOf, nameOf, readRow, type Reading, type ReadRow } from '#crm/server/imports/row.ts'
import type { Before } from '#crm/server/imports/undo.ts'
import * as store from '#crm/server/imports/rows.store.ts'
import type { ContactOutcome } from '#crm/server/imports/rows.store.ts'
import { firstScores } from '#crm/server/scoring/first-score.ts'
import type { FitFacts } from '#crm/server/scoring/fit.ts'
import * as tags from '#crm/server/tags/tags.ts'

/** Few enough that reading and planning a batch (phones are the dear part) never holds the process for a noticeable moment. */
export const batchSize = 250

type Started = StartedImport<ImportMapping>
type Content = Omit<Mergeable, 'identities' | 'tagIds'> & { identities: Known[]; tagIds: string[] }
type Growing = { draft: Draft; content: Content }
type Read = { numbered: Numbered[]; invalid: ContactOutcome[]; definitions: Awaited<ReturnType<typeof fields.all>> }

async function read(ctx: Ctx, { mapping, header }: Started, rows: readonly NumberedCells[]): Promise<Read> {
  const definitions = await fields.all(ctx)
  const chosen = readMapping(mapping, header.length, definitions)
  // A field that the mapping names was there when it was chosen and fields are never deleted.
  if ('refusal' in chosen) throw new Error('an import without a sound mapping was started')
  const needsPeople = chosen.targets.some(
    (target) => target?.kind === 'owner' || (target?.kind === 'field' && target.field.type === 'user'),
  )
  const people = needsPeople ? peopleByWord(await identity.access(ctx)) : new Map<string, string>()
  const reading: Reading = { targets: chosen.targets, mapping, home: { country: mapping.country }, people }
  return { ...readRows(rows, (cells) => readRow(cells, reading)), definitions }
}

/** Colleagues by what a file calls them: their name, unless two have the same, and the address they sign in with. */
export function peopleByWord(colleagues: readonly { id: string; name: string; email: string }[]): Map<string, string> {
  const byName = Map.groupBy(colleagues, ({ name }) => searchable(name))
  const named = [...byName].flatMap(([name, [first, ...others]]) => (first && others.length === 0 ? [[name, first.id] as const] : []))
  return new Map([...named, ...colleagues.map(({ id, email }) => [searchable(email), id] as const)])
}

const plain = ({ rowNumber, outcome, ...planned }: Planned, contactId: string | null): ContactOutcome => ({
  rowNumber,
  outcome,
  faults: 'problem' in planned ? [{ problem: planned.problem, column: null }] : [],
  contactId,
})

/** The dry run of a batch: the same reading and planning as the real one, over what there is and what earlier rows would add. */
export async function check(ctx: Ctx, one: Started, rows: readonly NumberedCells[]): Promise<ContactOutcome[]> {
  const { numbered, invalid } = await read(ctx, one, rows)
  const wanted = numbered.flatMap(({ row }) => keysOf(row))
  const owners = await bulk.ownersByKey(
    ctx,
    numbered.flatMap(({ row }) => row.identities),
  )
  for (const { key, target } of await store.keys(ctx, one.id, wanted)) if (!owners.has(key)) owners.set(key, target)
  const known = new Set(owners.keys())
  const planned = planRows(numbered, owners, one.mapping.onDuplicate)
  const learnt = [...owners].flatMap(([key, target]) => (known.has(key) ? [] : [{ key, target }]))
  await store.addKeys(ctx, one.id, learnt)
  return [...invalid, ...planned.map((plan) => plain(plan, null))]
}

/** Writes a batch. Everything or nothing: when somebody takes an identity meanwhile the batch is tried again. */
export async function run(ctx: Ctx, one: Started, rows: readonly NumberedCells[]): Promise<ContactOutcome[]> {
  const { numbered, invalid, definitions } = await read(ctx, one, rows)
  const { onDuplicate: policy, tagIds: common } = one.mapping
  const owners = await bulk.ownersByKey(
    ctx,
    numbered.flatMap(({ row }) => row.identities),
  )
  const planned = planRows(numbered, owners, policy)
  const tagsByName = await tags.byName(ctx, [...new Set(numbered.flatMap(({ row }) => row.tags))])
  const tagIdsOf = (row: ReadRow): string[] => [...common, ...row.tags.flatMap((name) => tagsByName.get(name)?.id ?? [])]

  const rowByNumber = new Map(numbered.map(({ rowNumber, row }) => [rowNumber, row]))
  const drafts = new Map<string, Growing>()
  const updates = new Map<string, ReadRow[]>()
  for (const plan of planned) {
    const row = rowByNumber.get(plan.rowNumber)
    if (!row || plan.outcome === 'invalid' || plan.outcome === 'skip') continue
    if (plan.outcome === 'create') drafts.set(rowTarget(plan.rowNumber), startDraft(ctx, row, tagIdsOf(row)))
    else if (drafts.has(plan.target)) growDraft(ctx, drafts, plan.target, row, tagIdsOf(row), policy)
    else updates.set(plan.target, [...(updates.get(plan.target) ?? []), row])
  }
  const scoreOf = await firstScores(ctx)
  const made = [...drafts.values()].map(({ draft, content }) => ({
    draft: { ...draft, index: fields.indexOf(definitions, content.fields), firstScore: scoreOf(factsOf(draft, content)) },
    addresses: content.addresses,
  }))
  const written = await bulk.insert(ctx, made)
  const changed = await runUpdates(ctx, updates, tagIdsOf, policy, definitions)
  if (!written || !changed) throw new TryAgain(new Date(ctx.now.getTime() + 1_000), 'somebody took an identity of this batch meanwhile')
  const overruled = await recordConsents(ctx, planned, rowByNumber, (target) => drafts.get(target)?.draft.id ?? target, policy)

  const seen = new Set<string>()
  const outcomes = [
    ...invalid,
    ...planned.map((plan) => {
      if (plan.outcome === 'invalid') return plain(plan, null)
      const target = plan.outcome === 'create' ? rowTarget(plan.rowNumber) : plan.target
      const draft = drafts.get(target)?.draft
      const outcome = plain(plan, draft?.id ?? target)
      if (plan.outcome === 'create') return { ...outcome, leftVersion: 1 }
      const update = changed.get(target)
      if (plan.outcome === 'skip' || !update || seen.has(target)) return outcome
      seen.add(target)
      return {
        ...outcome,
        before: { ...update.before, consents: overruled.filter(({ contactId }) => contactId === target) },
        leftVersion: update.leftVersion,
      }
    }),
  ]
  const createdIds = made.map(({ draft }) => draft.id)
  const updatedIds = [...changed.keys()]
  if (createdIds.length + updatedIds.length > 0) await ctx.emit(contactsImported, { importId: one.id, createdIds, updatedIds })
  return outcomes
}

function startDraft(ctx: Ctx, row: ReadRow, tagIds: readonly string[]): Growing {
  const content: Content = {
    kind: row.kind ?? 'person',
    name: nameOf(row),
    nameSource: row.name === null ? 'identity' : 'person',
    notes: row.notes,
    fields: row.fields,
    addresses: row.address ? [row.address] : [],
    relations: row.relations,
    ownerId: row.ownerId,
    tagIds: [...new Set(tagIds)].slice(0, 50),
    identities: row.identities,
  }
  return { draft: draftOf({ ...content, source: 'import' }, { newId: ctx.newId, at: ctx.now, actorName: null }), content }
}

const factsOf = (draft: Draft, { addresses, fields: values }: Content): FitFacts => ({
  ...draft,
  fields: values,
  hasInstagram: draft.identities.some(({ kind }) => kind === 'instagram'),
  cities: addresses.map(({ city }) => city).filter(Boolean),
})

/** A later row of the file about somebody whom an earlier row makes. */
function growDraft(
  ctx: Ctx,
  drafts: Map<string, Growing>,
  target: string,
  row: ReadRow,
  tagIds: readonly string[],
  policy: 'skip' | 'fill' | 'replace',
): void {
  const known = drafts.get(target)
  if (!known) return
  const {
    addedIdentities,
    changedFields: _fields,
    ...merged
  } = mergeRow(known.content, row, tagIds, policy === 'replace' ? 'replace' : 'fill')
  const content: Content = { ...merged, tagIds: [...merged.tagIds], identities: [...known.content.identities, ...addedIdentities] }
  const draft = draftOf({ ...content, source: 'import' }, { newId: ctx.newId, at: ctx.now, actorName: null })
  drafts.set(target, { draft: { ...draft, id: known.draft.id }, content })
}

type Update = { before: Omit<Before, 'consents'>; leftVersion: number }

async function runUpdates(
  ctx: Ctx,
  updates: ReadonlyMap<string, readonly ReadRow[]>,
  tagIdsOf: (row: ReadRow) => string[],
  policy: 'skip' | 'fill' | 'replace',
  definitions: Read['definitions'],
): Promise<Map<string, Update> | undefined> {
  const contacts = await bulk.lock(ctx, [...updates.keys()])
  const rewrites: bulk.Rewrite[] = []
  for (const [id, rowsOfIt] of updates) {
    const contact = contacts.get(id)
    if (!contact) continue
    let merged: Mergeable = contact
    const added: Known[] = []
    let hasNewValues = false
    for (const row of rowsOfIt) {
      const { addedIdentities, changedFields, ...next } = mergeRow(merged, row, tagIdsOf(row), policy === 'replace' ? 'replace' : 'fill')
      hasNewValues ||= changedFields.length > 0
      added.push(...addedIdentities)
      merged = { ...next, identities: [...merged.identities, ...addedIdentities] }
    }
    const { addresses } = merged
    const next = { ...merged, relations: [...merged.relations], tagIds: [...merged.tagIds] }
    rewrites.push({
      contact,
      next,
      added,
      removedIds: [],
      index: hasNewValues ? fields.indexOf(definitions, merged.fields) : null,
      addresses: sameAddresses(contact.addresses, addresses) ? null : addresses,
      activity: 'imported',
    })
  }
  const restored = await bulk.restore(
    ctx,
    rewrites.filter(({ contact }) => contact.archivedAt).map(({ contact }) => contact.id),
  )
  const written = await bulk.rewrite(ctx, rewrites)
  if (!written) return undefined
  const versionById = new Map(written.map(({ id, version }) => [id, version]))
  return new Map(
    rewrites.map(({ contact, added }) => [
      contact.id,
      { before: snapshot(contact, added, restored.includes(contact.id)), leftVersion: versionById.get(contact.id) ?? contact.version },
    ]),
  )
}

const snapshot = (contact: Stored, added: readonly Known[], wasArchived: boolean): Omit<Before, 'consents'> => ({
  kind: contact.kind,
  name: contact.name,
  nameSource: contact.nameSource,
  notes: contact.notes,
  fields: contact.fields,
  relations: contact.relations,
  ownerId: contact.ownerId,
  tagIds: contact.tagIds,
  addresses: contact.addresses,
  version: contact.version,
  wasArchived,
  addedKeys: added.map((one) => `${one.kind}:${one.value}`),
})

async function recordConsents(
  ctx: Ctx,
  planned: readonly Planned[],
  rowByNumber: ReadonlyMap<number, ReadRow>,
  idOf: (target: string) => string,
  policy: 'skip' | 'fill' | 'replace',
): Promise<consents.Overruled[]> {
  const said = new Map<string, consents.Said>()
  for (const plan of planned) {
    if (plan.outcome !== 'create' && plan.outcome !== 'update') continue
    const contactId = idOf(plan.outcome === 'create' ? rowTarget(plan.rowNumber) : plan.target)
    for (const one of rowByNumber.get(plan.rowNumber)?.consents ?? [])
      said.set(`${contactId} ${one.channel} ${one.purpose}`, { ...one, contactId, source: 'import', evidence: '' })
  }
  return consents.recordImported(ctx, [...said.values()], { onlyUnknown: policy !== 'replace' })
}
