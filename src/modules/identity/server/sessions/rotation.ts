import type { PlatformCtx } from '#kernel/ctx.ts'
import { newToken } from '#kernel/auth/tokens.ts'
import * as store from '#identity/server/sessions/sessions.store.ts'

/** Name of the cookie without the prefix that the kernel gives it. */
export const sessionCookie = 'session'

const absoluteDays = 90
const daySeconds = 86_400

/** A new session for somebody who has shown all that was asked for. */
export async function open(ctx: PlatformCtx, personId: string, how: { secondFactor: boolean; organizationId?: string }): Promise<string> {
  const { token, hash } = newToken()
  const id = ctx.newId()
  // Whoever was signed in here before is not any more.
  if (ctx.person) await store.end(ctx, ctx.person.id, ctx.person.sessionId)
  await store.insert(ctx, {
    id,
    tokenHash: hash,
    personId,
    organizationId: how.organizationId ?? (await store.organizationFor(ctx, personId)),
    ip: ctx.request.ip,
    userAgent: ctx.request.userAgent,
    secondFactor: how.secondFactor,
    expiresAt: new Date(ctx.now.getTime() + absoluteDays * daySeconds * 1000).toISOString(),
  })
  ctx.reply.setCookie(sessionCookie, token, absoluteDays * daySeconds)
  return id
}

/** The same session under a new secret: after everything that changes what the person may do. */
export async function renew(
  ctx: PlatformCtx,
  sessionId: string,
  change: { organizationId?: string; secondFactor?: boolean } = {},
): Promise<void> {
  const { token, hash } = newToken()
  await store.rotate(ctx, sessionId, { tokenHash: hash, ...change })
  ctx.reply.setCookie(sessionCookie, token, absoluteDays * daySeconds)
}

export const moveTo = (ctx: PlatformCtx, sessionId: string, organizationId: string): Promise<void> =>
  renew(ctx, sessionId, { organizationId })
