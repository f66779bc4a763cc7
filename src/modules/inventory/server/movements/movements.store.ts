import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { list } from '#kernel/db/listing.ts'
import { sql } from '#kernel/db/sql.ts'
import type { ListMovements, Movement } from '#inventory/contract/movement.ts'

const columns = sql`m.id, m.variant_id as "variantId", i.name, i.unit,
  case when m.lot_id is null then null else (
    select jsonb_build_object('id', l.id, 'code', l.code, 'expiresOn', l.expires_on) from inventory.lot l where l.id = m.lot_id) end as lot,
  m.quantity_milli as "quantityMilli", jsonb_build_object('id', f.id, 'name', f.name, 'kind', f.kind) as "from",
  jsonb_build_object('id', t.id, 'name', t.name, 'kind', t.kind) as "to", m.at, m.recorded_at as "recordedAt",
  jsonb_build_object('kind', m.document_kind, 'id', m.document_id) as document, m.line_key as "lineKey",
  (select e.value_minor from inventory.valuation_entry e where e.variant_id = m.variant_id and e.position = m.position) as "valueMinor",
  m.reversal_of as "reversalOf", m.reason, m.note, m.actor_name as "actorName"`

const joined = sql`from inventory.stock_move m join inventory.item i on i.variant_id = m.variant_id
  join inventory.location f on f.id = m.from_id join inventory.location t on t.id = m.to_id`

/** The newest first. */
export const page = (ctx: Ctx, input: ListMovements): Promise<Page<Movement & Record<string, unknown>>> =>
  list(
    ctx,
    {
      columns,
      from: joined,
      where: [
        ...(input.variantId ? [sql`m.variant_id = ${input.variantId}::uuid`] : []),
        ...(input.locationId ? [sql`(m.from_id = ${input.locationId}::uuid or m.to_id = ${input.locationId}::uuid)`] : []),
        ...(input.documentKind ? [sql`m.document_kind = ${input.documentKind}`] : []),
        ...(input.since ? [sql`m.at >= ${input.since}::timestamptz`] : []),
        ...(input.before ? [sql`m.at < ${input.before}::timestamptz`] : []),
      ],
      fields: { at: { column: sql`m.at`, type: 'instant', sortable: true } },
      shown: { at: 'at', tieBreaker: 'id' },
      defaultSort: '-at',
      tieBreaker: sql`m.id`,
    },
    input,
  )

export const ofDocument = (ctx: Ctx, kind: string, id: string): Promise<Movement[]> =>
  ctx.sql<Movement>`
    select ${columns} ${joined} where m.document_kind = ${kind} and m.document_id = ${id} order by m.line_key, m.part, m.id`

export async function find(ctx: Ctx, id: string): Promise<Movement | undefined> {
  const [row] = await ctx.sql<Movement>`select ${columns} ${joined} where m.id = ${id}`
  return row
}

/** What these took out of what there is was worth. */
export async function valueOf(ctx: Ctx, moveIds: readonly string[]): Promise<number> {
  const [row] = await ctx.sql<{ valueMinor: number }>`
    select -coalesce(sum(e.value_minor), 0)::bigint as "valueMinor" from inventory.valuation_entry e
    where e.move_id = any(${moveIds}::uuid[])`
  return row?.valueMinor ?? 0
}
