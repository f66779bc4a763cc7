import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import type { Ctx, Desk } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import type { Action } from '#kernel/action.ts'
import type { Dialogue, DialogueSaid, DialogueTurn } from '#kernel/dialogue.ts'
import { Problem, sentenceOf } from '#kernel/problem.ts'
import { actionsOf, dialoguesOf } from '#bots/server/flows/actions.ts'
import { firstWord } from '#conversations/server/public.ts'
import * as store from './runs.store.ts'
import { turn } from './turns.ts'

/** Nobody waits longer for an answer because of an action: then the flow goes on without it. Tests are less patient. */
export const patience = { actionMs: 5_000 }

const Payload = z.object({
  runId: Id,
  n: z.int(),
  conversationId: Id,
  contactId: Id,
  action: z.string(),
  input: z.record(z.string(), z.string()),
  /** For a dialogue, and whether it was on before. */
  said: z.custom<DialogueSaid>().nullable().default(null),
  goesOn: z.boolean().default(false),
  speaker: z.string().default(''),
})
type Payload = z.output<typeof Payload>

class Late extends Error {}
/** SQLSTATE: the database ended a statement that took too long. */
const statementTooLong = '57014'

/**
 * What a flow has another module do, once: the action, that it is done, and what the flow says next are one transaction.
 * One that fails or hangs is undone, and the flow goes on along its other way.
 */
export const performAction = job({
  name: 'bots.perform-action',
  payload: Payload,
  attempts: 5,
  urgent: true,
  work: perform,
})

async function perform(desk: Desk, payload: Payload): Promise<void> {
  const action = [...actionsOf(desk), ...dialoguesOf(desk)].find(({ code }) => code === payload.action)
  try {
    await desk.transaction((ctx) => attempt(ctx, action, payload))
  } catch (error) {
    const isLate = error instanceof Late || (error as { code?: unknown }).code === statementTooLong
    const isItsOwn = error instanceof Problem || isLate
    // Something of ours went wrong: once more, and in the end without it.
    if (!isItsOwn && !desk.lastAttempt) throw error
    if (action && 'hear' in action && error instanceof Problem && payload.said?.kind !== 'trouble') {
      // It says why itself, and goes on from where it was.
      const said = await desk.transaction(async (ctx) => ({ kind: 'trouble' as const, sentence: sentenceOf(ctx.t, error) }))
      return perform(desk, { ...payload, said, goesOn: true })
    }
    desk.log.warn({ err: error, action: payload.action }, 'an action of a flow was not done')
    await desk.transaction((ctx) =>
      goOn(ctx, payload, {
        ok: false,
        values: {},
        // Nothing that the customer was in the middle of is passed over: a person gets it.
        ...(action && 'hear' in action && { talk: { says: [], next: 'person', note: '', why: 'broken', values: {} } }),
        outcome: error instanceof Problem ? sentenceOf(ctx.t, error) : isLate ? 'late' : 'failed',
      }),
    )
  }
}

async function attempt(ctx: Ctx, action: Action | Dialogue | undefined, payload: Payload): Promise<void> {
  // In the order in which everybody takes them: the conversation first.
  await firstWord.hold(ctx, payload.conversationId)
  if (!(await store.lockWaiting(ctx, payload.runId, payload.n))) return
  if (!action) return goOn(ctx, payload, { ok: false, values: {}, outcome: 'unknown' })
  const about = { contactId: payload.contactId, conversationId: payload.conversationId }
  // What hangs in the database would hold back its own end.
  await store.limitStatements(ctx, patience.actionMs)
  if ('hear' in action) {
    const talk = await inTime(spoken(ctx, action, payload))
    return goOn(ctx, payload, { ok: true, values: { ...talk.values }, outcome: talk.next === 'listen' ? 'talks' : 'done', talk })
  }
  const values = await inTime(action.run(ctx, payload.input, about))
  await goOn(ctx, payload, { ok: true, values, outcome: 'done' })
}

function spoken(ctx: Ctx, dialogue: Dialogue, payload: Payload): Promise<DialogueTurn> {
  const { input, said, goesOn, runId, contactId, conversationId, speaker } = payload
  const about = { contactId, conversationId, key: runId, speaker }
  return goesOn && said ? dialogue.hear(ctx, input, about, said) : dialogue.begin(ctx, input, about, said)
}

type Outcome = { ok: boolean; values: Record<string, string | number>; outcome: string; talk?: DialogueTurn }

async function goOn(ctx: Ctx, { runId, n, conversationId }: Payload, { ok, values, outcome, talk }: Outcome): Promise<void> {
  await store.settle(ctx, runId, n, outcome)
  await turn(ctx, conversationId, { kind: 'acted', runId, n, ok, values, ...(talk && { talk }) })
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Late('it took too long')), patience.actionMs)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
    work.catch(() => {})
  }
}
