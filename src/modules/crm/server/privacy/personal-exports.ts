import { z } from 'zod'
import { dayIn } from '#kernel/contract/calendar-day.ts'
import type { Ctx, Desk } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { handedOut } from '#kernel/privacy/collection.ts'
import { zip } from '#kernel/zip/zip.ts'
import { personalExportProgressed } from '#crm/contract/events.ts'
import type { PersonalExport } from '#crm/contract/privacy.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import { packageOf } from '#crm/server/privacy/package.ts'
import * as store from '#crm/server/privacy/personal-exports.store.ts'
import { personalExportNotFound } from '#crm/server/problems.ts'

const mostBytes = 2 * 1024 ** 3

export async function create(ctx: Ctx, { id }: { id: string }): Promise<PersonalExport> {
  const contact = await contacts.get(ctx, { id })
  const made = await store.insert(ctx, {
    id: ctx.newId(),
    contactId: id,
    total: handedOut(ctx).length,
    requestedBy: ctx.actor.kind === 'system' ? null : ctx.actor.id,
  })
  ctx.enqueue(writePersonalExport, { exportId: made.id })
  ctx.audit({ action: 'crm.contact.exported', subject: { kind: 'contact', id, name: contact.name } })
  return shown(ctx, made)
}

export async function get(ctx: Ctx, { id }: { id: string }): Promise<PersonalExport> {
  const found = await store.find(ctx, id)
  if (!found) throw personalExportNotFound()
  return shown(ctx, found)
}

/** Without links: whoever may read a contact may not therefore have the file. */
export const recent = async (ctx: Ctx, contactId: string): Promise<PersonalExport[]> =>
  (await store.recent(ctx, contactId)).map((one) => ({ ...shown(ctx, one), fileUrl: null }))

const shown = (ctx: Ctx, { fileId, ...one }: store.StoredExport): PersonalExport => ({
  ...one,
  fileUrl: fileId ? ctx.files.url(ctx.org, fileId, { isDownload: true, seconds: 3_600 }) : null,
})

/** Reads kind by kind in transactions of its own and packs as it reads. */
export const writePersonalExport = job({
  name: 'crm.write-personal-export',
  payload: z.object({ exportId: z.uuid() }),
  attempts: 3,
  async work(desk, { exportId }) {
    const one = await desk.transaction((ctx) => store.find(ctx, exportId))
    if (one?.status !== 'running') return
    try {
      await write(desk, one)
    } catch (error) {
      if (!desk.lastAttempt) throw error
      desk.log.error({ err: error, exportId }, 'the data of a contact were not written to a file')
      await desk.transaction(async (ctx) => {
        if (await store.finish(ctx, exportId, { status: 'failed', fileId: null })) await tell(ctx, one, 'failed', one.done)
      })
    }
  },
})

async function write(desk: Desk, one: store.StoredExport): Promise<void> {
  const day = await desk.transaction(async (ctx) => dayIn(ctx.zone, ctx.now))
  const staged = await desk.files.stage(desk.org, {
    name: `datos-personales-${day}.zip`,
    stream: zip(
      packageOf(desk, one.contactId, (done) =>
        desk.transaction(async (ctx) => {
          await store.advance(ctx, one.id, done)
          await tell(ctx, one, 'running', done)
        }),
      ),
    ),
    maxBytes: mostBytes,
    isTemporary: true,
  })
  await desk.transaction(async (ctx) => {
    const file = await desk.files.put(ctx, staged)
    if (await store.finish(ctx, one.id, { status: 'done', fileId: file.id })) return tell(ctx, one, 'done', one.total)
    // Erased meanwhile: nobody is to have it.
    return desk.files.remove(ctx, [file.id])
  })
}

const tell = (ctx: Ctx, one: store.StoredExport, status: 'running' | 'done' | 'failed', done: number): Promise<void> =>
  ctx.emit(personalExportProgressed, { exportId: one.id, contactId: one.contactId, status, done, total: one.total })
