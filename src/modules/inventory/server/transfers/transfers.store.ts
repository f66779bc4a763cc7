import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { list } from '#kernel/db/listing.ts'
import { sql } from '#kernel/db/sql.ts'
import type { ListTransfers, Transfer, TransferState } from '#inventory/contract/transfer.ts'

const columns = sql`t.id, t.from_id as "fromId", t.to_id as "toId", t.state, t.note, t.sent_at as "sentAt", t.sent_by_name as "sentByName",
  t.closed_at as "closedAt", t.closed_by_name as "closedByName", t.version,
  (select jsonb_agg(jsonb_build_object('id', l.id, 'variantId', l.variant_id, 'name', i.name, 'unit', i.unit,
      'lot', case when o.id is null then null else jsonb_build_object('id', o.id, 'code', o.code, 'expiresOn', o.expires_on) end,
      'sentMilli', l.sent_milli, 'receivedMilli', l.received_milli, 'lostMilli', l.lost_milli) order by l.position)
    from inventory.transfer_line l join inventory.item i on i.variant_id = l.variant_id left join inventory.lot o on o.id = l.lot_id
    where l.transfer_id = t.id) as lines`

export const page = (ctx: Ctx, input: ListTransfers): Promise<Page<Transfer & Record<string, unknown>>> =>
  list(
    ctx,
    {
      columns,
      from: sql`from inventory.transfer t`,
      where: input.state ? [sql`t.state = ${input.state}`] : [],
      fields: { sentAt: { column: sql`t.sent_at`, type: 'instant', sortable: true } },
      shown: { sentAt: 'sentAt', tieBreaker: 'id' },
      defaultSort: '-sentAt',
      tieBreaker: sql`t.id`,
    },
    input,
  )

export async function find(ctx: Ctx, id: string): Promise<Transfer | undefined> {
  const [row] = await ctx.sql<Transfer>`select ${columns} from inventory.transfer t where t.id = ${id}`
  return row
}

/** Of two who receive one transfer the second sees what the first did. */
export async function lock(ctx: Ctx, id: string): Promise<Transfer | undefined> {
  await ctx.sql`select t.id from inventory.transfer t where t.id = ${id} for no key update`
  return find(ctx, id)
}

type NewTransfer = { id: string; fromId: string; toId: string; note: string }
export async function insert(
  ctx: Ctx,
  { id, fromId, toId, note }: NewTransfer,
  lines: readonly { id: string; variantId: string; lotId: string | null; sentMilli: number }[],
): Promise<void> {
  const name = ctx.actor.kind === 'system' ? null : ctx.actor.name
  await ctx.sql`
    insert into inventory.transfer (id, from_id, to_id, state, note, sent_at, sent_by_name)
    values (${id}, ${fromId}, ${toId}, 'sent', ${note}, ${ctx.now}, ${name})`
  await ctx.sql`
    insert into inventory.transfer_line (id, transfer_id, position, variant_id, lot_id, sent_milli)
    select l.id, ${id}, l.position, l."variantId", l."lotId", l."sentMilli"
    from jsonb_to_recordset(${JSON.stringify(lines.map((line, position) => ({ ...line, position })))}::jsonb)
      as l(id uuid, position bigint, "variantId" uuid, "lotId" uuid, "sentMilli" bigint)`
}

export async function settle(
  ctx: Ctx,
  id: string,
  state: TransferState,
  lines: readonly { id: string; receivedMilli: number; lostMilli: number }[],
): Promise<void> {
  const name = ctx.actor.kind === 'system' ? null : ctx.actor.name
  await ctx.sql`
    update inventory.transfer_line l set received_milli = n."receivedMilli", lost_milli = n."lostMilli"
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as n(id uuid, "receivedMilli" bigint, "lostMilli" bigint)
    where l.transfer_id = ${id} and l.id = n.id`
  await ctx.sql`
    update inventory.transfer set state = ${state}, version = version + 1,
      closed_at = case when ${state} = 'sent' then null else ${ctx.now}::timestamptz end,
      closed_by_name = case when ${state} = 'sent' then null else ${name} end
    where id = ${id}`
}
