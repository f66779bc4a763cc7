import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { PermissionCode } from '#identity/contract/role.ts'

/** A programme's way in. The secret is shown once, at creation; here only its beginning. */
export const ApiKey = z.object({
  id: Id,
  name: z.string(),
  /** The first characters of the secret, to tell one key from another. */
  prefix: z.string(),
  permissions: z.array(z.string()),
  createdByName: z.string().nullable(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
})
export type ApiKey = z.infer<typeof ApiKey>

export const CreateApiKey = z.object({
  name: z.string().trim().min(1).max(60),
  permissions: z.array(PermissionCode).min(1).max(500),
  /** Null: until it is revoked. */
  expiresInDays: z.int().min(1).max(3650).nullable(),
})
export type CreateApiKey = z.infer<typeof CreateApiKey>

export const CreatedApiKey = z.object({ key: ApiKey, secret: z.string() })
export type CreatedApiKey = z.infer<typeof CreatedApiKey>
