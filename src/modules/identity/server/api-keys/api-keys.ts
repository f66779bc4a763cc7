import type { Ctx } from '#kernel/ctx.ts'
import { notFound } from '#kernel/problem.ts'
import type { ApiKey, CreateApiKey, CreatedApiKey } from '#identity/contract/api-key.ts'
import * as store from '#identity/server/api-keys/api-keys.store.ts'
import { refuseBeyondOwn, refuseUnknown } from '#identity/server/roles/grants.ts'
import { newKeySecret } from '#identity/server/sessions/link-token.ts'

const dayMs = 86_400_000

export const list = async (ctx: Ctx): Promise<{ items: ApiKey[] }> => ({ items: await store.list(ctx) })

/** The answer is the only place where the secret is ever seen. */
export async function create(ctx: Ctx, input: CreateApiKey): Promise<CreatedApiKey> {
  refuseUnknown(ctx, input.permissions)
  refuseBeyondOwn(ctx, input.permissions)
  const { secret, hash, prefix } = newKeySecret(ctx.org)
  const id = ctx.newId()
  const permissions = [...new Set(input.permissions)].toSorted()
  const expiresAt = input.expiresInDays === null ? null : new Date(ctx.now.getTime() + input.expiresInDays * dayMs).toISOString()
  const createdBy = ctx.actor.kind === 'user' ? ctx.actor.id : null
  await store.insert(ctx, { id, name: input.name, prefix, secretHash: hash, permissions, createdBy, expiresAt })
  ctx.audit({ action: 'identity.api-key.created', subject: { kind: 'api-key', id, name: input.name }, after: { permissions, expiresAt } })
  const key = await store.find(ctx, id)
  if (!key) throw notFound()
  return { key, secret }
}

export async function revoke(ctx: Ctx, input: { id: string }): Promise<Record<never, never>> {
  const key = await store.find(ctx, input.id)
  if (!key) throw notFound()
  if (!(await store.revoke(ctx, input.id))) return {}
  await store.announceRevoked(ctx)
  ctx.audit({ action: 'identity.api-key.revoked', subject: { kind: 'api-key', id: key.id, name: key.name } })
  return {}
}
