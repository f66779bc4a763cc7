import { sql, type Statement } from '#kernel/db/sql.ts'

/** `askedBy` is the name of a module. */
export type Question = { askedBy: string; id: string }

/** Takes the place of what was asked before. */
export const asking = (conversationId: string, { askedBy, id, until }: Question & { until: string }): Statement => sql`
  insert into conversations.question (conversation_id, asked_by, question_id, until) values (${conversationId}, ${askedBy}, ${id}, ${until})
  on conflict (org_id, conversation_id) do update
    set asked_by = excluded.asked_by, question_id = excluded.question_id, until = excluded.until`

export const removal = (conversationId: string): Statement =>
  sql`delete from conversations.question where conversation_id = ${conversationId}`
