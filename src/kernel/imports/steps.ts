import { z } from 'zod'
import { undoDays } from '#kernel/contract/import.ts'
import type { SheetStatus } from '#kernel/contract/sheet.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { errorFileJob } from '#kernel/imports/error-file.ts'
import * as store from '#kernel/imports/imports.store.ts'
import { laneOf, moduleOf, nounOf, type Batch, type ImportKind, type Outcome, type StartedImport } from '#kernel/imports/kind.ts'
import { readFileJob } from '#kernel/imports/read-file.ts'
import { job, type JobType } from '#kernel/jobs/job.ts'

const Payload = z.object({ importId: z.uuid(), after: z.number() })
type StepPayload = z.infer<typeof Payload>

/** What is done to the imports of a kind, one thing after the other. */
export type ImportJobs = {
  read: JobType<{ importId: string }>
  check: JobType<StepPayload>
  run: JobType<StepPayload>
  undo: JobType<StepPayload>
  writeErrors: JobType<{ importId: string }>
  /** Rows that nobody may undo any more are forgotten. */
  forget: JobType<Record<string, never>>
}

export function jobsOf<M, O extends Outcome>(kind: ImportKind<M, O>): ImportJobs {
  const writeErrors = errorFileJob(kind)
  return {
    read: readFileJob(kind),
    check: stepJob(kind, 'check', { during: 'checking', end: 'checked', work: rowByRow(kind, kind.check), writeErrors }),
    run: stepJob(kind, 'run', { during: 'running', end: 'done', work: rowByRow(kind, kind.run), writeErrors }),
    undo: stepJob(kind, 'undo', { during: 'undoing', end: 'undone', work: kind.undo }),
    writeErrors,
    forget: job({
      name: `${moduleOf(kind)}.forget-${nounOf(kind)}s`,
      payload: z.object({}),
      run: (ctx) => store.forget(ctx, kind, new Date(ctx.now.getTime() - undoDays * 86_400_000)),
    }),
  }
}

type Work<M> = (ctx: Ctx, one: StartedImport<M>, after: number) => Promise<Batch>

const rowByRow =
  <M, O extends Outcome>(kind: ImportKind<M, O>, work: ImportKind<M, O>['check']): Work<M> =>
  async (ctx, one, after) => {
    const rows = await store.batch(ctx, kind, one.id, after, kind.batchSize)
    const outcomes = await work(ctx, one, rows)
    await store.setOutcomes(ctx, kind, one.id, outcomes)
    const count = (outcome: Outcome['outcome']): number => outcomes.filter((row) => row.outcome === outcome).length
    return {
      progress: {
        done: rows.length,
        created: count('create'),
        updated: count('update'),
        skipped: count('skip'),
        invalid: count('invalid'),
      },
      last: rows.at(-1)?.rowNumber ?? after,
      isEnd: rows.length < kind.batchSize,
    }
  }

/**
 * A long step: one job per batch, each in a transaction of its own that also asks for the next, so that a step goes on
 * exactly where it was after any stop, and other organizations' jobs run in between.
 */
function stepJob<M, O extends Outcome>(
  kind: ImportKind<M, O>,
  verb: string,
  step: { during: SheetStatus; end: SheetStatus; work: Work<M>; writeErrors?: JobType<{ importId: string }> },
): JobType<StepPayload> {
  const name = `${moduleOf(kind)}.${verb}-${nounOf(kind)}`
  const self = job<StepPayload>({
    name,
    payload: Payload,
    attempts: 12,
    async run(ctx, { importId, after }) {
      const one = await store.find<M>(ctx, kind, importId)
      if (one?.status !== step.during || one.mapping === null) return
      // Plans that were made while the tables were small read them whole for each batch, and more of them each time: 40,000
      // products took minutes to go in and did not end going out.
      await ctx.sql`select set_config('plan_cache_mode', 'force_custom_plan', true)`
      const { progress, last, isEnd } = await step.work(ctx, { ...one, mapping: one.mapping }, after)
      const lane = laneOf(kind, importId)
      const advanced = await store.advance(ctx, kind, importId, progress)
      if (!isEnd) ctx.enqueue(self, { importId, after: last }, { key: `${name}:${importId}:${last}`, lane })
      const now = isEnd ? await store.move(ctx, kind, importId, [step.during], step.end) : advanced
      if (!now) return
      if (isEnd && step.writeErrors && now.counts.invalid > 0) ctx.enqueue(step.writeErrors, { importId }, { lane })
      await ctx.emit(kind.progressed, { importId, status: now.status, counts: now.counts })
    },
  })
  return self
}
