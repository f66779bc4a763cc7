import type { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import { importLimits, type ContactImport, type ImportMapping } from '#crm/contract/import.ts'
import * as fields from '#crm/server/fields/fields.ts'
import * as store from '#crm/server/imports/imports.store.ts'
import { readMapping } from '#crm/server/imports/mapping.ts'
import { readFile } from '#crm/server/imports/read-file.ts'
import * as rows from '#crm/server/imports/rows.store.ts'
import { begin, checkStep, runStep, undoStep } from '#crm/server/imports/steps.ts'
import {
  importFileMissing,
  importMappingInvalid,
  importNotFound,
  importNotReady,
  importSheetUnknown,
  importUndoExpired,
  reasonWord,
} from '#crm/server/problems.ts'
import * as tags from '#crm/server/tags/tags.ts'

const shownProblems = 200

/** Keeps the file for as long as it takes to read it: afterwards its rows are what counts. */
export async function create(ctx: Ctx): Promise<ContactImport> {
  if (!ctx.upload) throw importFileMissing()
  const { stream, name, declaredMime } = ctx.upload
  const file = await ctx.files.put(ctx, {
    stream,
    name,
    declaredMime,
    maxBytes: importLimits.bytes,
    accept: ['document'],
    isTemporary: true,
  })
  const id = ctx.newId()
  await store.insert(ctx, { id, fileId: file.id, fileName: file.name, createdByName: ctx.actor.name })
  ctx.enqueue(readFile, { importId: id }, { lane: `crm.import:${id}` })
  ctx.audit({ action: 'crm.import.created', subject: { kind: 'contact-import', id, name: file.name }, after: { bytes: file.bytes } })
  return get(ctx, { id })
}

export async function get(ctx: Ctx, { id }: { id: string }): Promise<ContactImport> {
  const one = await store.find(ctx, id)
  if (!one) throw importNotFound()
  return {
    ...summaryOf(ctx, one),
    header: one.header,
    sample: one.sample,
    mapping: one.mapping,
    problems: one.counts.invalid > 0 ? await rows.problems(ctx, id, shownProblems) : [],
  }
}

type Summary = Omit<ContactImport, 'sample' | 'mapping' | 'problems' | 'header'>

export async function list(ctx: Ctx): Promise<{ items: Summary[] }> {
  return { items: (await store.recent(ctx)).map((one) => summaryOf(ctx, one)) }
}

function summaryOf(ctx: Ctx, one: store.StoredImport): Summary {
  const { fileId: _file, errorFileId, finishedAt, header: _header, sample: _sample, mapping: _mapping, ...rest } = one
  return {
    ...rest,
    errorFileUrl: errorFileId ? ctx.files.url(ctx.org, errorFileId, { isDownload: true, seconds: 3_600 }) : null,
    undoUntil: one.status === 'done' && finishedAt ? undoUntil(finishedAt) : null,
  }
}

const undoUntil = (finishedAt: string): string => new Date(Date.parse(finishedAt) + importLimits.undoDays * 86_400_000).toISOString()

/** Another sheet of the workbook: it is read from the start, and what was chosen about the columns of the first one is forgotten. */
export async function chooseSheet(ctx: Ctx, { id, sheet }: { id: string; sheet: string }): Promise<ContactImport> {
  const one = await store.find(ctx, id)
  if (!one) throw importNotFound()
  if (!one.sheets.includes(sheet)) throw importSheetUnknown({ sheet })
  await moveOrRefuse(ctx, one, ['mapping', 'checked'], 'reading')
  await store.chooseSheet(ctx, id, sheet)
  await rows.clearKeys(ctx, id)
  ctx.enqueue(readFile, { importId: id }, { lane: `crm.import:${id}` })
  return get(ctx, { id })
}

export async function check(ctx: Ctx, { id, mapping }: { id: string; mapping: z.output<typeof ImportMapping> }): Promise<ContactImport> {
  const one = await store.find(ctx, id)
  if (!one) throw importNotFound()
  const read = readMapping(mapping, one.header.length, await fields.all(ctx))
  if ('refusal' in read && one.header.length > 0) throw importMappingInvalid({ reason: reasonWord(read.refusal) })
  await tags.requireAll(ctx, mapping.tagIds)
  await moveOrRefuse(ctx, one, ['mapping', 'checked'], 'checking')
  await store.restart(ctx, id, mapping)
  await rows.clearKeys(ctx, id)
  begin(ctx, checkStep, id)
  return get(ctx, { id })
}

export async function run(ctx: Ctx, { id }: { id: string }): Promise<ContactImport> {
  const one = await store.find(ctx, id)
  if (!one) throw importNotFound()
  await moveOrRefuse(ctx, one, ['checked'], 'running')
  await store.resetCounts(ctx, id)
  begin(ctx, runStep, id)
  ctx.audit({ action: 'crm.import.run', subject: { kind: 'contact-import', id, name: one.fileName }, after: { rows: one.counts.rows } })
  return get(ctx, { id })
}

export async function undo(ctx: Ctx, { id }: { id: string }): Promise<ContactImport> {
  const one = await store.find(ctx, id)
  if (!one) throw importNotFound()
  if (one.status === 'done' && one.finishedAt && undoUntil(one.finishedAt) < ctx.now.toISOString()) throw importUndoExpired()
  await moveOrRefuse(ctx, one, ['done'], 'undoing')
  await store.resetUndone(ctx, id)
  begin(ctx, undoStep, id)
  ctx.audit({
    action: 'crm.import.undone',
    subject: { kind: 'contact-import', id, name: one.fileName },
    before: { created: one.counts.created, updated: one.counts.updated },
  })
  return get(ctx, { id })
}

async function moveOrRefuse(
  ctx: Ctx,
  one: store.StoredImport,
  from: readonly store.StoredImport['status'][],
  to: store.StoredImport['status'],
): Promise<void> {
  if (!(await store.move(ctx, one.id, from, to))) throw importNotReady({ status: one.status })
}
