import type { Ctx } from '#kernel/ctx.ts'
import * as members from '#identity/server/members/members.store.ts'
import { rightsOf } from '#identity/server/roles/presets.ts'

export type Access = { id: string; name: string; email: string; teamIds: readonly string[]; permissions: ReadonlySet<string> }

/** What everybody who is active may do, as their role says at this moment. */
export async function accessOf(ctx: Ctx): Promise<Access[]> {
  const rows = await members.rights(ctx)
  return rows.map(({ id, name, email, teamIds, ...role }) => ({
    id,
    name,
    email,
    teamIds,
    permissions: new Set(rightsOf(role, ctx.modules)),
  }))
}
