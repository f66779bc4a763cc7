import { forgive } from '#kernel/auth/throttle.ts'
import type { PlatformCtx } from '#kernel/ctx.ts'
import { translator } from '#kernel/i18n/messages.ts'
import * as store from '#identity/server/accounts/accounts.store.ts'
import { refuseWeak } from '#identity/server/accounts/own-account.ts'
import { record } from '#identity/server/sessions/trail.ts'
import { accountTries, codeTries } from '#identity/server/sessions/visitor.ts'

/**
 * What the operator of the installation may do from its command line for somebody who is locked out: a new password, which
 * opens at once however often the old one was guessed, and with `dropSecondFactor` an end to a lost telephone. All their
 * sessions end. Undefined when the address is unknown; throws `identity.weak_password`.
 */
export async function resetPassword(
  operator: Pick<PlatformCtx, 'sql' | 'passwords' | 'now' | 'inOrg'>,
  input: { email: string; password: string; dropSecondFactor?: boolean },
): Promise<{ hasSecondFactor: boolean } | undefined> {
  const account = await store.findByEmail(operator, input.email.trim().toLowerCase())
  if (!account) return undefined
  refuseWeak(translator(account.locale), 'password', input.password, account)
  await store.setPassword(operator, account.id, await operator.passwords.hash(input.password), null)
  await forgive(operator.sql, { bucket: accountTries.bucket, key: account.email })
  await record(operator, account, 'identity.password.reset')
  if (account.totpSecret === null || !input.dropSecondFactor) return { hasSecondFactor: account.totpSecret !== null }
  await store.removeTotp(operator, account.id)
  await forgive(operator.sql, { bucket: codeTries.bucket, key: account.id })
  await record(operator, account, 'identity.second-factor.disabled')
  return { hasSecondFactor: false }
}
