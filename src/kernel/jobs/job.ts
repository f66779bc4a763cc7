import type { z } from 'zod'
import type { Ctx, Desk } from '#kernel/ctx.ts'

/**
 * Durable work. `run` happens inside one transaction together with the removal of the job, so its effect in the
 * database happens exactly once. `work` is for effects outside (a provider's API): it is at-least-once and opens its
 * own transactions.
 */
export type JobType<P = unknown> = {
  readonly name: string
  readonly payload: z.ZodType<P>
  /** Tries before it becomes a dead letter that an administrator sees. 8 when absent. */
  readonly attempts?: number
  /** A person waits for what it does: it has slots of its own, and is not behind anything that can wait. */
  readonly urgent?: boolean
  // Written as methods so that a module may list jobs of different payloads.
  run?(ctx: Ctx, payload: P): Promise<void>
  work?(desk: Desk, payload: P): Promise<void>
}

export const job = <P>(declaration: JobType<P>): JobType<P> => declaration

/** Who does a job: what somebody waits for, what is a transaction, and what calls somebody outside have slots of their own. */
export type Sort = { urgent: boolean; transactional: boolean }
export const sortOf = ({ urgent = false, run }: Pick<JobType, 'urgent'> & { run?: unknown }): Sort => ({
  urgent,
  transactional: run !== undefined,
})

export type JobOptions = {
  /** Not before this moment. */
  at?: Date
  /** A second enqueue with the same key while the first waits does nothing. */
  key?: string
  /** Jobs of one lane run one after the other, in the order of their creation. */
  lane?: string
}

export type Enqueue = <P>(job: JobType<P>, payload: P, options?: JobOptions) => void

/** Thrown by a handler to give up at once: the job becomes a dead letter without further tries. */
export class Hopeless extends Error {}
/** Thrown by a handler to be tried again at a moment that it knows better than the back-off. */
export class TryAgain extends Error {
  readonly at: Date
  constructor(at: Date, reason: string) {
    super(reason)
    this.at = at
  }
}
