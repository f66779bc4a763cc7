import type { Ctx } from '#kernel/ctx.ts'
import { tokenOf } from '#surveys/server/invitations/token.ts'

/** Where somebody answers without an account, and the end of that address. */
export function linkOf(ctx: Pick<Ctx, 'config' | 'crypto' | 'org'>, invitationId: string): { url: string; token: string } {
  const token = tokenOf(ctx.crypto, { orgId: ctx.org, invitationId })
  return { token, url: `${ctx.config.publicUrl}/e/${token}` }
}
