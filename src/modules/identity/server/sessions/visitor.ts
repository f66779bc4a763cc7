import type { PlatformCtx } from '#kernel/ctx.ts'
import { addressKey, attempt } from '#kernel/auth/throttle.ts'
import { tooMany, unauthenticated } from '#kernel/problem.ts'

/** The person who is signed in. */
export function personOf(ctx: PlatformCtx): { id: string; sessionId: string; orgId: string | null } {
  if (!ctx.person) throw unauthenticated()
  return ctx.person
}

/** How often a door may be tried: by one account, by one peer. The keys are the server's, never something a sender can vary. */
export type Limit = { bucket: string; limit: number; windowSeconds: number }

export const accountTries: Limit = { bucket: 'identity.log-in.account', limit: 10, windowSeconds: 900 }
/** Failures in a row from one address, whoever they claim to be. */
export const addressTries: Limit = { bucket: 'identity.log-in.address', limit: 20, windowSeconds: 900 }
/** Logins that worked: enough for the morning of a big shop behind one address, too few to reset the limit above at will. */
export const addressLogins: Limit = { bucket: 'identity.logged-in.address', limit: 300, windowSeconds: 900 }
export const codeTries: Limit = { bucket: 'identity.second-factor', limit: 10, windowSeconds: 900 }
export const passwordChecks: Limit = { bucket: 'identity.password-check', limit: 10, windowSeconds: 900 }
export const resetRequests: Limit = { bucket: 'identity.password-reset.account', limit: 5, windowSeconds: 3600 }
export const resetRequestsByAddress: Limit = { bucket: 'identity.password-reset.address', limit: 20, windowSeconds: 3600 }
export const linkOpenings: Limit = { bucket: 'identity.link.address', limit: 60, windowSeconds: 900 }

/** Takes one try; answers 429 when none is left. */
export async function takeTry(ctx: PlatformCtx, limit: Limit, key: string): Promise<void> {
  const result = await attempt(ctx.sql, { ...limit, key, now: ctx.now })
  if (!result.allowed) throw tooMany({ retryAfterSeconds: result.retryAfterSeconds })
}

export const peerOf = (ctx: PlatformCtx): string => addressKey(ctx.request.ip)
