import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { list } from '#kernel/db/listing.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'
import type { AnswerQuery } from '#surveys/contract/result.ts'
import { columns, from, type InvitationRow } from '#surveys/server/invitations/invitations.store.ts'

/** Answers of a survey, the newest first. */
export function page(ctx: Ctx, { id, cursor, limit, band, withComment }: AnswerQuery): Promise<Page<InvitationRow>> {
  const where: Statement[] = [sql`i.survey_id = ${id}`, sql`i.answered_at is not null`]
  if (band) where.push(sql`i.band = ${band}`)
  if (withComment) where.push(sql`i.comment <> ''`)
  return list<InvitationRow>(
    ctx,
    {
      from,
      columns,
      where,
      fields: { answeredAt: { column: sql`i.answered_at`, type: 'instant', sortable: true } },
      defaultSort: '-answeredAt',
      tieBreaker: sql`i.id`,
    },
    { cursor, limit, filter: [] },
  )
}
