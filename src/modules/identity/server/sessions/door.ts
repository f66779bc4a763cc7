import type { PlatformCtx } from '#kernel/ctx.ts'
import { isOutdated } from '#kernel/auth/passwords.ts'
import { forgive } from '#kernel/auth/throttle.ts'
import { hashToken, newToken } from '#kernel/auth/tokens.ts'
import { notFound } from '#kernel/problem.ts'
import type { AnswerSecondFactor, LoggedIn, LogIn } from '#identity/contract/session.ts'
import * as accounts from '#identity/server/accounts/accounts.store.ts'
import { checkSecondFactor } from '#identity/server/accounts/second-factor.ts'
import { challengeOver, wrongCode, wrongCredentials } from '#identity/server/problems.ts'
import { moveTo, open, sessionCookie } from '#identity/server/sessions/rotation.ts'
import * as store from '#identity/server/sessions/sessions.store.ts'
import { record } from '#identity/server/sessions/trail.ts'
import { accountTries, addressLogins, addressTries, codeTries, peerOf, personOf, takeTry } from '#identity/server/sessions/visitor.ts'

const challengeMinutes = 10

/**
 * The password, and a session if that is all the account asks for. An unknown address costs the same time, counts the
 * same tries and gets the same answer as a wrong password.
 */
export async function logIn(ctx: PlatformCtx, input: LogIn): Promise<LoggedIn> {
  await takeTry(ctx, addressTries, peerOf(ctx))
  await takeTry(ctx, accountTries, input.email)
  const account = await accounts.findByEmail(ctx, input.email)
  if (!account) {
    await ctx.passwords.burn()
    throw wrongCredentials()
  }
  if (!(await ctx.passwords.verify(input.password, account.passwordHash))) throw wrongCredentials()

  await takeTry(ctx, addressLogins, peerOf(ctx))
  await forgive(ctx.sql, { bucket: addressTries.bucket, key: peerOf(ctx) })
  await forgive(ctx.sql, { bucket: accountTries.bucket, key: input.email })
  if (isOutdated(account.passwordHash))
    await accounts.renewHash(ctx, account.id, account.passwordHash, await ctx.passwords.hash(input.password))
  if (account.totpSecret !== null) return { step: 'second-factor', challenge: await challenge(ctx, account.id) }
  await open(ctx, account.id, { secondFactor: false })
  await record(ctx, account, 'identity.session.opened', { ip: ctx.request.ip })
  return { step: 'done' }
}

/** The second step. Tries are counted per challenge and, because a right password gives new challenges, per account. */
export async function answerSecondFactor(ctx: PlatformCtx, input: AnswerSecondFactor): Promise<LoggedIn> {
  const tokenHash = hashToken(input.challenge)
  const personId = await store.tryChallenge(ctx, tokenHash)
  const account = personId === undefined ? undefined : await accounts.find(ctx, personId)
  if (!account) throw challengeOver()
  await takeTry(ctx, codeTries, account.id)
  if (!(await checkSecondFactor(ctx, account, input.code))) throw wrongCode()
  if (!(await store.useChallenge(ctx, tokenHash))) throw challengeOver()
  await forgive(ctx.sql, { bucket: codeTries.bucket, key: account.id })
  await open(ctx, account.id, { secondFactor: true })
  await record(ctx, account, 'identity.session.opened', { ip: ctx.request.ip })
  return { step: 'done' }
}

/** Works without a session too: whoever wants to be out, is out. */
export async function logOut(ctx: PlatformCtx): Promise<Record<never, never>> {
  if (ctx.person) await store.end(ctx, ctx.person.id, ctx.person.sessionId)
  ctx.reply.clearCookie(sessionCookie)
  return {}
}

/** Goes on in another organization, under a new secret. To somebody who is not in it, it does not exist. */
export async function useOrganization(ctx: PlatformCtx, input: { organizationId: string }): Promise<Record<never, never>> {
  const person = personOf(ctx)
  if (!(await store.isMember(ctx, person.id, input.organizationId))) throw notFound()
  await moveTo(ctx, person.sessionId, input.organizationId)
  return {}
}

async function challenge(ctx: PlatformCtx, personId: string): Promise<string> {
  const { token, hash } = newToken()
  await store.addChallenge(ctx, {
    tokenHash: hash,
    personId,
    expiresAt: new Date(ctx.now.getTime() + challengeMinutes * 60_000).toISOString(),
  })
  return token
}
