import type { PlatformCtx } from '#kernel/ctx.ts'
import type { Account, UpdateAccount } from '#identity/contract/person.ts'
import * as store from '#identity/server/accounts/accounts.store.ts'
import { ownAccount } from '#identity/server/accounts/own-account.ts'
import { record } from '#identity/server/sessions/trail.ts'

export async function get(ctx: PlatformCtx): Promise<Account> {
  return shown(await ownAccount(ctx))
}

export async function update(ctx: PlatformCtx, input: UpdateAccount): Promise<Account> {
  const before = await ownAccount(ctx)
  await store.update(ctx, before.id, input)
  const after = await ownAccount(ctx)
  // Colleagues read the name; how one's own screen looks is nobody's business.
  if (after.name !== before.name) await record(ctx, after, 'identity.person.renamed', { name: after.name })
  return shown(after)
}

const shown = (row: store.AccountRow): Account => ({
  id: row.id,
  name: row.name,
  email: row.email,
  locale: row.locale,
  theme: row.theme,
  density: row.density,
  hasSecondFactor: row.totpSecret !== null,
  recoveryCodesLeft: row.recoveryHashes.length,
  passwordChangedAt: row.passwordChangedAt,
})
