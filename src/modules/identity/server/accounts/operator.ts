import type { Execute } from '#kernel/db/sql.ts'
import type { Passwords } from '#kernel/auth/passwords.ts'
import { translator } from '#kernel/i18n/messages.ts'
import * as store from '#identity/server/accounts/accounts.store.ts'
import { refuseWeak } from '#identity/server/accounts/own-account.ts'

/**
 * What the operator of the installation may do from its command line for somebody who is locked out: a new password, and
 * with `dropSecondFactor` an end to a lost telephone. All their sessions end. False when the address is unknown; throws
 * `identity.weak_password`.
 */
export async function resetPassword(
  operator: { sql: Execute; passwords: Passwords; now: Date },
  input: { email: string; password: string; dropSecondFactor?: boolean },
): Promise<boolean> {
  const account = await store.findByEmail(operator, input.email.trim().toLowerCase())
  if (!account) return false
  refuseWeak(translator(account.locale), 'password', input.password, account)
  await store.setPassword(operator, account.id, await operator.passwords.hash(input.password), null)
  if (input.dropSecondFactor) await store.removeTotp(operator, account.id)
  return true
}
