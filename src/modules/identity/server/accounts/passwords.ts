import type { PlatformCtx } from '#kernel/ctx.ts'
import { hashToken, newToken } from '#kernel/auth/tokens.ts'
import { forgive } from '#kernel/auth/throttle.ts'
import type { ChangePassword, ConfirmPasswordReset, RequestPasswordReset } from '#identity/contract/session.ts'
import * as store from '#identity/server/accounts/accounts.store.ts'
import { sendResetLink, tellAccountChanged } from '#identity/server/accounts/letters.ts'
import { ownAccount, refuseWeak, verifyOwnPassword } from '#identity/server/accounts/own-account.ts'
import { checkSecondFactor } from '#identity/server/accounts/second-factor.ts'
import { linkOver, secondFactorRequired, wrongCode } from '#identity/server/problems.ts'
import { renew } from '#identity/server/sessions/rotation.ts'
import { record } from '#identity/server/sessions/trail.ts'
import {
  codeTries,
  linkOpenings,
  peerOf,
  personOf,
  resetRequests,
  resetRequestsByAddress,
  takeTry,
} from '#identity/server/sessions/visitor.ts'

const resetMinutes = 30

/** Everything that was opened with the old password ends; this session goes on under a new secret. */
export async function change(ctx: PlatformCtx, input: ChangePassword): Promise<Record<never, never>> {
  const account = await ownAccount(ctx)
  const { sessionId } = personOf(ctx)
  await verifyOwnPassword(ctx, account, input.current)
  refuseWeak(ctx.t, 'next', input.next, account)
  await store.setPassword(ctx, account.id, await ctx.passwords.hash(input.next), sessionId)
  await renew(ctx, sessionId)
  await record(ctx, account, 'identity.password.changed')
  await tellAccountChanged(ctx, account, 'password_changed')
  return {}
}

/** Always the same answer. A link goes out only if the address has an account. */
export async function requestReset(ctx: PlatformCtx, input: RequestPasswordReset): Promise<Record<never, never>> {
  await takeTry(ctx, resetRequestsByAddress, peerOf(ctx))
  await takeTry(ctx, resetRequests, input.email)
  const { token, hash } = newToken()
  const expiresAt = new Date(ctx.now.getTime() + resetMinutes * 60_000).toISOString()
  const person = await store.addReset(ctx, { email: input.email, tokenHash: hash, expiresAt })
  if (person) sendLater(ctx, { id: person.personId, email: input.email, name: person.name, locale: person.locale }, token)
  return {}
}

/** A link proves the mailbox, not the telephone: an account with a second factor asks for it here too. */
export async function confirmReset(ctx: PlatformCtx, input: ConfirmPasswordReset): Promise<Record<never, never>> {
  await takeTry(ctx, linkOpenings, peerOf(ctx))
  const tokenHash = hashToken(input.token)
  const personId = await store.personOfReset(ctx, tokenHash)
  const account = personId === undefined ? undefined : await store.find(ctx, personId)
  if (!account) throw linkOver()
  refuseWeak(ctx.t, 'password', input.password, account)
  if (account.totpSecret !== null) await provePhone(ctx, account, input.code)
  const hash = await ctx.passwords.hash(input.password)
  if (!(await store.takeReset(ctx, tokenHash))) throw linkOver()
  await store.setPassword(ctx, account.id, hash, null)
  await record(ctx, account, 'identity.password.reset', { ip: ctx.request.ip })
  await tellAccountChanged(ctx, account, 'password_changed')
  return {}
}

// After the answer: its time must not tell whether there was somebody to write to. A link that is lost with the process
// in between is asked for again.
function sendLater(ctx: PlatformCtx, to: Parameters<typeof sendResetLink>[1], token: string): void {
  setImmediate(() => {
    sendResetLink(ctx, to, token, resetMinutes).catch((error: unknown) =>
      ctx.log.error({ err: error }, 'a link for a new password was not written'),
    )
  })
}

async function provePhone(ctx: PlatformCtx, account: store.AccountRow, code: string | undefined): Promise<void> {
  if (code === undefined) throw secondFactorRequired()
  await takeTry(ctx, codeTries, account.id)
  if (!(await checkSecondFactor(ctx, account, code))) throw wrongCode()
  await forgive(ctx.sql, { bucket: codeTries.bucket, key: account.id })
}
