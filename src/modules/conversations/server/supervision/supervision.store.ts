import { cardColumns, shownColumns, shownJoin, type ListedRow } from '#conversations/server/conversations/card.store.ts'
import { visibleTo } from '#conversations/server/conversations/visibility.store.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { join, sql, type Statement } from '#kernel/db/sql.ts'

export type Narrowing = { teamId?: string | undefined; brandId?: string | undefined }

function within(ctx: Ctx, { teamId, brandId }: Narrowing): Statement {
  const all = [sql`c.state = 'open'`, visibleTo(ctx)]
  if (teamId) all.push(sql`c.team_id = ${teamId}`)
  if (brandId) all.push(sql`c.brand_id = ${brandId}`)
  return join(all, ' and ')
}

export type QueueRow = { teamId: string | null; unassigned: number; waiting: number; late: number; oldestWaitSince: string | null }

const figures = (ctx: Ctx): Statement => sql`
  count(*) filter (where c.waiting_since is not null) as waiting, count(*) filter (where c.answer_due_at <= ${ctx.now}) as late,
  min(c.waiting_since) as "oldestWaitSince"`

export async function queues(ctx: Ctx, narrowing: Narrowing): Promise<QueueRow[]> {
  return ctx.sql<QueueRow>`
    select c.team_id as "teamId", count(*) filter (where c.assignee_id is null) as unassigned, ${figures(ctx)}
    from conversations.conversation c where ${within(ctx, narrowing)} group by c.team_id`
}

export type PlateRow = {
  personId: string
  channelKind: string
  open: number
  waiting: number
  late: number
  oldestWaitSince: string | null
}

export async function plates(ctx: Ctx, narrowing: Narrowing): Promise<PlateRow[]> {
  return ctx.sql<PlateRow>`
    select c.assignee_id as "personId", c.channel_kind as "channelKind", count(*) as open, ${figures(ctx)}
    from conversations.conversation c where c.assignee_id is not null and ${within(ctx, narrowing)} group by c.assignee_id, c.channel_kind`
}

/** In the order of the queue. */
export async function waiting(ctx: Ctx, narrowing: Narrowing, limit: number): Promise<ListedRow[]> {
  return ctx.sql<ListedRow>`
    select ${cardColumns}, ${shownColumns} from conversations.conversation c ${shownJoin}
    where c.waiting_since is not null and ${within(ctx, narrowing)}
    order by c.priority_rank, c.waiting_since, c.id limit ${limit}`
}
