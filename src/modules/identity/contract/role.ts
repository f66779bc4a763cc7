import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'

/** Roles that every organization has. Their rights follow the version of the product; to change one, copy it. */
export const presets = ['owner', 'administrator', 'supervisor', 'team-agent', 'own-agent', 'reader'] as const
export const Preset = z.enum(presets)
export type Preset = z.infer<typeof Preset>

export const PermissionCode = z.string().regex(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/)

export const RoleName = z.string().trim().min(1).max(60)

export const Role = z.object({
  id: Id,
  name: z.string(),
  /** Null for the roles that the organization made itself. */
  preset: Preset.nullable(),
  permissions: z.array(z.string()),
  memberCount: z.int(),
  version: z.int(),
})
export type Role = z.infer<typeof Role>

export const CreateRole = z.object({ name: RoleName, permissions: z.array(PermissionCode).max(500) })
export type CreateRole = z.infer<typeof CreateRole>

export const UpdateRole = z.object({ id: Id, name: RoleName.optional(), permissions: z.array(PermissionCode).max(500).optional() })
export type UpdateRole = z.infer<typeof UpdateRole>

/** Every right of the installation, by module. `mayGrant`: the caller holds it and so may hand it on. */
export const PermissionEntry = z.object({ code: z.string(), module: z.string(), mayGrant: z.boolean() })
export type PermissionEntry = z.infer<typeof PermissionEntry>
