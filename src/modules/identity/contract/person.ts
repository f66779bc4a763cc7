import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'

export const Locale = z.enum(['es', 'en', 'pt'])

/** What a caller types as an address: trimmed and in lower case, because that is how an account is found. */
export const EmailInput = z.string().trim().toLowerCase().max(254).regex(z.regexes.email, 'kernel.fields.email')

/** A new secret: 10 to 200 characters, any character. Too common ones are refused by the server (`identity.weak_password`). */
export const NewPassword = z.string().min(10).max(200)

/** A secret as typed at the door: only bounded, so that the answer never tells which rule it broke. */
export const TypedPassword = z.string().min(1).max(200)

/** Six digits of an authenticator, or a recovery code. */
export const SecondFactorCode = z.string().trim().min(6).max(40)

export const PersonName = z.string().trim().min(1).max(120)

export const Theme = z.enum(['light', 'dark', 'system'])
export const Density = z.enum(['comfortable', 'normal', 'compact'])

/** One's own account, as its owner sees it. */
export const Account = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  locale: Locale,
  theme: Theme,
  density: Density,
  hasSecondFactor: z.boolean(),
  recoveryCodesLeft: z.int().min(0),
  passwordChangedAt: z.string(),
})
export type Account = z.infer<typeof Account>

export const UpdateAccount = z.object({
  name: PersonName.optional(),
  locale: Locale.optional(),
  theme: Theme.optional(),
  density: Density.optional(),
})
export type UpdateAccount = z.infer<typeof UpdateAccount>

/** Somebody to assign work to or to mention: no address, no role. */
export const Colleague = z.object({ id: Id, name: z.string(), teamIds: z.array(Id), isActive: z.boolean() })
export type Colleague = z.infer<typeof Colleague>

export const MemberStatus = z.enum(['active', 'suspended'])

/** A person inside the organization in use. */
export const Member = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  status: MemberStatus,
  roleId: Id,
  roleName: z.string(),
  isOwner: z.boolean(),
  teamIds: z.array(Id),
  hasSecondFactor: z.boolean(),
  lastSeenAt: z.string().nullable(),
  joinedAt: z.string(),
  version: z.int(),
})
export type Member = z.infer<typeof Member>

export const UpdateMember = z.object({
  id: Id,
  roleId: Id.optional(),
  status: MemberStatus.optional(),
  teamIds: z.array(Id).max(100).optional(),
})
export type UpdateMember = z.infer<typeof UpdateMember>
