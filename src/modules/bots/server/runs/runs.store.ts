import type { RunPhase, RunState } from '#bots/contract/run.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'

export type RunRow = {
  id: string
  flowId: string
  flowName: string
  versionId: string
  conversationId: string
  state: RunPhase
  place: RunState
  heardSeq: number
  reason: string | null
  personAt: string | null
  isOver: boolean
  startedAt: string
  movedAt: string
  version: number
}

const columns = sql`
  r.id, r.flow_id as "flowId", f.name as "flowName", r.version_id as "versionId", r.conversation_id as "conversationId",
  r.state, r.place, r.heard_seq as "heardSeq", r.reason, r.person_at as "personAt", r.is_over as "isOver", r.started_at as "startedAt",
  r.moved_at as "movedAt", r.version`
const from = sql`bots.run r join bots.flow f on f.org_id = r.org_id and f.id = r.flow_id`

/** The newest run of a conversation, alive or not. */
export async function latest(ctx: Ctx, conversationId: string): Promise<RunRow | undefined> {
  const [row] = await ctx.sql<RunRow>`
    select ${columns} from ${from} where r.conversation_id = ${conversationId} order by r.started_at desc, r.id desc limit 1`
  return row
}

export async function find(ctx: Ctx, id: string): Promise<RunRow | undefined> {
  const [row] = await ctx.sql<RunRow>`select ${columns} from ${from} where r.id = ${id}`
  return row
}

/** Whether there is anything to think about when a customer writes: a flow that is on, or a run. One look. */
export async function concerns(ctx: Ctx, conversationId: string): Promise<boolean> {
  const [row] = await ctx.sql<{ yes: boolean }>`
    select exists (select from bots.flow f where f.is_active and f.published_version_id is not null)
      or exists (select from bots.run r where r.conversation_id = ${conversationId} and r.state = any(array['active', 'paused'])) as yes`
  return row?.yes ?? false
}

export async function insert(ctx: Ctx, one: Omit<RunRow, 'flowName' | 'version' | 'personAt' | 'isOver'>): Promise<void> {
  await ctx.sql`
    insert into bots.run (id, flow_id, version_id, conversation_id, state, place, node_id, heard_seq, reason, started_at, moved_at)
    values (${one.id}, ${one.flowId}, ${one.versionId}, ${one.conversationId}, ${one.state}, ${JSON.stringify(one.place)}::jsonb,
      ${one.place.at}, ${one.heardSeq}, ${one.reason}, ${one.startedAt}, ${one.movedAt})`
}

/** False when it moved on meanwhile: whoever computed the step did so in vain, and nothing of it may stay. */
export async function move(ctx: Ctx, one: Pick<RunRow, 'id' | 'state' | 'place' | 'heardSeq' | 'reason' | 'version'>): Promise<boolean> {
  const rows = await ctx.sql`
    update bots.run set state = ${one.state}, place = ${JSON.stringify(one.place)}::jsonb, node_id = ${one.place.at}, heard_seq = ${one.heardSeq},
      reason = ${one.reason}, moved_at = ${ctx.now}, version = version + 1
    where id = ${one.id} and version = ${one.version} returning id`
  return rows.length > 0
}

export type NewLine = {
  n: number
  kind: 'heard' | 'said' | 'did' | 'handed-off' | 'ended' | 'paused' | 'resumed'
  nodeId: string | null
  text: string
  outcome: string | null
  messageId: string | null
}

export async function writeLines(ctx: Ctx, runId: string, lines: readonly NewLine[]): Promise<void> {
  if (lines.length === 0) return
  await ctx.sql`
    insert into bots.run_line (run_id, n, kind, node_id, text, outcome, message_id, at)
    select ${runId}::uuid, l.n, l.kind, l."nodeId", l.text, l.outcome, l."messageId", ${ctx.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(lines.map((line) => ({ ...line, text: line.text.slice(0, 4096) })))}::jsonb)
      as l (n bigint, kind text, "nodeId" text, text text, outcome text, "messageId" uuid)`
}

/** The waiting action with this number, held; undefined when it is done already. */
export async function lockWaiting(ctx: Ctx, runId: string, n: number): Promise<{ nodeId: string } | undefined> {
  const [row] = await ctx.sql<{ nodeId: string }>`
    select l.node_id as "nodeId" from bots.run_line l
    where l.run_id = ${runId} and l.n = ${n} and l.kind = 'did' and l.outcome = 'waiting' for update`
  return row
}

/** Until the end of the transaction. */
export async function limitStatements(ctx: Ctx, ms: number): Promise<void> {
  await ctx.sql`select set_config('statement_timeout', ${String(ms)}, true)`
}

export async function settle(ctx: Ctx, runId: string, n: number, outcome: string): Promise<void> {
  await ctx.sql`
    update bots.run_line set outcome = ${outcome.slice(0, 300)} where run_id = ${runId} and n = ${n} and kind = 'did' and outcome = 'waiting'`
}

export async function lines(ctx: Ctx, runIds: readonly string[]): Promise<(NewLine & { runId: string; at: string })[]> {
  return ctx.sql`
    select l.run_id as "runId", l.n, l.kind, l.node_id as "nodeId", l.text, l.outcome, l.message_id as "messageId", l.at from bots.run_line l
    where l.run_id = any(${runIds}) order by l.at, l.kind <> 'heard', l.n limit 1000`
}

export async function ofConversation(ctx: Ctx, conversationId: string): Promise<(RunRow & { versionNumber: number })[]> {
  return ctx.sql`
    select ${columns}, v.number as "versionNumber" from ${from} join bots.flow_version v on v.org_id = r.org_id and v.id = r.version_id
    where r.conversation_id = ${conversationId} order by r.started_at desc, r.id desc limit 10`
}

/**
 * A person has it: the newest run is silent, and the minutes of silence count from now. Answers whose run it was, if one had
 * the word until now.
 */
export async function pause(ctx: Ctx, conversationId: string): Promise<{ flowName: string } | undefined> {
  const [row] = await ctx.sql<{ flowName: string; wasActive: boolean }>`
    with newest as (
      select r.id, r.state, f.name from ${from} where r.conversation_id = ${conversationId} order by r.started_at desc, r.id desc limit 1)
    update bots.run r set person_at = ${ctx.now}, version = r.version + 1, state = case when r.state = 'active' then 'paused' else r.state end
    from newest where r.id = newest.id
    returning newest.name as "flowName", newest.state = 'active' as "wasActive"`
  return row?.wasActive ? { flowName: row.flowName } : undefined
}

/** The conversation is resolved: what was alive in it is over, and what is past may begin again. */
export async function close(ctx: Ctx, conversationId: string): Promise<void> {
  await ctx.sql`
    update bots.run set is_over = true, state = case when state = any(array['active', 'paused']) then 'ended' else state end, version = version + 1
    where conversation_id = ${conversationId} and not is_over`
}

export async function activeOfFlow(ctx: Ctx, flowId: string, limit: number): Promise<{ id: string; conversationId: string }[]> {
  return ctx.sql`
    select r.id, r.conversation_id as "conversationId" from bots.run r
    where r.flow_id = ${flowId} and r.state = any(array['active', 'paused']) order by r.conversation_id limit ${limit}`
}

/** The word goes back: to where it was, or to a new beginning. What was said meanwhile was not said to the bot. */
export async function giveBack(ctx: Ctx, id: string, heardSeq: number): Promise<void> {
  await ctx.sql`
    update bots.run set state = case when state = 'paused' then 'active' else state end, is_over = state <> 'paused', heard_seq = ${heardSeq},
      moved_at = ${ctx.now}, version = version + 1
    where id = ${id}`
}
