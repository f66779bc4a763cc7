import type { Ctx } from '#kernel/ctx.ts'
import type { Draft } from '#crm/server/contacts/contacts.store.ts'
import type { FirstScore } from '#crm/server/scoring/first-score.ts'

/**
 * Writes contacts with everything that hangs on them, in one statement. An identity that a living contact has already
 * is left out without an error: the caller compares what came back with what it wanted.
 */
export async function insert(ctx: Ctx, drafts: readonly Draft[]): Promise<{ contactId: string; kind: string; value: string }[]> {
  const contacts = drafts.map(({ identities: _identities, index: _index, activity: _activity, firstScore = unscored, ...contact }) => ({
    ...contact,
    firstScore,
    mark: { score: firstScore.score, grade: firstScore.grade, winPercent: null },
  }))
  const identities = drafts.flatMap((draft) => draft.identities.map((identity) => ({ ...identity, contactId: draft.id, at: draft.at })))
  const tags = drafts.flatMap((draft) => draft.tagIds.map((tagId) => ({ contactId: draft.id, tagId })))
  const values = drafts.flatMap((draft) => draft.index.map((row) => ({ contactId: draft.id, ...row })))
  const activities = drafts.map((draft) => ({ ...draft.activity, contactId: draft.id, at: draft.at }))
  return ctx.sql`
    with contact as (
      insert into crm.contact (id, kind, name, name_source, name_key, phone, email, tax_id, relations, tag_ids, fields, notes, owner_id, source, search_text, mark, created_at, updated_at)
      select d.id, d.kind, d.name, d."nameSource", d."nameKey", d.phone, d.email, d."taxId", d.relations, d."tagIds", d.fields, d.notes, d."ownerId", d.source, d."searchText", d.mark, d.at, d.at
      from jsonb_to_recordset(${JSON.stringify(contacts)}::jsonb) as d(id uuid, kind text, name text, "nameSource" text, "nameKey" text, phone text, email text,
        "taxId" text, relations text[], "tagIds" uuid[], fields jsonb, notes text, "ownerId" uuid, source text, "searchText" text, mark jsonb, at timestamptz)
    ), tag as (
      insert into crm.contact_tag (tag_id, contact_id)
      select d."tagId", d."contactId" from jsonb_to_recordset(${JSON.stringify(tags)}::jsonb) as d("contactId" uuid, "tagId" uuid)
    ), score as (
      insert into crm.contact_score (contact_id, rule_score, fit, engagement, grade, reasons, score_version, scored_at)
      select d.id, s.score, s.fit, s.engagement, s.grade, s.reasons, s.version, case when s.version >= 0 then d.at end
      from jsonb_to_recordset(${JSON.stringify(contacts)}::jsonb) as d(id uuid, at timestamptz, "firstScore" jsonb)
      cross join lateral jsonb_to_record(d."firstScore") as s(score bigint, fit bigint, engagement bigint, grade text, reasons jsonb, version bigint)
    ), value as (
      insert into crm.contact_field_value (contact_id, field_id, ordinal, text_value, number_value)
      select d."contactId", d."fieldId", d.ordinal, d."textValue", d."numberValue"
      from jsonb_to_recordset(${JSON.stringify(values)}::jsonb)
        as d("contactId" uuid, "fieldId" uuid, ordinal bigint, "textValue" text, "numberValue" double precision)
    ), activity as (
      insert into crm.contact_activity (id, contact_id, at, kind, data, actor_name)
      select d.id, d."contactId", d.at, d.kind, d.data, d."actorName"
      from jsonb_to_recordset(${JSON.stringify(activities)}::jsonb) as d(id uuid, "contactId" uuid, at timestamptz, kind text, data jsonb, "actorName" text)
    )
    insert into crm.contact_identity (id, contact_id, kind, value, raw, is_primary, created_at)
    select d.id, d."contactId", d.kind, d.value, d.raw, d."isPrimary", d.at
    from jsonb_to_recordset(${JSON.stringify(identities)}::jsonb)
      as d(id uuid, "contactId" uuid, kind text, value text, raw text, "isPrimary" boolean, at timestamptz)
    order by d.kind, d.value
    on conflict (org_id, kind, value) where ended_at is null do nothing
    returning contact_id as "contactId", kind, value`
}

const unscored: FirstScore = { score: 0, fit: 0, engagement: 0, grade: 'C3', reasons: [], version: -1 }

/** Takes back what `insert` wrote in this same transaction. */
export async function removeFresh(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await ctx.sql`delete from crm.contact where id = any(${ids})`
}
