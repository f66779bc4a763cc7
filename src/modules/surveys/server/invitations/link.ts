import { readSignedId, signId } from '#kernel/crypto/signed-id.ts'
import type { Ctx } from '#kernel/ctx.ts'

const purpose = 'surveys.link'

/** Where somebody answers without an account, and the end of that address. */
export function linkOf(ctx: Pick<Ctx, 'config' | 'crypto' | 'org'>, invitationId: string): { url: string; token: string } {
  const token = signId(ctx.crypto, purpose, { orgId: ctx.org, id: invitationId })
  return { token, url: `${ctx.config.publicUrl}/e/${token}` }
}

/** Whose answer it is; undefined for a link that was made up. */
export const readLink = (ctx: Pick<Ctx, 'crypto'>, token: string) => readSignedId(ctx.crypto, purpose, token)
