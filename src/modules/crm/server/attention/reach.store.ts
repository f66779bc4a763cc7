import type { Ctx } from '#kernel/ctx.ts'
import { join, sql, type Statement } from '#kernel/db/sql.ts'
import type { AttentionKind, AttentionReach } from '#kernel/module.ts'

/** Who may see what in the queue: each kind by the rule of the module that owns it. */
export type KindInReach = AttentionKind & { extent: Exclude<AttentionReach, 'none'> }

export function kindsFor(ctx: Pick<Ctx, 'modules' | 'actor'>): KindInReach[] {
  const { actor } = ctx
  return ctx.modules
    .flatMap((module) => module.attention ?? [])
    .flatMap((kind) => {
      const reach = actor.kind === 'system' ? 'all' : kind.reach(actor.permissions)
      return reach === 'none' ? [] : [{ ...kind, extent: reach }]
    })
}

/** A condition over an item with the alias `i`: one of these kinds, as far as whoever acts reaches it. */
export function withinReach({ actor }: Pick<Ctx, 'actor'>, kinds: readonly KindInReach[]): Statement {
  const named = (reach: AttentionReach): string[] => kinds.filter((kind) => kind.extent === reach).map(({ kind }) => kind)
  const parts: Statement[] = []
  if (named('all').length > 0) parts.push(sql`i.kind = any(${named('all')}::text[])`)
  if (actor.kind !== 'system' && named('team').length > 0) {
    parts.push(sql`(i.kind = any(${named('team')}::text[]) and (i.assignee_id = ${actor.id}::uuid
      or i.team_id = any(${actor.teamIds}::uuid[]) or (i.assignee_id is null and i.team_id is null)))`)
  }
  if (actor.kind !== 'system' && named('own').length > 0)
    parts.push(sql`(i.kind = any(${named('own')}::text[]) and i.assignee_id = ${actor.id}::uuid)`)
  return parts.length === 0 ? sql`false` : sql`(${join(parts, ' or ')})`
}
