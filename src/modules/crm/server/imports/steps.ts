import { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import { job, type JobType } from '#kernel/jobs/job.ts'
import { stepJob, type Keeping, type StepPayload } from '#kernel/sheet/steps.ts'
import { importProgressed } from '#crm/contract/events.ts'
import { importLimits } from '#crm/contract/import.ts'
import * as batches from '#crm/server/imports/batches.ts'
import { writeErrorFile } from '#crm/server/imports/error-file.ts'
import * as store from '#crm/server/imports/imports.store.ts'
import * as rows from '#crm/server/imports/rows.store.ts'
import { undo } from '#crm/server/imports/undo.ts'

const lane = (importId: string): string => `crm.import:${importId}`

const keeping: Keeping<store.StoredImport> = {
  ...store,
  lane,
  tell: (ctx, importId, { status, counts }) => ctx.emit(importProgressed, { importId, status, counts }),
}

const leftOut = (ctx: Ctx, importId: string): void => void ctx.enqueue(writeErrorFile, { importId }, { lane: lane(importId) })

export const checkStep = stepJob('crm.check-import', keeping, { during: 'checking', end: 'checked', work: batches.check, leftOut })
export const runStep = stepJob('crm.run-import', keeping, { during: 'running', end: 'done', work: batches.run, leftOut })
export const undoStep = stepJob('crm.undo-import', keeping, { during: 'undoing', end: 'undone', work: undo })

/** Asks for the first batch of a step. */
export function begin(ctx: Ctx, step: JobType<StepPayload>, importId: string): void {
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
