import { z } from 'zod'
import { dayIn } from '#kernel/contract/calendar-day.ts'
import type { Ctx, Desk } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import * as identity from '#identity/server/public.ts'
import { exportFinished } from '#crm/contract/events.ts'
import type { ContactExport, ExportContacts } from '#crm/contract/import.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import { cellsOf, headerOf } from '#crm/server/exports/csv-row.ts'
import * as store from '#crm/server/exports/exports.store.ts'
import * as fields from '#crm/server/fields/fields.ts'
import { byteOrderMark, csvLine, delimiterFor } from '#kernel/sheet/csv.ts'
import { exportNotFound } from '#crm/server/problems.ts'
import * as tags from '#crm/server/tags/tags.ts'

const pageSize = 1_000

export async function create(ctx: Ctx, query: ExportContacts): Promise<ContactExport> {
  // A filter that makes no sense is refused now, to the person who asked, and not by a job that nobody looks at.
  await contacts.count(ctx, query)
  const made = await store.insert(ctx, { id: ctx.newId(), query, requestedBy: ctx.actor.kind === 'system' ? null : ctx.actor.id })
  ctx.enqueue(writeExport, { exportId: made.id })
  ctx.audit({ action: 'crm.export.created', subject: { kind: 'contact-export', id: made.id, name: '' }, after: { ...query } })
  return shown(ctx, made)
}

export async function get(ctx: Ctx, { id }: { id: string }): Promise<ContactExport> {
  const found = await store.find(ctx, id)
  if (!found) throw exportNotFound()
  return shown(ctx, found)
}

const shown = (ctx: Ctx, one: store.StoredExport): ContactExport => ({
  id: one.id,
  status: one.status,
  rows: one.rows,
  fileUrl: one.fileId ? ctx.files.url(ctx.org, one.fileId, { isDownload: true, seconds: 3_600 }) : null,
  createdAt: one.createdAt,
})

/** Reads page by page in transactions of its own and writes as it reads: the size of the list is nobody's memory. */
export const writeExport = job({
  name: 'crm.write-export',
  payload: z.object({ exportId: z.uuid() }),
  attempts: 3,
  async work(desk, { exportId }) {
    const one = await desk.transaction((ctx) => store.find(ctx, exportId))
    if (one?.status !== 'running') return
    const written = { rows: 0 }
    try {
      const day = await desk.transaction(async (ctx) => dayIn(ctx.zone, ctx.now))
      const staged = await desk.files.stage(desk.org, {
        name: `contactos-${day}.csv`,
        stream: lines(desk, one.query, written),
        maxBytes: 1024 ** 3,
        isTemporary: true,
      })
      await desk.transaction(async (ctx) => {
        const file = await desk.files.put(ctx, staged)
        if (await store.finish(ctx, exportId, { status: 'done', rows: written.rows, fileId: file.id }))
          await ctx.emit(exportFinished, { exportId, status: 'done', rows: written.rows })
      })
    } catch (error) {
      if (!desk.lastAttempt) throw error
      desk.log.error({ err: error, exportId }, 'an export of contacts failed')
      await desk.transaction(async (ctx) => {
        await store.finish(ctx, exportId, { status: 'failed', rows: 0, fileId: null })
        await ctx.emit(exportFinished, { exportId, status: 'failed', rows: 0 })
      })
    }
  },
})

async function* lines(desk: Desk, query: ExportContacts, written: { rows: number }): AsyncGenerator<Uint8Array> {
  const { words, header, delimiter } = await desk.transaction(async (ctx) => {
    const definitions = (await fields.all(ctx)).filter((field) => !field.isArchived)
    const tagNames = new Map((await tags.list(ctx)).items.map(({ id, name }) => [id, name]))
    const personNames = new Map((await identity.colleagues(ctx)).map(({ id, name }) => [id, name]))
    const { country } = await identity.organization(ctx)
    const about = { definitions, tagNames, personNames, locale: ctx.locale, country, zone: ctx.zone, t: ctx.t }
    return { words: about, header: headerOf(about), delimiter: delimiterFor(ctx.locale) }
  })
  yield Buffer.from(byteOrderMark + csvLine(header, delimiter))
  for (let cursor: string | undefined; ;) {
    const page = await desk.transaction((ctx) => contacts.listForExport(ctx, { ...query, limit: pageSize, cursor }))
    written.rows += page.items.length
    yield Buffer.from(page.items.map((contact) => csvLine(cellsOf(contact, words), delimiter)).join(''))
    if (!page.next) return
    cursor = page.next
  }
}
