import { undoDays, type Import, type ImportSummary } from '#kernel/contract/import.ts'
import { sheetLimits, type SheetStatus } from '#kernel/contract/sheet.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as store from '#kernel/imports/imports.store.ts'
import { laneOf, moduleOf, type ImportKind, type Outcome, type StoredImport } from '#kernel/imports/kind.ts'
import { jobsOf } from '#kernel/imports/steps.ts'
import { live, serve, type Live, type Route, type Schedule, type Topic } from '#kernel/module.ts'
import { problem } from '#kernel/problem.ts'

const shownProblems = 200

/** The refusals of the imports of a module, each with its sentence among its words. */
const problemsOf = (module: string) => ({
  notFound: problem(`${module}.import_not_found`, 404),
  notReady: problem<{ status: string }>(`${module}.import_not_ready`, 409),
  fileMissing: problem(`${module}.import_file_missing`, 422),
  mappingInvalid: problem<{ reason: string }>(`${module}.import_mapping_invalid`, 422),
  sheetUnknown: problem<{ sheet: string }>(`${module}.import_sheet_unknown`, 422),
  undoExpired: problem(`${module}.import_undo_expired`, 409),
})

const startOf = {
  check: { from: ['mapping', 'checked'], to: 'checking' },
  run: { from: ['checked'], to: 'running' },
  undo: { from: ['done'], to: 'undoing' },
} as const satisfies Record<string, { from: readonly SheetStatus[]; to: SheetStatus }>

const undoUntil = (finishedAt: string): string => new Date(Date.parse(finishedAt) + undoDays * 86_400_000).toISOString()

/** The imports of a kind: the use cases behind its endpoints, and all that the module declares about them. */
export function importing<M, O extends Outcome = Outcome>(kind: ImportKind<M, O>) {
  const problems = problemsOf(moduleOf(kind))
  const jobs = jobsOf(kind)
  const subjectOf = ({ id, fileName }: { id: string; fileName: string }) => ({
    kind: kind.table.slice(kind.table.indexOf('.') + 1).replaceAll('_', '-'),
    id,
    name: fileName,
  })

  async function existing(ctx: Ctx, id: string): Promise<StoredImport<M>> {
    const one = await store.find<M>(ctx, kind, id)
    if (!one) throw problems.notFound()
    return one
  }

  async function move(ctx: Ctx, { id, status }: StoredImport<M>, from: readonly SheetStatus[], to: SheetStatus): Promise<void> {
    if (!(await store.move(ctx, kind, id, from, to))) throw problems.notReady({ status })
  }

  async function begin(ctx: Ctx, one: StoredImport<M>, step: 'check' | 'run' | 'undo', mapping: M | null): Promise<void> {
    const { from, to } = startOf[step]
    // A new choice is looked at as soon as there are columns: what is wrong with it is worth more than that a step is under way.
    const isReady = step === 'check' ? one.header.length > 0 : one.status === from[0]
    const refusal = isReady && mapping !== null ? await kind.refusal(ctx, one, mapping, step) : null
    if (refusal !== null) throw problems.mappingInvalid({ reason: refusal.replaceAll('-', '_') })
    await move(ctx, one, from, to)
    if (step === 'undo') await store.resetUndone(ctx, kind, one.id)
    else {
      await store.restart(ctx, kind, one.id, mapping)
      await store.clearLearnt(ctx, kind, one.id)
    }
    ctx.enqueue(jobs[step], { importId: one.id, after: 0 }, { lane: laneOf(kind, one.id) })
  }

  const read = (ctx: Ctx, importId: string): void => ctx.enqueue(jobs.read, { importId }, { lane: laneOf(kind, importId) })

  /** Keeps the file for as long as it takes to read it: afterwards its rows are what counts. */
  async function create(ctx: Ctx): Promise<Import<M>> {
    if (!ctx.upload) throw problems.fileMissing()
    const { stream, name, declaredMime } = ctx.upload
    const maxBytes = sheetLimits.bytes
    const file = await ctx.files.put(ctx, { stream, name, declaredMime, maxBytes, accept: ['document'], isTemporary: true })
    const made = { id: ctx.newId(), fileId: file.id, fileName: file.name }
    await store.insert(ctx, kind, made)
    read(ctx, made.id)
    ctx.audit({ action: `${kind.name}.created`, subject: subjectOf(made), after: { bytes: file.bytes } })
    return get(ctx, made)
  }

  async function get(ctx: Ctx, { id }: { id: string }): Promise<Import<M>> {
    const one = await existing(ctx, id)
    const { header, sample, mapping } = one
    const left = one.counts.invalid > 0 ? await store.problems(ctx, kind, id, shownProblems) : []
    return { ...summaryOf(ctx, one), header, sample, mapping, problems: left }
  }

  async function list(ctx: Ctx): Promise<{ items: ImportSummary[] }> {
    return { items: (await store.recent<M>(ctx, kind)).map((one) => summaryOf(ctx, one)) }
  }

  function summaryOf(ctx: Ctx, one: StoredImport<M>): ImportSummary {
    const { fileId: _file, errorFileId, finishedAt, header: _header, sample: _sample, mapping: _mapping, ...rest } = one
    return {
      ...rest,
      errorFileUrl: errorFileId ? ctx.files.url(ctx.org, errorFileId, { isDownload: true, seconds: 3_600 }) : null,
      undoUntil: one.status === 'done' && finishedAt ? undoUntil(finishedAt) : null,
    }
  }

  /** Another sheet of the workbook: it is read from the start, and what was chosen about the columns of the first one is forgotten. */
  async function chooseSheet(ctx: Ctx, { id, sheet }: { id: string; sheet: string }): Promise<Import<M>> {
    const one = await existing(ctx, id)
    if (!one.sheets.includes(sheet)) throw problems.sheetUnknown({ sheet })
    await move(ctx, one, startOf.check.from, 'reading')
    await store.chooseSheet(ctx, kind, id, sheet)
    await store.clearLearnt(ctx, kind, id)
    read(ctx, id)
    return get(ctx, { id })
  }

  async function check(ctx: Ctx, { id, mapping }: { id: string; mapping: M }): Promise<Import<M>> {
    await begin(ctx, await existing(ctx, id), 'check', mapping)
    return get(ctx, { id })
  }

  async function run(ctx: Ctx, { id }: { id: string }): Promise<Import<M>> {
    const one = await existing(ctx, id)
    await begin(ctx, one, 'run', one.mapping)
    ctx.audit({ action: `${kind.name}.run`, subject: subjectOf(one), after: { rows: one.counts.rows } })
    return get(ctx, { id })
  }

  async function undo(ctx: Ctx, { id }: { id: string }): Promise<Import<M>> {
    const one = await existing(ctx, id)
    if (one.status === 'done' && one.finishedAt && undoUntil(one.finishedAt) < ctx.now.toISOString()) throw problems.undoExpired()
    await begin(ctx, one, 'undo', one.mapping)
    const { created, updated } = one.counts
    ctx.audit({ action: `${kind.name}.undone`, subject: subjectOf(one), before: { created, updated } })
    return get(ctx, { id })
  }

  const { api } = kind
  const routes: readonly Route[] = [
    serve(api.create, create),
    serve(api.list, list),
    serve(api.get, get),
    serve(api.chooseSheet, chooseSheet),
    serve(api.check, check),
    serve(api.run, run),
    serve(api.undo, undo),
  ]
  const schedules: readonly Schedule[] = [{ name: jobs.forget.name, everySeconds: 86_400, job: jobs.forget, per: 'organization' }]
  const lives: readonly Live[] = [
    live(
      kind.progressed,
      ({ importId }) => [`${kind.name}:${importId}`],
      ({ permissions }, told) => (permissions.has(api.get.permission.code) ? told : null),
    ),
  ]
  const topics: readonly Topic[] = [{ prefix: kind.name, mayWatch: (ctx) => Promise.resolve(ctx.can(api.get.permission)) }]
  return { problems, create, get, list, chooseSheet, check, run, undo, routes, jobs, schedules, lives, topics }
}
