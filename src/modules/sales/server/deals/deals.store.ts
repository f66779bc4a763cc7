import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { list } from '#kernel/db/listing.ts'
import { anywhere, sql, type Statement } from '#kernel/db/sql.ts'
import type { DealCard, ListDeals } from '#sales/contract/deal.ts'
import type { StageKind } from '#sales/contract/pipeline.ts'

export type DealRow = DealCard & {
  kind: StageKind
  stageName: string
  stageProbability: number
  rottingDays: number | null
  lostNote: string | null
  lastActivityAt: string
  createdAt: string
  createdByName: string | null
  archivedAt: string | null
}

export const cardColumns = sql`
  d.id, d.pipeline_id as "pipelineId", d.stage_id as "stageId", d.rank_key as "rankKey", d.title, d.contact_id as "contactId",
  d.contact_name as "contactName", d.conversation_id as "conversationId", d.brand_id as "brandId", d.owner_id as "ownerId",
  d.amount_minor as "amountMinor", d.currency, d.probability, d.expected_close as "expectedClose", d.next_step as "nextStep",
  d.next_step_at as "nextStepAt", d.lost_reason_id as "lostReasonId", d.closed_at as "closedAt", d.stage_entered_at as "stageEnteredAt", d.version`

const columns = sql`${cardColumns}, s.kind, s.name as "stageName", s.probability as "stageProbability", s.rotting_days as "rottingDays",
  d.lost_note as "lostNote", d.last_activity_at as "lastActivityAt", d.created_at as "createdAt", d.created_by_name as "createdByName",
  d.archived_at as "archivedAt"`

const from = sql`from sales.deal d join sales.stage s on s.org_id = d.org_id and s.id = d.stage_id`

export async function find(ctx: Ctx, id: string): Promise<DealRow | undefined> {
  const [row] = await ctx.sql<DealRow>`select ${columns} ${from} where d.id = ${id}`
  return row
}

/**
 * These, held in the order of their ids, so that two who hold several never wait for each other. They are read after that:
 * whoever waited for a move would otherwise look for the deal in the stage that it had left.
 */
export async function lockAll(ctx: Ctx, ids: readonly string[]): Promise<DealRow[]> {
  await ctx.sql`select d.id from sales.deal d where d.id = any(${ids}) order by d.id for no key update`
  return ctx.sql<DealRow>`select ${columns} ${from} where d.id = any(${ids}) order by d.id`
}

/** Not waited for: nothing while somebody else changes it, nor when it is not open. */
export async function lockFree(ctx: Ctx, id: string): Promise<DealRow | undefined> {
  const free = await ctx.sql`
    select d.id from sales.deal d where d.id = ${id} and d.closed_at is null and d.archived_at is null for no key update skip locked`
  return free.length > 0 ? find(ctx, id) : undefined
}

export async function openIdsOf(ctx: Ctx, ownerId: string): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }>`select d.id from sales.deal d where d.owner_id = ${ownerId} and d.closed_at is null`
  return rows.map(({ id }) => id)
}

/** Whose the newest open deal of each contact is. */
export async function openOwners(ctx: Ctx, contactIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await ctx.sql<{ contactId: string; ownerId: string }>`
    select distinct on (d.contact_id) d.contact_id as "contactId", d.owner_id as "ownerId" from sales.deal d
    where d.contact_id = any(${contactIds}) and d.owner_id is not null and d.closed_at is null and d.archived_at is null
    order by d.contact_id, d.created_at desc, d.id desc`
  return new Map(rows.map(({ contactId, ownerId }) => [contactId, ownerId]))
}

export async function idsOfContact(ctx: Ctx, contactId: string): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }>`select d.id from sales.deal d where d.contact_id = ${contactId}`
  return rows.map(({ id }) => id)
}

/** Open ones of these stages after an id, a batch at a time. */
export const openIn = (ctx: Ctx, stageIds: readonly string[], after: string, limit: number): Promise<DealRow[]> =>
  ctx.sql<DealRow>`
    select ${columns} ${from}
    where d.stage_id = any(${stageIds}) and d.closed_at is null and d.archived_at is null and d.id > ${after} order by d.id limit ${limit}`

export type NewDeal = Omit<DealCard, 'version' | 'lostReasonId'> & {
  searchText: string
  createdAt: string
  createdById: string | null
  createdByName: string | null
}

export async function insert(ctx: Ctx, deal: NewDeal): Promise<void> {
  await ctx.sql`
    insert into sales.deal (id, pipeline_id, stage_id, rank_key, title, contact_id, contact_name, conversation_id, brand_id, owner_id,
      amount_minor, currency, probability, expected_close, next_step, next_step_at, closed_at, stage_entered_at, last_activity_at,
      search_text, created_at, created_by_id, created_by_name)
    values (${deal.id}, ${deal.pipelineId}, ${deal.stageId}, ${deal.rankKey}, ${deal.title}, ${deal.contactId}, ${deal.contactName},
      ${deal.conversationId}, ${deal.brandId}, ${deal.ownerId}, ${deal.amountMinor}, ${deal.currency}, ${deal.probability},
      ${deal.expectedClose}, ${deal.nextStep}, ${deal.nextStepAt}, ${deal.closedAt}, ${deal.stageEnteredAt}, ${deal.createdAt},
      ${deal.searchText}, ${deal.createdAt}, ${deal.createdById}, ${deal.createdByName})`
}

export type Written = DealRow & { searchText?: string }

/** Writes back a deal that is held; its search text only when it is given. */
export async function update(ctx: Ctx, deal: Written): Promise<void> {
  await ctx.sql`
    update sales.deal set pipeline_id = ${deal.pipelineId}, stage_id = ${deal.stageId}, rank_key = ${deal.rankKey}, title = ${deal.title},
      contact_id = ${deal.contactId}, contact_name = ${deal.contactName}, conversation_id = ${deal.conversationId}, brand_id = ${deal.brandId},
      owner_id = ${deal.ownerId}, amount_minor = ${deal.amountMinor}, currency = ${deal.currency}, probability = ${deal.probability},
      expected_close = ${deal.expectedClose}, next_step = ${deal.nextStep}, next_step_at = ${deal.nextStepAt},
      lost_reason_id = ${deal.lostReasonId}, lost_note = ${deal.lostNote}, closed_at = ${deal.closedAt},
      stage_entered_at = ${deal.stageEnteredAt}, archived_at = ${deal.archivedAt}, last_activity_at = ${ctx.now},
      search_text = coalesce(${deal.searchText ?? null}, search_text), version = version + 1
    where id = ${deal.id}`
}

/** The newest in which all these words stand, at most a thousand: an index of letters is of no use under row security. */
const found = (words: readonly string[]): Statement => {
  const [first = '%', second = '%', third = '%', ...rest] = words.map(anywhere)
  return sql`d.id = any(array(select sales.search_deal(${first}, ${second}, ${third}, ${rest}::text[], 1000)))`
}
const stateOf: Record<Exclude<ListDeals['state'], 'all'>, Statement> = {
  open: sql`d.closed_at is null`,
  won: sql`d.closed_at is not null and s.kind = 'won'`,
  lost: sql`d.closed_at is not null and s.kind = 'lost'`,
}

export function page(ctx: Ctx, asked: ListDeals, words: readonly string[]): Promise<Page<DealCard>> {
  const { pipelineId, contactId, conversationId, state, search: _search, ...input } = asked
  const where: Statement[] = [sql`d.archived_at is null`]
  if (pipelineId) where.push(sql`d.pipeline_id = ${pipelineId}`)
  if (contactId) where.push(sql`d.contact_id = ${contactId}`)
  if (conversationId) where.push(sql`d.conversation_id = ${conversationId}`)
  if (state !== 'all') where.push(stateOf[state])
  if (words.length > 0) where.push(found(words))
  return list<DealCard>(
    ctx,
    {
      from,
      columns: cardColumns,
      where,
      fields: {
        createdAt: { column: sql`d.created_at`, type: 'instant', sortable: true, filterable: true },
        closedAt: { column: sql`d.closed_at`, type: 'instant', sortable: true, filterable: true, nullable: true },
        stageEnteredAt: { column: sql`d.stage_entered_at`, type: 'instant', sortable: true, filterable: true },
        nextStepAt: { column: sql`d.next_step_at`, type: 'instant', sortable: true, filterable: true, nullable: true },
        expectedClose: { column: sql`d.expected_close`, type: 'date', sortable: true, filterable: true, nullable: true },
        amountMinor: { column: sql`d.amount_minor`, type: 'number', sortable: true, filterable: true, nullable: true },
        title: { column: sql`d.title`, type: 'text', sortable: true },
        nextStep: { column: sql`d.next_step`, type: 'text', filterable: true, nullable: true },
        isRotting: {
          column: sql`(d.closed_at is null and coalesce(d.stage_entered_at + s.rotting_days * interval '1 day' <= ${ctx.now}::timestamptz, false))`,
          type: 'boolean',
          filterable: true,
        },
        currency: { column: sql`d.currency`, type: 'text', filterable: true },
        stageId: { column: sql`d.stage_id`, type: 'id', filterable: true },
        ownerId: { column: sql`d.owner_id`, type: 'id', filterable: true, nullable: true },
        brandId: { column: sql`d.brand_id`, type: 'id', filterable: true, nullable: true },
        lostReasonId: { column: sql`d.lost_reason_id`, type: 'id', filterable: true, nullable: true },
      },
      defaultSort: '-createdAt',
      tieBreaker: sql`d.id`,
    },
    input,
  )
}

/** What is open in a pipeline and what was closed since an instant, the newest first when there are more than `limit`. */
export const board = (ctx: Ctx, pipelineId: string, closedSince: string, limit: number): Promise<DealCard[]> =>
  ctx.sql<DealCard>`
    select ${cardColumns} from sales.deal d
    where d.pipeline_id = ${pipelineId} and d.archived_at is null and d.closed_at is null
    union all
    select ${cardColumns} from sales.deal d
    where d.pipeline_id = ${pipelineId} and d.archived_at is null and d.closed_at >= ${closedSince}
    order by "stageEnteredAt" desc limit ${limit}`

export async function rename(ctx: Ctx, ids: readonly { id: string; searchText: string }[], contactId: string, name: string): Promise<void> {
  if (ids.length === 0) return
  await ctx.sql`
    update sales.deal d set contact_id = ${contactId}, contact_name = ${name}, search_text = r."searchText", version = d.version + 1
    from jsonb_to_recordset(${JSON.stringify(ids)}::jsonb) as r(id uuid, "searchText" text)
    where d.id = any(${ids.map(({ id }) => id)}) and d.id = r.id`
}
