import * as crm from '#crm/server/public.ts'
import type { PutItem } from '#crm/contract/attention.ts'
import type { ConversationRow } from '#conversations/server/conversations/card.store.ts'
import type { Statement } from '#kernel/db/sql.ts'

/** What the queue knows of a conversation. */
type Facts = Pick<
  ConversationRow,
  'id' | 'contactId' | 'brandId' | 'state' | 'priority' | 'assigneeId' | 'teamId' | 'waitingSince' | 'answerDueAt' | 'slaDueAt'
>

export const kind = 'conversation'

/**
 * What the queue of the organization has to learn of a change, to be written together with it: a statement of its own
 * would cost every message another round trip. Nothing where the queue would not tell the difference.
 */
export function queued(before: Facts, after: Facts): Statement[] {
  const [was, is] = [itemOf(before), itemOf(after)]
  return JSON.stringify(was) === JSON.stringify(is) ? [] : [crm.keepingAttention(kind, after.id, is)]
}

/** Only an open conversation whose customer has no answer waits. What is promised first decides how urgent it is. */
function itemOf({
  id,
  contactId,
  brandId,
  state,
  priority,
  assigneeId,
  teamId,
  waitingSince,
  answerDueAt,
  slaDueAt,
}: Facts): PutItem | null {
  if (state !== 'open' || waitingSince === null) return null
  const dueAt = slaDueAt ?? answerDueAt
  return {
    kind,
    subjectId: id,
    contactId,
    brandId,
    title: null,
    href: `/bandeja/${id}`,
    priority,
    waitingSince,
    promise: dueAt === null ? null : { startedAt: waitingSince, dueAt },
    assigneeId,
    teamId,
  }
}
