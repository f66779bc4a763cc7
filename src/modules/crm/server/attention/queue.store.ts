import type { Ctx } from '#kernel/ctx.ts'
import { empty, join, sql, type Statement } from '#kernel/db/sql.ts'
import type { AttentionPriority } from '#crm/contract/attention.ts'
import { fullWaitMinutes, scaleOf, type Weights } from '#crm/contract/attention-score.ts'
import { withinReach, type KindInReach } from '#crm/server/attention/reach.store.ts'

export type Selection = { kinds: readonly KindInReach[]; brandId?: string | undefined; mine: boolean }
/** What the order goes by: the weights and the greatest value of all that waits. */
export type Scale = { weights: Weights; topValueMinor: number }

export type ItemRow = {
  kind: string
  subjectId: string
  contactId: string | null
  contactName: string | null
  title: string | null
  href: string
  brandId: string | null
  priority: AttentionPriority
  isVip: boolean
  waitingSince: string
  startedAt: string | null
  dueAt: string | null
  valueMinor: number
  chance: number | null
  chanceFrom: 'model' | 'rules' | null
  assigneeId: string | null
  teamId: string | null
  claimedBy: string | null
  claimedName: string | null
  claimedUntil: string | null
}

const columns = sql`
  i.kind, i.subject_id as "subjectId", i.contact_id as "contactId", c.name as "contactName", i.title, i.href, i.brand_id as "brandId",
  i.priority, i.is_vip as "isVip", i.waiting_since as "waitingSince", i.sla_started_at as "startedAt", i.sla_due_at as "dueAt",
  i.value_minor as "valueMinor", i.chance, i.chance_from as "chanceFrom", i.assignee_id as "assigneeId", i.team_id as "teamId",
  i.claimed_by as "claimedBy", i.claimed_name as "claimedName", i.claimed_until as "claimedUntil"`

const named = sql`left join crm.contact c on c.org_id = i.org_id and c.id = i.contact_id`

const secondsOf = (now: Date): number => now.getTime() / 1000

/** The points of `scoreOf`, out of what every row has ready: sums and products of plain numbers, nothing else. */
function pointsAt(now: Date, { weights, topValueMinor }: Scale): Statement {
  const at = secondsOf(now)
  const perLog = topValueMinor > 0 ? weights.value / Math.log(1 + topValueMinor) : 0
  const fullWaitSeconds = fullWaitMinutes * 60
  return sql`((
    ${weights.urgency}::float8 * least(1::float8, greatest(0::float8, (${at}::float8 - i.urgent_from) * i.urgent_rate))
    + ${weights.wait / fullWaitSeconds}::float8 * least(${fullWaitSeconds}::float8, greatest(0::float8, ${at}::float8 - i.waits_from))
    + least(${weights.value}::float8, ${perLog}::float8 * i.value_log)
    + coalesce(${weights.chance}::float8 * i.chance, 0::float8))
    * case when i.chance is null then ${scaleOf(weights, false)}::float8 else 1::float8 end)`
}

/** Emergencies, broken promises, VIPs, the rest; in each the most points first. The same for whoever asks. */
const order = (now: Date, scale: Scale): Statement => sql`
  case when i.hard_rank = 0 then 0 when i.late_from <= ${secondsOf(now)}::float8 then 1 else i.hard_rank end,
  ${pointsAt(now, scale)} desc, i.waits_from, i.subject_id`

function conditions(ctx: Ctx, { kinds, brandId, mine }: Selection): Statement {
  const all = [sql`i.waits_from <= ${secondsOf(ctx.now)}::float8`, withinReach(ctx, kinds)]
  if (brandId) all.push(sql`i.brand_id = ${brandId}::uuid`)
  if (mine && ctx.actor.kind !== 'system')
    all.push(sql`(i.assignee_id = ${ctx.actor.id}::uuid or (i.claimed_by = ${ctx.actor.id}::uuid and i.claimed_until > ${ctx.now}))`)
  return join(all, ' and ')
}

/**
 * The top of the queue. All that waits is looked at, because time alone moves the order; the inner question touches the
 * index only, and the few that are shown are fetched whole.
 */
export async function top(ctx: Ctx, selection: Selection, scale: Scale, limit: number): Promise<ItemRow[]> {
  return ctx.sql<ItemRow>`
    with best as materialized (
      select o.kind, o.subject_id, row_number() over () as place from (
        select i.kind, i.subject_id from crm.attention_item i
        where ${conditions(ctx, selection)} order by ${order(ctx.now, scale)} limit ${limit}) o
    )
    select ${columns} from best b
    join crm.attention_item i on i.kind = b.kind and i.subject_id = b.subject_id ${named} order by b.place`
}

/** How many wait, counted no further than `most`. */
export async function count(ctx: Ctx, selection: Selection, most: number): Promise<number> {
  const [row] = await ctx.sql<{ count: number }>`
    select count(*) as count from (select from crm.attention_item i where ${conditions(ctx, selection)} limit ${most}) counted`
  return row?.count ?? 0
}

export async function topValue(ctx: Ctx): Promise<number> {
  const [row] = await ctx.sql<{ valueMinor: number }>`
    select i.value_minor as "valueMinor" from crm.attention_item i order by i.value_minor desc limit 1`
  return row?.valueMinor ?? 0
}

/** One that the caller may see, whether it waits yet or not. */
export async function find(ctx: Ctx, kinds: readonly KindInReach[], kind: string, subjectId: string): Promise<ItemRow | undefined> {
  const [row] = await ctx.sql<ItemRow>`
    select ${columns} from crm.attention_item i ${named}
    where i.kind = ${kind} and i.subject_id = ${subjectId} and ${withinReach(ctx, kinds)}`
  return row
}

/** What somebody has in hand now. */
export async function claimedBy(ctx: Ctx, personId: string): Promise<ItemRow | undefined> {
  const [row] = await ctx.sql<ItemRow>`
    select ${columns} from crm.attention_item i ${named}
    where i.claimed_by = ${personId} and i.claimed_until > ${ctx.now} order by i.claimed_until desc limit 1`
  return row
}

type Offer = { kind: string; subjectId: string; claimedBy: string | null }
const offered = sql`i.kind, i.subject_id as "subjectId", i.claimed_by as "claimedBy"`
const isFree = (ctx: Ctx): Statement => sql`(i.claimed_until is null or i.claimed_until <= ${ctx.now})`

/** Who looks for the next one, how far down, and whether those that others hold at this moment are waited for. */
type Seeker = {
  personId: string
  teamIds: readonly string[]
  except: readonly string[]
  window: number
  waits: boolean
}

/**
 * The first that nobody has, held. Who does not wait passes over those that others hold at this moment, so that any number
 * who ask at once get one each; whether it is still free is asked again of the row as it is once it is held. Out of a window of the
 * best, because holding rows keeps the database from stopping at the first.
 */
export async function lockNext(
  ctx: Ctx,
  selection: Selection,
  scale: Scale,
  { personId, teamIds, except, window, waits }: Seeker,
): Promise<Offer | undefined> {
  const ofMine =
    teamIds.length === 0 ? empty : sql`and (i.team_id is null or i.team_id = any(${teamIds}::uuid[]) or i.assignee_id = ${personId}::uuid)`
  const [row] = await ctx.sql<Offer>`
    with best as materialized (
      select o.kind, o.subject_id, row_number() over () as place from (
        select i.kind, i.subject_id from crm.attention_item i
        where ${conditions(ctx, selection)} and ${isFree(ctx)} and (i.assignee_id is null or i.assignee_id = ${personId}::uuid) ${ofMine}
          and not (i.subject_id = any(${except}::uuid[]))
        order by ${order(ctx.now, scale)} limit ${window}) o
    )
    select ${offered} from crm.attention_item i
    join best b on b.kind = i.kind and b.subject_id = i.subject_id
    where ${isFree(ctx)} and (i.assignee_id is null or i.assignee_id = ${personId}::uuid)
    order by b.place limit 1 for update of i ${waits ? empty : sql`skip locked`}`
  return row
}

/** A certain one, held; not waited for when somebody else holds it. */
export async function lockOne(ctx: Ctx, kind: string, subjectId: string): Promise<boolean> {
  const rows = await ctx.sql`
    select true as yes from crm.attention_item i where i.kind = ${kind} and i.subject_id = ${subjectId} for update skip locked`
  return rows.length > 0
}

export async function claim(
  ctx: Ctx,
  { kind, subjectId }: { kind: string; subjectId: string },
  { personId, name, until }: { personId: string; name: string; until: Date },
): Promise<void> {
  await ctx.sql`
    update crm.attention_item set claimed_by = ${personId}, claimed_name = ${name}, claimed_until = ${until}
    where kind = ${kind} and subject_id = ${subjectId}`
}

/** Lets go of what somebody had, all but one; tells what that was. */
export async function release(
  ctx: Ctx,
  personId: string,
  { only, except }: { only?: { kind: string; subjectId: string }; except?: { kind: string; subjectId: string } },
): Promise<{ kind: string; subjectId: string }[]> {
  return ctx.sql`
    update crm.attention_item i set claimed_by = null, claimed_name = null, claimed_until = null
    where i.claimed_by = ${personId}
      ${only ? sql`and i.kind = ${only.kind} and i.subject_id = ${only.subjectId}` : empty}
      ${except ? sql`and not (i.kind = ${except.kind} and i.subject_id = ${except.subjectId})` : empty}
    returning i.kind, i.subject_id as "subjectId"`
}
