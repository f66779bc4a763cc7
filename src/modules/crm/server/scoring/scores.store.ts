import type { Ctx } from '#kernel/ctx.ts'
import type { ContactScore } from '#crm/contract/lead-model.ts'
import type { ScoreReason } from '#crm/contract/scoring.ts'
import type { FitFacts } from '#crm/server/scoring/fit.ts'
import type { RuleScore, Tallies } from '#crm/server/scoring/rule-score.ts'

export type StoredScore = {
  contactId: string
  score: number
  grade: RuleScore['grade']
  winPercent: number | null
  tallies: Tallies
  version: number
}

/** Held until this transaction ends, in the order of their ids so that two batches cannot wait for each other. */
export const lock = (ctx: Ctx, contactIds: readonly string[]): Promise<StoredScore[]> =>
  ctx.sql<StoredScore>`
    select contact_id as "contactId", rule_score as score, grade, win_percent as "winPercent", tallies, score_version as version
    from crm.contact_score where contact_id = any(${contactIds}) order by contact_id for update`

export const facts = (ctx: Ctx, contactIds: readonly string[]): Promise<(FitFacts & { contactId: string })[]> =>
  ctx.sql<FitFacts & { contactId: string }>`
    select c.id as "contactId", c.kind, c.relations, c.phone, c.email, c.source, c.tag_ids as "tagIds", c.fields, 
      array(select a.city from crm.contact_address a where a.org_id = c.org_id and a.contact_id = c.id and a.city <> '') as cities,
      exists (select from crm.contact_identity i
        where i.org_id = c.org_id and i.contact_id = c.id and i.kind = 'instagram' and i.ended_at is null) as "hasInstagram"
    from crm.contact c where c.id = any(${contactIds})`

export type Past = { contactId: string; kind: string; at: string }

/** What they did of these kinds, oldest first. */
export const history = (ctx: Ctx, contactIds: readonly string[], kinds: readonly string[]): Promise<Past[]> =>
  ctx.sql<Past>`
    select a.contact_id as "contactId", a.kind, a.at from crm.activity a
    where a.contact_id = any(${contactIds}) and a.kind = any(${kinds})
    order by a.contact_id, a.at, a.id`

export type WrittenScore = Omit<RuleScore, 'reasons'> & { contactId: string; reasons: ScoreReason[]; tallies: Tallies }

export async function write(ctx: Ctx, version: number, scores: readonly WrittenScore[]): Promise<void> {
  await ctx.sql`
    update crm.contact_score s
    set rule_score = d.score, fit = d.fit, engagement = d.engagement, grade = d.grade, reasons = d.reasons, tallies = d.tallies,
      score_version = ${version}, scored_at = ${ctx.now}
    from jsonb_to_recordset(${JSON.stringify(scores)}::jsonb)
      as d("contactId" uuid, score bigint, fit bigint, engagement bigint, grade text, reasons jsonb, tallies jsonb)
    where s.contact_id = any(${scores.map(({ contactId }) => contactId)}) and s.contact_id = d."contactId"`
}

export async function find(ctx: Ctx, contactId: string): Promise<(Omit<ContactScore, 'capped'> & { version: number }) | undefined> {
  const [row] = await ctx.sql<Omit<ContactScore, 'capped'> & { version: number }>`
    select contact_id as "contactId", rule_score as score, grade, win_percent as "winPercent", fit, engagement, reasons,
      p_win as "pWin", model_version as "modelVersion", win_reasons as "winReasons", scored_at as "scoredAt", score_version as version
    from crm.contact_score where contact_id = ${contactId}`
  return row
}

/** Whom to score again: under other rules than these, or longer ago than `before` with points that fade. */
export const due = (ctx: Ctx, query: { version: number; before: string; limit: number }): Promise<{ contactId: string }[]> =>
  ctx.sql`
    (select contact_id as "contactId" from crm.contact_score where score_version < ${query.version} limit ${query.limit})
    union
    (select contact_id from crm.contact_score where engagement > 0 and scored_at < ${query.before} order by scored_at limit ${query.limit})
    limit ${query.limit}`

/** The contacts that did something last. */
export const mostRecent = (ctx: Ctx, limit: number): Promise<{ id: string; name: string }[]> =>
  ctx.sql`
    select c.id, c.name
    from (select e.contact_id from crm.engagement e order by e.last_activity_at desc limit ${limit}) newest
    join crm.contact c on c.id = newest.contact_id
    where c.archived_at is null`
