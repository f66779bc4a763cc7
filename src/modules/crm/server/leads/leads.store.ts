import type { Ctx } from '#kernel/ctx.ts'
import { list } from '#kernel/db/listing.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'
import type { Page } from '#kernel/contract/page.ts'
import type { Badge, LifecycleStage } from '#crm/contract/badge.ts'
import type { Relation } from '#crm/contract/contact.ts'
import type { Intent, Lead, LeadRow, LeadStatus, ListLeads, Origin } from '#crm/contract/lead.ts'

export type NewLead = Origin & {
  id: string
  contactId: string
  channel: string
  source: string
  formId: string | null
  intent: Intent | null
  message: string
  at: string
}

const columns = sql`l.id, l.contact_id as "contactId", not exists (select from crm.lead o
    where o.org_id = l.org_id and o.contact_id = l.contact_id and (o.created_at, o.id) < (l.created_at, l.id)) as "isFirstTouch", l.channel, l.form_id as "formId",
  l.utm_source as "utmSource", l.utm_medium as "utmMedium", l.utm_campaign as "utmCampaign", l.utm_term as "utmTerm",
  l.utm_content as "utmContent", l.referrer, l.landing, l.click_id as "clickId", l.click_kind as "clickKind", l.headline,
  l.ad_id as "adId", l.ad_set_id as "adSetId", l.ad_campaign_id as "adCampaignId", l.ad_form_id as "adFormId", l.intent,
  l.message, l.status, l.disqualify_reason as "disqualifyReason", l.created_at as "createdAt", l.closed_at as "closedAt", l.version`

/**
 * Writes enquiries; those told before are left out. The oldest of a contact is its first touch, whenever it is told and
 * whoever they are merged with.
 */
export const insert = (ctx: Ctx, leads: readonly NewLead[]): Promise<Lead[]> =>
  ctx.sql<Lead>`
    insert into crm.lead as l (id, contact_id, channel, source, form_id, utm_source, utm_medium, utm_campaign, utm_term,
      utm_content, referrer, landing, click_id, click_kind, headline, ad_id, ad_set_id, ad_campaign_id, ad_form_id, intent, message, created_at)
    select d.id, d."contactId", d.channel, d.source, d."formId",
      d."utmSource", d."utmMedium", d."utmCampaign", d."utmTerm", d."utmContent", d.referrer, d.landing, d."clickId", d."clickKind",
      d.headline, d."adId", d."adSetId", d."adCampaignId", d."adFormId", d.intent, d.message, d.at
    from jsonb_to_recordset(${JSON.stringify(leads)}::jsonb) as d(id uuid, "contactId" uuid, channel text, source text, "formId" uuid,
      "utmSource" text, "utmMedium" text, "utmCampaign" text, "utmTerm" text, "utmContent" text, referrer text, landing text,
      "clickId" text, "clickKind" text, headline text, "adId" text, "adSetId" text, "adCampaignId" text, "adFormId" text, intent text, message text, at timestamptz)
    order by d.source
    on conflict (org_id, source) do nothing
    returning ${columns}`

export type Enquirer = {
  contactId: string
  stage: LifecycleStage | null
  relations: Relation[]
  hasAny: boolean
  /** The newest that nobody closed. */
  openSince: string | null
  clickIds: string[]
}

export const enquirers = (ctx: Ctx, contactIds: readonly string[]): Promise<Enquirer[]> =>
  ctx.sql<Enquirer>`
    select c.id as "contactId", c.lifecycle_stage as stage, c.relations, o.count > 0 as "hasAny", o.open_since as "openSince", o.click_ids as "clickIds"
    from crm.contact c cross join lateral (
      select count(*) as count, max(l.created_at) filter (where l.status = any('{new,working}')) as open_since,
        coalesce(array_agg(l.click_id) filter (where l.click_id is not null), '{}') as click_ids
      from (select n.created_at, n.status, n.click_id from crm.lead n
        where n.org_id = c.org_id and n.contact_id = c.id order by n.created_at desc limit 20) l) o
    where c.id = any(${contactIds}) and c.merged_into is null`

/** What their open enquiry is about, where that was not known. */
export async function learnIntents(ctx: Ctx, intents: readonly { contactId: string; intent: Intent }[]): Promise<void> {
  if (intents.length === 0) return
  await ctx.sql`
    update crm.lead l set intent = d.intent
    from jsonb_to_recordset(${JSON.stringify(intents)}::jsonb) as d("contactId" uuid, intent text)
    where l.contact_id = any(${intents.map(({ contactId }) => contactId)}) and l.contact_id = d."contactId" and l.intent is null
      and l.status = any('{new,working}')`
}

/** A person answered them: their new enquiries are in work. */
export async function work(ctx: Ctx, contactIds: readonly string[]): Promise<void> {
  if (contactIds.length === 0) return
  await ctx.sql`update crm.lead set status = 'working', version = version + 1 where contact_id = any(${contactIds}) and status = 'new'`
}

/** They bought. */
export async function convert(ctx: Ctx, contactIds: readonly string[]): Promise<string[]> {
  if (contactIds.length === 0) return []
  const converted = await ctx.sql<{ id: string }>`
    update crm.lead set status = 'converted', closed_at = ${ctx.now}, version = version + 1
    where contact_id = any(${contactIds}) and status = any('{new,working}') returning id`
  return converted.map(({ id }) => id)
}

/** Many that ended long ago, each at its moment. */
export async function closeAll(
  ctx: Ctx,
  closed: readonly { id: string; at: string; status: 'converted' | 'disqualified'; reason: string | null }[],
): Promise<void> {
  await ctx.sql`
    update crm.lead l set status = d.status, disqualify_reason = d.reason, closed_at = d.at, version = l.version + 1
    from jsonb_to_recordset(${JSON.stringify(closed)}::jsonb) as d(id uuid, at timestamptz, status text, reason text)
    where l.id = any(${closed.map(({ id }) => id)}) and l.id = d.id and l.closed_at is null`
}

export async function find(ctx: Ctx, id: string): Promise<Lead | undefined> {
  const [row] = await ctx.sql<Lead>`select ${columns} from crm.lead l where l.id = ${id}`
  return row
}

export async function bySource(ctx: Ctx, source: string): Promise<Lead | undefined> {
  const [row] = await ctx.sql<Lead>`select ${columns} from crm.lead l where l.source = ${source}`
  return row
}

export const ofContact = (ctx: Ctx, contactId: string): Promise<Lead[]> =>
  ctx.sql<Lead>`select ${columns} from crm.lead l where l.contact_id = ${contactId} order by l.created_at desc, l.id desc limit 50`

export async function update(
  ctx: Ctx,
  change: { id: string; status: LeadStatus; disqualifyReason: string | null; closedAt: string | null; version: number },
): Promise<Lead | undefined> {
  const [row] = await ctx.sql<Lead>`
    update crm.lead l set status = ${change.status}, disqualify_reason = ${change.disqualifyReason}, closed_at = ${change.closedAt},
      version = l.version + 1
    where l.id = ${change.id} and l.version = ${change.version} returning ${columns}`
  return row
}

/** As `badgeOf` of the contract says it, over the columns. */
function badgeIs(badge: Badge, now: Date): Statement {
  const isLeft = sql`exists (select from crm.standing w where w.org_id = l.org_id and w.contact_id = l.contact_id and w.attention_at <= ${now})`
  if (badge === 'sin_atencion') return isLeft
  return sql`coalesce(s.shown_state, 'nuevo') = ${badge} and not ${isLeft}`
}

export const page = (ctx: Ctx, { badge, ...input }: ListLeads, matching: Statement | null): Promise<Page<LeadRow>> =>
  list<LeadRow>(
    ctx,
    {
      from: sql`from crm.lead l
        join crm.contact c on c.org_id = l.org_id and c.id = l.contact_id
        left join crm.standing s on s.org_id = l.org_id and s.contact_id = l.contact_id
        left join crm.engagement e on e.org_id = l.org_id and e.contact_id = l.contact_id`,
      columns: sql`${columns}, c.name, c.phone, c.email, c.owner_id as "ownerId", c.lifecycle_stage as stage,
        coalesce(case when s.override_until <= ${ctx.now} then s.state else s.shown_state end, 'nuevo') as state,
        e.waiting_since as "waitingSince", s.attention_at as "attentionAt", e.last_activity_at as "lastActivityAt"`,
      where: [sql`c.archived_at is null`, ...(matching ? [matching] : []), ...(badge ? [badgeIs(badge, ctx.now)] : [])],
      fields: {
        createdAt: { column: sql`l.created_at`, type: 'instant', sortable: true, filterable: true },
        status: { column: sql`l.status`, type: 'text', filterable: true },
        channel: { column: sql`l.channel`, type: 'text', filterable: true },
        formId: { column: sql`l.form_id`, type: 'id', filterable: true },
        intent: { column: sql`l.intent`, type: 'text', filterable: true },
        utmSource: { column: sql`l.utm_source`, type: 'text', filterable: true },
        utmCampaign: { column: sql`l.utm_campaign`, type: 'text', filterable: true },
        stage: { column: sql`c.lifecycle_stage`, type: 'text', filterable: true },
        ownerId: { column: sql`c.owner_id`, type: 'id', filterable: true },
        contactId: { column: sql`l.contact_id`, type: 'id', filterable: true },
        waitingSince: { column: sql`e.waiting_since`, type: 'instant', filterable: true },
      },
      defaultSort: '-createdAt',
      tieBreaker: sql`l.id`,
      shown: { createdAt: 'createdAt', tieBreaker: 'id' },
    },
    { ...input, search: undefined },
  )
