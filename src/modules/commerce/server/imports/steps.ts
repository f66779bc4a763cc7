import { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import { job, type JobType } from '#kernel/jobs/job.ts'
import { stepJob, type Keeping, type StepPayload } from '#kernel/sheet/steps.ts'
import { productImportProgressed } from '#commerce/contract/product-import-events.ts'
import { productImportLimits } from '#commerce/contract/product-import.ts'
import * as batches from '#commerce/server/imports/batches.ts'
import { writeErrorFile } from '#commerce/server/imports/error-file.ts'
import * as store from '#commerce/server/imports/imports.store.ts'
import { undo } from '#commerce/server/imports/undo.ts'

export const lane = (importId: string): string => `commerce.product-import:${importId}`

const keeping: Keeping<store.StoredImport> = {
  ...store,
  lane,
  tell: (ctx, importId, { status, counts }) => ctx.emit(productImportProgressed, { importId, status, counts }),
}

const leftOut = (ctx: Ctx, importId: string): void => void ctx.enqueue(writeErrorFile, { importId }, { lane: lane(importId) })

export const checkStep = stepJob('commerce.check-product-import', keeping, {
  during: 'checking',
  end: 'checked',
  work: batches.check,
  leftOut,
})
export const runStep = stepJob('commerce.run-product-import', keeping, { during: 'running', end: 'done', work: batches.run, leftOut })
export const undoStep = stepJob('commerce.undo-product-import', keeping, { during: 'undoing', end: 'undone', work: undo })

/** Asks for the first batch of a step. */
export function begin(ctx: Ctx, step: JobType<StepPayload>, importId: string): void {
  ctx.enqueue(step, { importId, after: 0 }, { lane: lane(importId) })
}

/** Rows that nobody may undo any more are forgotten. */
export const forgetProductImports = job({
  name: 'commerce.forget-product-imports',
  payload: z.object({}),
  async run(ctx) {
    await store.forget(ctx, new Date(ctx.now.getTime() - productImportLimits.undoDays * 86_400_000))
  },
})
