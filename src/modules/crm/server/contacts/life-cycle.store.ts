import type { Ctx } from '#kernel/ctx.ts'
import type { LifecycleStage } from '#crm/contract/badge.ts'
import type { Relation } from '#crm/contract/contact.ts'

export type StageChange = { contactId: string; from: LifecycleStage | null; to: LifecycleStage; at: string; relations: Relation[] }

/**
 * Moves those that are still where the change found them; tells which. What somebody is to the business follows: a
 * customer is one and no lead any more, whoever is on the way is a lead.
 */
export async function move(ctx: Ctx, changes: readonly StageChange[]): Promise<string[]> {
  if (changes.length === 0) return []
  const moved = await ctx.sql<{ id: string }>`
    update crm.contact c
    set lifecycle_stage = d."to", stage_entered_at = d.at, relations = d.relations, updated_at = ${ctx.now}, version = c.version + 1
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as d("contactId" uuid, "from" text, "to" text, at timestamptz, relations text[])
    where c.id = any(${changes.map(({ contactId }) => contactId)}) and c.id = d."contactId" and c.lifecycle_stage is not distinct from d."from"
    returning c.id`
  return moved.map(({ id }) => id)
}
