import type { PlatformCtx } from '#kernel/ctx.ts'
import { forgive } from '#kernel/auth/throttle.ts'
import { passwordWeakness } from '#kernel/auth/password-weakness.ts'
import type { Translate } from '#kernel/i18n/translate.ts'
import { unauthenticated } from '#kernel/problem.ts'
import * as store from '#identity/server/accounts/accounts.store.ts'
import { weakPassword, wrongPassword } from '#identity/server/problems.ts'
import { passwordChecks, personOf, takeTry } from '#identity/server/sessions/visitor.ts'

export async function ownAccount(ctx: PlatformCtx): Promise<store.AccountRow> {
  const account = await store.find(ctx, personOf(ctx).id)
  if (!account) throw unauthenticated()
  return account
}

/** An open session alone is not enough for what would lock its owner out: somebody may have found the computer unlocked. */
export async function verifyOwnPassword(ctx: PlatformCtx, account: store.AccountRow, password: string): Promise<void> {
  await takeTry(ctx, passwordChecks, account.id)
  if (!(await ctx.passwords.verify(password, account.passwordHash))) throw wrongPassword()
  await forgive(ctx.sql, { bucket: passwordChecks.bucket, key: account.id })
}

/** `path` is the field of the caller's input, so that the reason stands beside it. */
export function refuseWeak(t: Translate, path: string, password: string, person: { email: string; name: string }): void {
  const weakness = passwordWeakness(password, person)
  if (weakness !== null) throw weakPassword({ weakness, issues: [{ path, message: t(`kernel.password.${weakness}`) }] })
}
