import type { z } from 'zod'
import type { BulkAction, changeMany } from '#conversations/contract/bulk-api.ts'
import { canAssign } from '#conversations/contract/permissions.ts'
import * as assignment from '#conversations/server/conversations/assignment.ts'
import * as reading from '#conversations/server/conversations/reading.ts'
import * as states from '#conversations/server/conversations/states.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { Problem, sentenceOf } from '#kernel/problem.ts'

type Outcome = z.input<typeof changeMany.output>

/**
 * One after the other in one transaction, in the order of their ids, so that two people who do this to the same ones never
 * wait for each other. A use case refuses before it writes, so that what one refuses leaves the others as they are.
 */
export async function change(ctx: Ctx, { ids, action }: z.output<typeof changeMany.input>): Promise<Outcome> {
  if (action.do === 'assign' && !isForOneself(ctx, action)) ctx.require(canAssign)
  const outcome: Outcome = { changed: [], refused: [] }
  for (const id of [...new Set(ids)].toSorted()) {
    try {
      await perform(ctx, id, action)
      outcome.changed.push(id)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      outcome.refused.push({ id, code: error.code, title: sentenceOf(ctx.t, error) })
    }
  }
  return outcome
}

const isForOneself = (ctx: Ctx, { assigneeId, teamId }: Extract<BulkAction, { do: 'assign' }>): boolean =>
  ctx.actor.kind === 'user' && assigneeId === ctx.actor.id && teamId === undefined

async function perform(ctx: Ctx, id: string, action: BulkAction): Promise<unknown> {
  switch (action.do) {
    case 'resolve':
      return states.change(ctx, { id, state: 'resolved' })
    case 'reopen':
      return states.change(ctx, { id, state: 'open' })
    case 'snooze':
      return states.change(ctx, { id, state: 'snoozed', snoozedUntil: action.snoozedUntil })
    case 'assign':
      return isForOneself(ctx, action) && !ctx.can(canAssign)
        ? assignment.take(ctx, { id, takeOver: false })
        : assignment.assign(ctx, { id, ...action })
    case 'label':
      return states.changeLabelsOf(ctx, { id, ...action })
    case 'prioritize':
      return states.changePriorityOf(ctx, { id, priority: action.priority })
    case 'read':
      return reading.mark(ctx, { id })
  }
}
