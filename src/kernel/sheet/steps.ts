import { z } from 'zod'
import type { SheetCounts, SheetStatus } from '#kernel/contract/sheet.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job, type JobType } from '#kernel/jobs/job.ts'

/**
 * The long steps of bringing a file in: one job per batch, each in a transaction of its own that also asks for the next, so
 * that a step goes on exactly where it was after any stop, and other organizations' jobs run in between.
 */
const Payload = z.object({ importId: z.uuid(), after: z.number() })
export type StepPayload = z.infer<typeof Payload>

export type Progress = Partial<Omit<SheetCounts, 'rows'>>
/** `last`: the number of the last row that was gone through. */
export type Batch = { progress: Progress; last: number; isEnd: boolean }

type Standing = { status: SheetStatus; counts: SheetCounts }

/** What a module keeps of its imports. `move` answers nothing when the import is in none of the states `from`. */
export type Keeping<One extends Standing> = {
  lane: (importId: string) => string
  find: (ctx: Ctx, id: string) => Promise<One | undefined>
  advance: (ctx: Ctx, id: string, by: Progress) => Promise<One>
  move: (ctx: Ctx, id: string, from: readonly SheetStatus[], to: SheetStatus) => Promise<One | undefined>
  tell: (ctx: Ctx, importId: string, one: Standing) => Promise<void>
}

export type Step<One> = {
  during: SheetStatus
  end: SheetStatus
  work: (ctx: Ctx, one: One, after: number) => Promise<Batch>
  /** Writes the file of the rows that were left out, where a step may leave any out. */
  leftOut?: (ctx: Ctx, importId: string) => void
}

export function stepJob<One extends Standing>(name: string, keeping: Keeping<One>, step: Step<One>): JobType<StepPayload> {
  const self = job<StepPayload>({
    name,
    payload: Payload,
    attempts: 12,
    async run(ctx, { importId, after }) {
      const one = await keeping.find(ctx, importId)
      if (one?.status !== step.during) return
      // Plans that were made while the tables were small read them whole for each batch, and more of them each time: 40,000
      // products took minutes to go in and did not end going out.
      await ctx.sql`select set_config('plan_cache_mode', 'force_custom_plan', true)`
      const { progress, last, isEnd } = await step.work(ctx, one, after)
      const advanced = await keeping.advance(ctx, importId, progress)
      if (!isEnd) {
        ctx.enqueue(self, { importId, after: last }, { key: `${name}:${importId}:${last}`, lane: keeping.lane(importId) })
        return keeping.tell(ctx, importId, advanced)
      }
      const ended = await keeping.move(ctx, importId, [step.during], step.end)
      if (!ended) return
      if (ended.counts.invalid > 0) step.leftOut?.(ctx, importId)
      await keeping.tell(ctx, importId, ended)
    },
  })
  return self
}
