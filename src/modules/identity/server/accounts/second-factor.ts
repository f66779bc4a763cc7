import type { PlatformCtx } from '#kernel/ctx.ts'
import { forgive } from '#kernel/auth/throttle.ts'
import { matchRecoveryCode, matchTotp, newRecoveryCodes, newTotpSecret, totpUri } from '#kernel/auth/totp.ts'
import type { RecoveryCodes, SecondFactorEnrolment } from '#identity/contract/session.ts'
import { ownAccount, verifyOwnPassword } from '#identity/server/accounts/own-account.ts'
import * as store from '#identity/server/accounts/accounts.store.ts'
import { tellAccountChanged } from '#identity/server/accounts/letters.ts'
import { secondFactorOff, secondFactorOn, wrongCode, wrongFirstCode } from '#identity/server/problems.ts'
import { renew } from '#identity/server/sessions/rotation.ts'
import { record } from '#identity/server/sessions/trail.ts'
import { codeTries, takeTry } from '#identity/server/sessions/visitor.ts'

const issuer = 'Yapa'
const placeOf = (personId: string): string => `identity.person.totp.${personId}`

/** A code of the authenticator or one of the recovery codes; either opens once. */
export async function checkSecondFactor(ctx: PlatformCtx, account: store.AccountRow, code: string): Promise<boolean> {
  if (account.totpSecret === null) return false
  const recovery = matchRecoveryCode(code, account.recoveryHashes)
  if (recovery !== null) return store.useRecoveryHash(ctx, account.id, recovery)
  const secret = await ctx.crypto.decrypt(ctx, account.totpSecret, placeOf(account.id))
  const match = matchTotp(secret, code, { now: ctx.now, lastStep: account.totpLastStep })
  return match !== null && store.useTotpStep(ctx, account.id, match.step)
}

/** A secret to scan. It counts for nothing until a code made with it was typed. */
export async function enrol(ctx: PlatformCtx, input: { password: string }): Promise<SecondFactorEnrolment> {
  const account = await ownAccount(ctx)
  if (account.totpSecret !== null) throw secondFactorOn()
  await verifyOwnPassword(ctx, account, input.password)
  const secret = newTotpSecret()
  await store.setPendingTotp(ctx, account.id, await ctx.crypto.encrypt(ctx, secret, placeOf(account.id)))
  return { secret, uri: totpUri({ issuer, account: account.email, secret }) }
}

export async function confirm(ctx: PlatformCtx, input: { code: string }): Promise<RecoveryCodes> {
  const account = await ownAccount(ctx)
  if (account.totpSecret !== null) throw secondFactorOn()
  if (account.totpPending === null) throw secondFactorOff()
  await takeTry(ctx, codeTries, account.id)
  const secret = await ctx.crypto.decrypt(ctx, account.totpPending, placeOf(account.id))
  const match = matchTotp(secret, input.code, { now: ctx.now, lastStep: null })
  if (!match) throw wrongFirstCode()
  const { codes, hashes } = newRecoveryCodes()
  if (!(await store.confirmTotp(ctx, account.id, { pending: account.totpPending, step: match.step, recoveryHashes: hashes })))
    throw wrongFirstCode()
  await forgive(ctx.sql, { bucket: codeTries.bucket, key: account.id })
  await renewAccess(ctx, account, 'identity.second-factor.enabled', true)
  return { codes }
}

export async function disable(ctx: PlatformCtx, input: { password: string; code: string }): Promise<Record<never, never>> {
  const account = await provenOwner(ctx, input)
  await store.removeTotp(ctx, account.id)
  await renewAccess(ctx, account, 'identity.second-factor.disabled', false)
  return {}
}

export async function renewRecoveryCodes(ctx: PlatformCtx, input: { password: string; code: string }): Promise<RecoveryCodes> {
  const account = await provenOwner(ctx, input)
  const { codes, hashes } = newRecoveryCodes()
  await store.setRecoveryHashes(ctx, account.id, hashes)
  await record(ctx, account, 'identity.recovery-codes.renewed')
  return { codes }
}

async function provenOwner(ctx: PlatformCtx, input: { password: string; code: string }): Promise<store.AccountRow> {
  const account = await ownAccount(ctx)
  if (account.totpSecret === null) throw secondFactorOff()
  await verifyOwnPassword(ctx, account, input.password)
  await takeTry(ctx, codeTries, account.id)
  if (!(await checkSecondFactor(ctx, account, input.code))) throw wrongCode()
  await forgive(ctx.sql, { bucket: codeTries.bucket, key: account.id })
  return account
}

async function renewAccess(ctx: PlatformCtx, account: store.AccountRow, action: string, secondFactor: boolean): Promise<void> {
  if (ctx.person) await renew(ctx, ctx.person.sessionId, { secondFactor })
  await record(ctx, account, action)
  await tellAccountChanged(ctx, account, secondFactor ? 'second_factor_on' : 'second_factor_off')
}
