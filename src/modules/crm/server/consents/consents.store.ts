import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { Consent, ConsentChannel, ConsentPurpose, ConsentState } from '#crm/contract/consent.ts'

const columns = sql`channel, purpose, state, changed_at as "changedAt", source, evidence, text_version as "textVersion", actor_name as "actorName"`

export const current = (ctx: Ctx, contactId: string): Promise<Consent[]> =>
  ctx.sql<Consent>`select ${columns} from crm.consent where contact_id = ${contactId} order by channel, purpose`

export const currentOf = (ctx: Ctx, contactIds: readonly string[]): Promise<(Consent & { contactId: string })[]> =>
  ctx.sql`select contact_id as "contactId", ${columns} from crm.consent where contact_id = any(${contactIds})`

export const history = (ctx: Ctx, contactId: string): Promise<Consent[]> =>
  ctx.sql<Consent>`select ${columns} from crm.consent_change where contact_id = ${contactId} order by changed_at desc, id desc limit 500`

export const states = (
  ctx: Ctx,
  asked: { contactIds: readonly string[]; channel: ConsentChannel; purpose: ConsentPurpose },
): Promise<{ contactId: string; state: ConsentState }[]> =>
  ctx.sql`
    select contact_id as "contactId", state from crm.consent
    where contact_id = any(${asked.contactIds}) and channel = ${asked.channel} and purpose = ${asked.purpose}`

export type Change = {
  id: string
  contactId: string
  channel: ConsentChannel
  purpose: ConsentPurpose
  state: ConsentState
  source: string
  evidence: string
  textVersion: string
}

/** The present state and its line of history, where that says something new. */
export const write = (ctx: Ctx, changes: readonly Change[], actorName: string | null): Promise<(Consent & { contactId: string })[]> =>
  ctx.sql`
    with asked as (
      select d.id, d."contactId" as contact_id, d.channel, d.purpose, d.state, d.source, d.evidence, d."textVersion" as text_version
      from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
        as d(id uuid, "contactId" uuid, channel text, purpose text, state text, source text, evidence text, "textVersion" text)
    ), written as (
      insert into crm.consent as c (contact_id, channel, purpose, state, changed_at, source, evidence, text_version, actor_name)
      select a.contact_id, a.channel, a.purpose, a.state, ${ctx.now}, a.source, a.evidence, a.text_version, ${actorName}
      from asked a order by a.contact_id, a.channel, a.purpose
      on conflict (org_id, contact_id, channel, purpose) do update
        set state = excluded.state, changed_at = excluded.changed_at, source = excluded.source, evidence = excluded.evidence,
          text_version = excluded.text_version, actor_name = excluded.actor_name
        where c.state <> excluded.state or (excluded.evidence <> '' and c.evidence <> excluded.evidence)
          or (excluded.text_version <> '' and c.text_version <> excluded.text_version)
      returning contact_id, channel, purpose, state, changed_at, source, evidence, text_version, actor_name
    ), told as (
      insert into crm.consent_change (id, contact_id, channel, purpose, state, changed_at, source, evidence, text_version, actor_name)
      select a.id, w.contact_id, w.channel, w.purpose, w.state, w.changed_at, w.source, w.evidence, w.text_version, w.actor_name
      from written w join asked a on a.contact_id = w.contact_id and a.channel = w.channel and a.purpose = w.purpose
    )
    select contact_id as "contactId", ${columns} from written`
