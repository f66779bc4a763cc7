import type { Change } from '#kernel/audit/audit.ts'
import type { PlatformCtx } from '#kernel/ctx.ts'
import { organizationsOf } from '#identity/server/sessions/sessions.store.ts'

/** What a person did to their own access belongs in the trail of every organization that trusts it. */
export async function record(
  ctx: Pick<PlatformCtx, 'sql' | 'now' | 'inOrg'>,
  person: { id: string; name: string },
  action: string,
  after?: Record<string, unknown>,
): Promise<void> {
  const change: Change = { action, subject: { kind: 'person', id: person.id, name: person.name }, ...(after && { after }) }
  for (const organization of await organizationsOf(ctx, person.id))
    await ctx.inOrg(organization.id, async (inside) => inside.audit(change), { asPerson: person })
}
