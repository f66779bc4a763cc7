import { z } from 'zod'
import { takenOut } from '#kernel/audit/redaction.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job, TryAgain } from '#kernel/jobs/job.ts'
import { eraseRows, eraseTraces, moment, removeFiles, type Moment } from '#kernel/privacy/erasure.ts'
import { recognise, type Person } from '#kernel/privacy/person.ts'
import { contactErased, erasureFinished } from '#crm/contract/events.ts'
import { withMerged } from '#crm/server/contacts/restriction.store.ts'
import * as store from '#crm/server/privacy/erasures.store.ts'

const trail = {
  /** Lists and files, whose entries may hold a search for the name. */
  searchKinds: ['contact-export', 'contact-import', 'contact-view', 'segment'],
  /** The proof that it was done, which names nobody. */
  exceptActions: ['crm.contact.erased'],
}
const settleMs = 3_000
const place = (erasureId: string): string => `crm.erasure.traces.${erasureId}`

const Traces = z.object({
  until: z.object({ seq: z.number(), jobId: z.number() }),
  contactIds: z.array(z.string()),
  marks: z.array(z.string()),
  names: z.array(z.string()),
  hashes: z.array(z.string()),
})

/**
 * Takes a contact out of every table in one transaction. What is still on its way at that moment (events that nobody
 * passed on yet, jobs that run) is swept up a few seconds later, for which it must be remembered what to look for: sealed,
 * in the payload of that job.
 */
export const eraseContact = job({
  name: 'crm.erase-contact',
  payload: z.object({ erasureId: z.uuid() }),
  async run(ctx, { erasureId }) {
    const erasure = await store.find(ctx, erasureId)
    if (erasure?.status !== 'running') return
    const contactIds = await withMerged(ctx, erasure.contactId)
    if (contactIds.length === 0) return store.advance(ctx, erasureId, { status: 'done', auditEntries: 0 })
    const person = await recognise(ctx, contactIds)
    const until = await moment(ctx)
    const listed = await removeFiles(ctx, await store.takeListFiles(ctx))
    const { rowsByTable, hashes: own } = await eraseRows(ctx, person)
    const hashes = [...new Set([...listed, ...own])]
    const { entries } = await sweep(ctx, person, until)
    await store.advance(ctx, erasureId, { status: 'finishing', rows: rowsByTable, files: hashes.length, auditEntries: entries })
    ctx.audit({
      action: 'crm.contact.erased',
      subject: { kind: 'contact', id: erasure.contactId, name: takenOut },
      after: { reason: erasure.reason, requestedBy: erasure.requestedByName, files: hashes.length, rows: rowsByTable },
    })
    await ctx.emit(contactErased, { contactIds })
    const sealed = await ctx.crypto.encrypt(ctx, JSON.stringify({ ...person, until, hashes }), place(erasureId))
    ctx.enqueue(finishErasure, { erasureId, sealed }, { at: new Date(ctx.now.getTime() + settleMs) })
  },
})

export const finishErasure = job({
  name: 'crm.finish-erasure',
  payload: z.object({ erasureId: z.uuid(), sealed: z.string() }),
  attempts: 6,
  async work(desk, { erasureId, sealed }) {
    const { hashes, until, ...person } = await desk.transaction(async (ctx) =>
      Traces.parse(JSON.parse(await ctx.crypto.decrypt(ctx, sealed, place(erasureId)))),
    )
    const { isSettled, entries } = await desk.transaction((ctx) => sweep(ctx, person, until, { evenWaiting: desk.lastAttempt }))
    // Rows that something under way wrote between our look and our commit. By ids only: whoever writes again from the same
    // number by now is somebody new.
    const late = await desk.transaction((ctx) => eraseRows(ctx, { ...person, marks: [], names: [] }))
    if (!isSettled && !desk.lastAttempt)
      throw new TryAgain(new Date(desk.now().getTime() + settleMs), 'something about them is still on its way')
    await desk.transaction(async (ctx) => {
      await desk.files.destroy(ctx, [...hashes, ...late.hashes])
      await store.advance(ctx, erasureId, { status: 'done', auditEntries: entries })
      await ctx.emit(erasureFinished, { erasureId })
    })
  },
})

const sweep = (
  ctx: Ctx,
  person: Person,
  until: Moment,
  options: { evenWaiting?: boolean } = {},
): Promise<{ isSettled: boolean; entries: number }> =>
  eraseTraces(ctx, person, { ...trail, until, subjectIds: person.contactIds, ...options })
