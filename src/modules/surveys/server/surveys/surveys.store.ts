import type { Ctx } from '#kernel/ctx.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'
import type { Survey } from '#surveys/contract/survey.ts'

export type SurveyRow = Omit<Survey, 'sentCount' | 'answerCount' | 'lastAnswerAt'> & { activeSince?: string | null }

const columns = sql`
  s.id, s.name, s.kind, s.look, s.language, s.texts, s.brand_ids as "brandIds", s.channel_ids as "channelIds", s.team_ids as "teamIds",
  s.about, s.delay_minutes as "delayMinutes", s.sample_percent as "samplePercent", s.cooldown_days as "cooldownDays",
  s.expires_hours as "expiresHours", s.template, s.opens_task as "opensTask", s.is_active as "isActive", s.created_at as "createdAt",
  s.archived_at as "archivedAt", s.version`

const counted = (which: Statement): Statement => sql`
  select ${columns}, coalesce(i.sent, 0) as "sentCount", coalesce(i.answers, 0) as "answerCount", i.last as "lastAnswerAt"
  from surveys.survey s
  left join lateral (
    select count(*) filter (where i.sent_at is not null) as sent, count(i.answered_at) as answers, max(i.answered_at) as last
    from surveys.invitation i where i.survey_id = s.id) i on true
  ${which}`

/** The active ones first, then the newest. */
export const all = (ctx: Ctx): Promise<Survey[]> =>
  ctx.sql<Survey>(counted(sql`order by s.archived_at is not null, s.is_active desc, s.created_at desc, s.id desc limit 200`))

export async function find(ctx: Ctx, id: string): Promise<Survey | undefined> {
  const [row] = await ctx.sql<Survey>(counted(sql`where s.id = ${id}`))
  return row
}

/** Without counting what it brought. */
export async function findPlain(ctx: Ctx, id: string): Promise<SurveyRow | undefined> {
  const [row] = await ctx.sql<SurveyRow>`select ${columns} from surveys.survey s where s.id = ${id}`
  return row
}

/** In the order in which they are tried: the oldest first. */
export const active = (ctx: Ctx): Promise<SurveyRow[]> =>
  ctx.sql<SurveyRow>`
    select ${columns}, s.active_since as "activeSince" from surveys.survey s where s.is_active order by s.created_at, s.id`

export type WrittenSurvey = Omit<SurveyRow, 'createdAt' | 'archivedAt' | 'version'>

export async function insert(ctx: Ctx, one: WrittenSurvey): Promise<void> {
  await ctx.sql`
    insert into surveys.survey (id, name, kind, look, language, texts, brand_ids, channel_ids, team_ids, about, delay_minutes, sample_percent,
      cooldown_days, expires_hours, template, opens_task, is_active, active_since, created_at, updated_at)
    values (${one.id}, ${one.name}, ${one.kind}, ${one.look}, ${one.language}, ${JSON.stringify(one.texts)}::jsonb, ${one.brandIds},
      ${one.channelIds}, ${one.teamIds}, ${one.about}, ${one.delayMinutes}, ${one.samplePercent}, ${one.cooldownDays}, ${one.expiresHours},
      ${one.template && JSON.stringify(one.template)}::jsonb, ${one.opensTask}, ${one.isActive},
      ${one.isActive ? ctx.now : null}::timestamptz, ${ctx.now}, ${ctx.now})`
}

export async function update(ctx: Ctx, one: WrittenSurvey, version: number): Promise<boolean> {
  const rows = await ctx.sql`
    update surveys.survey set name = ${one.name}, look = ${one.look}, language = ${one.language}, texts = ${JSON.stringify(one.texts)}::jsonb,
      brand_ids = ${one.brandIds}, channel_ids = ${one.channelIds}, team_ids = ${one.teamIds}, about = ${one.about}, delay_minutes = ${one.delayMinutes},
      sample_percent = ${one.samplePercent}, cooldown_days = ${one.cooldownDays}, expires_hours = ${one.expiresHours},
      template = ${one.template && JSON.stringify(one.template)}::jsonb, opens_task = ${one.opensTask}, is_active = ${one.isActive},
      active_since = case when ${one.isActive} then coalesce(active_since, ${ctx.now}) end, updated_at = ${ctx.now}, version = version + 1
    where id = ${one.id} and version = ${version} and archived_at is null returning id`
  return rows.length > 0
}

/** What was never sent goes whole, with what was going to be; of the rest the answers stay. */
export async function remove(ctx: Ctx, id: string): Promise<void> {
  const gone = await ctx.sql`
    delete from surveys.survey s where s.id = ${id}
      and not exists (select from surveys.invitation i where i.survey_id = s.id and i.sent_at is not null) returning s.id`
  if (gone.length > 0) return
  await ctx.sql`
    update surveys.survey set is_active = false, active_since = null, archived_at = ${ctx.now}, updated_at = ${ctx.now}, version = version + 1
    where id = ${id} and archived_at is null`
}
