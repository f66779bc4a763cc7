import type { Ctx } from '#kernel/ctx.ts'
import type { WinReason } from '#crm/contract/lead-model.ts'

export type Said = { contactId: string; leadId: string; pWin: number; reasons: WinReason[]; isFinal: boolean }

/** Keeps what a version said of leads. What it said when somebody had to decide is never written over. */
export async function say(ctx: Ctx, version: number, said: readonly Said[]): Promise<void> {
  await ctx.sql`
    insert into crm.lead_prediction as p (lead_id, model_version, p_win, reasons, said_at, is_final)
    select d."leadId", ${version}, d."pWin", d.reasons, ${ctx.now}, d."isFinal"
    from jsonb_to_recordset(${JSON.stringify(said)}::jsonb) as d("leadId" uuid, "pWin" double precision, reasons jsonb, "isFinal" boolean)
    order by d."leadId"
    on conflict (org_id, lead_id, model_version) do update
    set p_win = excluded.p_win, reasons = excluded.reasons, said_at = excluded.said_at, is_final = excluded.is_final
    where not p.is_final`
}

export type Shown = {
  contactId: string
  score: number
  grade: 'A1' | 'A2' | 'A3' | 'B1' | 'B2' | 'B3' | 'C1' | 'C2' | 'C3'
  winPercent: number | null
}

/** Shows chances on contacts, and takes them off those of whom nothing is said; tells whose whole per cent changed. */
export const show = (ctx: Ctx, version: number | null, contactIds: readonly string[], said: readonly Said[]): Promise<Shown[]> =>
  ctx.sql<Shown>`
    with before as (
      select contact_id, win_percent from crm.contact_score where contact_id = any(${contactIds}) order by contact_id for update
    ), written as (
      update crm.contact_score s
      set p_win = d."pWin", model_version = case when d."pWin" is null then null else ${version}::bigint end, win_reasons = coalesce(d.reasons, '[]')
      from before b
      left join jsonb_to_recordset(${JSON.stringify(said)}::jsonb) as d("contactId" uuid, "pWin" double precision, reasons jsonb)
        on d."contactId" = b.contact_id
      where s.contact_id = any(${contactIds}) and s.contact_id = b.contact_id
      returning s.contact_id, s.rule_score, s.grade, s.win_percent
    )
    select w.contact_id as "contactId", w.rule_score as score, w.grade, w.win_percent as "winPercent"
    from written w join before b on b.contact_id = w.contact_id where w.win_percent is distinct from b.win_percent`

/** What was shown when somebody had to decide stays as it is. */
export async function keep(ctx: Ctx, leadIds: readonly string[]): Promise<void> {
  await ctx.sql`update crm.lead_prediction set is_final = true where lead_id = any(${leadIds}) and not is_final`
}

/** Contacts of whom a chance is shown, after `afterId`, in the order of their ids. */
export const shownAfter = (ctx: Ctx, afterId: string, limit: number): Promise<{ contactId: string }[]> =>
  ctx.sql`
    select contact_id as "contactId" from crm.contact_score
    where contact_id > ${afterId}::uuid and p_win is not null order by contact_id limit ${limit}`

/** What was said of a lead, version by version. */
export const of = (ctx: Ctx, leadId: string): Promise<{ version: number; pWin: number; isFinal: boolean; saidAt: string }[]> =>
  ctx.sql`
    select model_version as version, p_win as "pWin", is_final as "isFinal", said_at as "saidAt"
    from crm.lead_prediction where lead_id = ${leadId} order by model_version`
