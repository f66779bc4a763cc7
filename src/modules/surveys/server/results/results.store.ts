import type { Ctx } from '#kernel/ctx.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'
import type { ResultGroup } from '#surveys/contract/result.ts'
import type { SurveyKind } from '#surveys/contract/scale.ts'

/** Half-open, as instants. `kind` instead of a survey: all of that kind, deleted ones too. */
export type Span = { from: string; to: string; surveyId?: string; kind?: SurveyKind; brandId?: string | null; zone: string }
export type Counted = { key: string | null; score: number; count: number }

const groupColumns: Record<ResultGroup, Statement> = {
  agent: sql`i.agent_id::text`,
  team: sql`i.team_id::text`,
  channel: sql`i.channel_id::text`,
  brand: sql`i.brand_id::text`,
}

const about = ({ surveyId, kind, brandId }: Span): Statement => sql`
  ${surveyId ? sql`i.survey_id = ${surveyId}` : sql`s.kind = ${kind ?? 'csat'}`}${brandId ? sql` and i.brand_id = ${brandId}` : sql``}`
const from = sql`from surveys.invitation i join surveys.survey s on s.org_id = i.org_id and s.id = i.survey_id`
const answered = ({ from: begin, to }: Span): Statement => sql`i.answered_at >= ${begin} and i.answered_at < ${to}`

/** How many answers of the period gave each score, in one group or cut by week or by who attended. */
export const scores = (ctx: Ctx, span: Span, by: ResultGroup | 'week' | 'survey' | null): Promise<Counted[]> => {
  const key =
    by === null
      ? sql`null::text`
      : by === 'survey'
        ? sql`i.survey_id::text`
        : by === 'week'
          ? sql`to_char(date_trunc('week', i.answered_at at time zone ${span.zone}), 'YYYY-MM-DD')`
          : groupColumns[by]
  return ctx.sql<Counted>`
    select ${key} as key, i.score, count(*) as count ${from}
    where ${about(span)} and ${answered(span)} and i.score is not null group by 1, 2 order by 1, 2`
}

export type Totals = { sent: number; answeredOfSent: number; answers: number; comments: number }

/** Of those asked in the period how many answered, whenever; and what was answered in it. */
export async function totals(ctx: Ctx, span: Span): Promise<Totals> {
  const [row] = await ctx.sql<Totals>`
    select
      count(*) filter (where i.sent_at >= ${span.from} and i.sent_at < ${span.to}) as sent,
      count(i.answered_at) filter (where i.sent_at >= ${span.from} and i.sent_at < ${span.to}) as "answeredOfSent",
      count(*) filter (where ${answered(span)}) as answers,
      count(*) filter (where ${answered(span)} and i.comment <> '') as comments
    ${from} where ${about(span)}`
  return row ?? { sent: 0, answeredOfSent: 0, answers: 0, comments: 0 }
}

export type Rate = { key: string | null; sent: number; answered: number }

/** The same by what they were asked about. */
export const rates = (ctx: Ctx, span: Span, by: ResultGroup | 'survey'): Promise<Rate[]> => {
  const key = by === 'survey' ? sql`i.survey_id::text` : groupColumns[by]
  return ctx.sql<Rate>`
    select ${key} as key, count(*) as sent, count(i.answered_at) as answered ${from}
    where ${about(span)} and i.sent_at >= ${span.from} and i.sent_at < ${span.to} group by 1 order by 1`
}

/** Why nobody was asked. */
export const skipped = (ctx: Ctx, span: Span): Promise<{ reason: string; count: number }[]> =>
  ctx.sql<{ reason: string; count: number }>`
    select i.reason, count(*) as count ${from}
    where ${about(span)} and i.state = 'skipped' and i.due_at >= ${span.from} and i.due_at < ${span.to} group by 1 order by 2 desc, 1`

export type Said = {
  id: string
  at: string
  surveyName: string
  kind: SurveyKind
  score: number | null
  comment: string
  contactId: string
  conversationId: string | null
  agentId: string | null
}

export const answers = (ctx: Ctx, span: Omit<Span, 'kind' | 'surveyId'>, limit: number): Promise<Said[]> =>
  ctx.sql<Said>`
    select i.id, i.answered_at as at, s.name as "surveyName", s.kind, i.score, i.comment, i.contact_id as "contactId",
      i.conversation_id as "conversationId", i.agent_id as "agentId" ${from}
    where i.answered_at >= ${span.from} and i.answered_at < ${span.to}${span.brandId ? sql` and i.brand_id = ${span.brandId}` : sql``}
    order by i.answered_at desc, i.id desc limit ${limit}`
