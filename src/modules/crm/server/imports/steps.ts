import { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import { job, type JobType } from '#kernel/jobs/job.ts'
import { importProgressed } from '#crm/contract/events.ts'
import { importLimits, type ImportStatus } from '#crm/contract/import.ts'
import * as batches from '#crm/server/imports/batches.ts'
import { writeErrorFile } from '#crm/server/imports/error-file.ts'
import * as store from '#crm/server/imports/imports.store.ts'
import * as rows from '#crm/server/imports/rows.store.ts'
import { undo } from '#crm/server/imports/undo.ts'

/**
 * The long steps of an import: one job per batch, each in a transaction of its own that also asks for the next, so
 * that a step goes on exactly where it was after any stop, and other organizations' jobs run in between.
 */
const Payload = z.object({ importId: z.uuid(), after: z.number() })
type Payload = z.infer<typeof Payload>

const lane = (importId: string): string => `crm.import:${importId}`

type Step = {
  during: ImportStatus
  end: ImportStatus
  work: (ctx: Ctx, one: store.StoredImport, after: number) => Promise<batches.Batch>
  /** Whether rows may have been left out, for which a file is then written. */
  leavesOut: boolean
}

function stepJob(name: string, step: Step): JobType<Payload> {
  const self = job<Payload>({
    name,
    payload: Payload,
    attempts: 12,
    async run(ctx, { importId, after }) {
      const one = await store.find(ctx, importId)
      if (one?.status !== step.during) return
      const { progress, last, isEnd } = await step.work(ctx, one, after)
      const advanced = await store.advance(ctx, importId, progress)
      if (!isEnd) {
        ctx.enqueue(self, { importId, after: last }, { key: `${name}:${importId}:${last}`, lane: lane(importId) })
        await ctx.emit(importProgressed, { importId, status: advanced.status, counts: advanced.counts })
        return
      }
      const ended = await store.move(ctx, importId, [step.during], step.end)
      if (!ended) return
      if (step.leavesOut && ended.counts.invalid > 0) ctx.enqueue(writeErrorFile, { importId }, { lane: lane(importId) })
      await ctx.emit(importProgressed, { importId, status: ended.status, counts: ended.counts })
    },
  })
  return self
}

export const checkStep = stepJob('crm.check-import', { during: 'checking', end: 'checked', work: batches.check, leavesOut: true })
export const runStep = stepJob('crm.run-import', { during: 'running', end: 'done', work: batches.run, leavesOut: true })
export const undoStep = stepJob('crm.undo-import', { during: 'undoing', end: 'undone', work: undo, leavesOut: false })

/** Asks for the first batch of a step. */
export function begin(ctx: Ctx, step: JobType<Payload>, importId: string): void {
  const after = step === undoStep ? importLimits.rows + 2 : 0
  ctx.enqueue(step, { importId, after }, { lane: lane(importId) })
}

/** Rows that nobody may undo any more are forgotten, with the names and numbers in them. */
export const forgetImports = job({
  name: 'crm.forget-imports',
  payload: z.object({}),
  async run(ctx) {
    await rows.forget(ctx, new Date(ctx.now.getTime() - importLimits.undoDays * 86_400_000))
  },
})
