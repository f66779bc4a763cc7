import type { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import { canManagePrices, canReadCosts } from '#commerce/contract/permissions.ts'
import {
  productImportLimits,
  type ProductImport,
  type ProductImportMapping,
  type ProductImportSummary,
} from '#commerce/contract/product-import.ts'
import { readMapping } from '#commerce/server/imports/columns.ts'
import * as store from '#commerce/server/imports/imports.store.ts'
import { pricedIn } from '#commerce/server/imports/priced-in.ts'
import {
  importFileMissing,
  importMappingInvalid,
  importNotFound,
  importNotReady,
  importSheetUnknown,
  importUndoExpired,
} from '#commerce/server/imports/problems.ts'
import { readFile } from '#commerce/server/imports/read-file.ts'
import * as rows from '#commerce/server/imports/rows.store.ts'
import { begin, checkStep, lane, runStep, undoStep } from '#commerce/server/imports/steps.ts'

const shownProblems = 200

/** Keeps the file for as long as it takes to read it: afterwards its rows are what counts. */
export async function create(ctx: Ctx): Promise<ProductImport> {
  if (!ctx.upload) throw importFileMissing()
  const { stream, name, declaredMime } = ctx.upload
  const maxBytes = productImportLimits.bytes
  const file = await ctx.files.put(ctx, { stream, name, declaredMime, maxBytes, accept: ['document'], isTemporary: true })
  const id = ctx.newId()
  await store.insert(ctx, { id, fileId: file.id, fileName: file.name, createdByName: ctx.actor.name })
  ctx.enqueue(readFile, { importId: id }, { lane: lane(id) })
  ctx.audit({ action: 'commerce.product-import.created', subject: subjectOf({ id, fileName: file.name }), after: { bytes: file.bytes } })
  return get(ctx, { id })
}

export async function get(ctx: Ctx, { id }: { id: string }): Promise<ProductImport> {
  const one = await existing(ctx, id)
  const { header, sample, mapping } = one
  const problems = one.counts.invalid > 0 ? await rows.problems(ctx, id, shownProblems) : []
  return { ...summaryOf(ctx, one), header, sample, mapping, problems }
}

export const list = async (ctx: Ctx): Promise<{ items: ProductImportSummary[] }> => ({
  items: (await store.recent(ctx)).map((one) => summaryOf(ctx, one)),
})

function summaryOf(ctx: Ctx, one: store.StoredImport): ProductImportSummary {
  const { fileId: _file, errorFileId, finishedAt, header: _header, sample: _sample, mapping: _mapping, ...rest } = one
  return {
    ...rest,
    errorFileUrl: errorFileId ? ctx.files.url(ctx.org, errorFileId, { isDownload: true, seconds: 3_600 }) : null,
    undoUntil: one.status === 'done' && finishedAt ? undoUntil(finishedAt) : null,
  }
}

const undoUntil = (finishedAt: string): string => new Date(Date.parse(finishedAt) + productImportLimits.undoDays * 86_400_000).toISOString()

/** Another sheet of the workbook: it is read from the start, and what was chosen about the columns of the first one is forgotten. */
export async function chooseSheet(ctx: Ctx, { id, sheet }: { id: string; sheet: string }): Promise<ProductImport> {
  const one = await existing(ctx, id)
  if (!one.sheets.includes(sheet)) throw importSheetUnknown({ sheet })
  await moveOrRefuse(ctx, one, ['mapping', 'checked'], 'reading')
  await store.chooseSheet(ctx, id, sheet)
  await rows.clearKeys(ctx, id)
  ctx.enqueue(readFile, { importId: id }, { lane: lane(id) })
  return get(ctx, { id })
}

export async function check(
  ctx: Ctx,
  { id, mapping }: { id: string; mapping: z.output<typeof ProductImportMapping> },
): Promise<ProductImport> {
  const one = await existing(ctx, id)
  if (one.header.length > 0) await requireSound(ctx, one, mapping)
  await moveOrRefuse(ctx, one, ['mapping', 'checked'], 'checking')
  await store.restart(ctx, id, mapping)
  await rows.clearKeys(ctx, id)
  begin(ctx, checkStep, id)
  return get(ctx, { id })
}

/** Prices and costs come in by a file only for whoever may set them by hand. */
async function requireSound(ctx: Ctx, one: store.StoredImport, mapping: ProductImportMapping): Promise<void> {
  const read = readMapping(mapping, one.header, await pricedIn(ctx))
  if ('refusal' in read) throw importMappingInvalid({ reason: read.refusal.replaceAll('-', '_') })
  if (read.targets.some((target) => target?.kind === 'price')) ctx.require(canManagePrices)
  if (read.targets.some((target) => target?.kind === 'cost')) ctx.require(canReadCosts)
}

/** What was tried, by whoever may do all of it: somebody else may have tried it. */
export async function run(ctx: Ctx, { id }: { id: string }): Promise<ProductImport> {
  const one = await existing(ctx, id)
  if (one.mapping && one.status === 'checked') await requireSound(ctx, one, one.mapping)
  await moveOrRefuse(ctx, one, ['checked'], 'running')
  await store.restart(ctx, id)
  await rows.clearKeys(ctx, id)
  begin(ctx, runStep, id)
  ctx.audit({ action: 'commerce.product-import.run', subject: subjectOf(one), after: { rows: one.counts.rows } })
  return get(ctx, { id })
}

export async function undo(ctx: Ctx, { id }: { id: string }): Promise<ProductImport> {
  const one = await existing(ctx, id)
  if (one.status === 'done' && one.finishedAt && undoUntil(one.finishedAt) < ctx.now.toISOString()) throw importUndoExpired()
  if (one.mapping && one.status === 'done') await requireSound(ctx, one, one.mapping)
  await moveOrRefuse(ctx, one, ['done'], 'undoing')
  await store.resetUndone(ctx, id)
  begin(ctx, undoStep, id)
  const { created, updated } = one.counts
  ctx.audit({ action: 'commerce.product-import.undone', subject: subjectOf(one), before: { created, updated } })
  return get(ctx, { id })
}

async function existing(ctx: Ctx, id: string): Promise<store.StoredImport> {
  const one = await store.find(ctx, id)
  if (!one) throw importNotFound()
  return one
}

async function moveOrRefuse(
  ctx: Ctx,
  one: store.StoredImport,
  from: readonly store.StoredImport['status'][],
  to: store.StoredImport['status'],
): Promise<void> {
  if (!(await store.move(ctx, one.id, from, to))) throw importNotReady({ status: one.status })
}

const subjectOf = ({ id, fileName }: { id: string; fileName: string }) => ({ kind: 'product-import', id, name: fileName })
