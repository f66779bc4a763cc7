import type { Actor, Ctx } from '#kernel/ctx.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'
import type { Viewer } from '#kernel/module.ts'
import { canReadAll, canReadTeam } from '#conversations/contract/permissions.ts'

/**
 * Who may see which conversations. One rule in two forms: SQL for every list, count, thread and search, and a function
 * for live screens, which filter without asking the database. Own: assigned to me. Team: also those of my teams and those
 * that belong to nobody. All.
 */
type Holder = { assigneeId: string | null; teamId: string | null }

/** A condition over a conversation with the alias `c`. */
export function visibleTo(ctx: Pick<Ctx, 'actor' | 'can'>): Statement {
  const { actor } = ctx
  if (actor.kind === 'system' || ctx.can(canReadAll)) return sql`true`
  if (!ctx.can(canReadTeam)) return sql`c.assignee_id = ${actor.id}::uuid`
  return sql`(c.assignee_id = ${actor.id}::uuid or c.team_id = any(${actor.teamIds}::uuid[]) or (c.assignee_id is null and c.team_id is null))`
}

export function maySee(viewer: Viewer, { assigneeId, teamId }: Holder): boolean {
  if (viewer.permissions.has(canReadAll.code)) return true
  if (assigneeId === viewer.userId) return true
  if (!viewer.permissions.has(canReadTeam.code)) return false
  return teamId === null ? assigneeId === null : viewer.teamIds.includes(teamId)
}

/** The same for whoever acts in a use case. */
export const sees = (actor: Actor, holder: Holder): boolean =>
  actor.kind === 'system' || maySee({ userId: actor.id, orgId: '', permissions: actor.permissions, teamIds: actor.teamIds }, holder)
