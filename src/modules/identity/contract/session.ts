import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { BrandSummary, BrandTheme } from '#identity/contract/brand.ts'
import { Density, EmailInput, Locale, NewPassword, PersonName, SecondFactorCode, Theme, TypedPassword } from '#identity/contract/person.ts'
import { Organization } from '#identity/contract/organization.ts'
import { Preset } from '#identity/contract/role.ts'

/** Everything the browser needs to draw its first screen for the person who is signed in. */
export const Session = z.object({
  id: Id,
  person: z.object({ id: Id, name: z.string(), email: z.string(), locale: Locale, theme: Theme, density: Density }),
  /** Null until one is chosen, or when the person belongs to none any more. */
  organization: Organization.pick({
    id: true,
    name: true,
    slug: true,
    locale: true,
    zone: true,
    currency: true,
    country: true,
    isDemo: true,
  }).nullable(),
  organizations: z.array(z.object({ id: Id, name: z.string(), brandColor: z.string() })),
  /** The main brand first. */
  brands: z.array(BrandSummary),
  role: z.object({ id: Id, name: z.string(), preset: Preset.nullable() }).nullable(),
  permissions: z.array(z.string()),
  teamIds: z.array(Id),
  theme: BrandTheme,
  /** The organization asks for a second factor and this person has none yet: only the account page is open. */
  mustEnrolSecondFactor: z.boolean(),
  /** May open further organizations (owners only). */
  mayCreateOrganization: z.boolean(),
})
export type Session = z.infer<typeof Session>

export const LogIn = z.object({ email: EmailInput, password: TypedPassword })
export type LogIn = z.infer<typeof LogIn>

/** `challenge` (10 minutes, five tries) is answered with a code when the account has a second factor. */
export const LoggedIn = z.discriminatedUnion('step', [
  z.object({ step: z.literal('done') }),
  z.object({ step: z.literal('second-factor'), challenge: z.string() }),
])
export type LoggedIn = z.infer<typeof LoggedIn>

export const AnswerSecondFactor = z.object({ challenge: z.string().min(20).max(100), code: SecondFactorCode })
export type AnswerSecondFactor = z.infer<typeof AnswerSecondFactor>

/** A device that is signed in. */
export const OpenSession = z.object({
  id: Id,
  isCurrent: z.boolean(),
  /** `Chrome`, `Firefox`, ... or null when the agent says nothing known. */
  browser: z.string().nullable(),
  system: z.string().nullable(),
  ip: z.string(),
  createdAt: z.string(),
  seenAt: z.string(),
})
export type OpenSession = z.infer<typeof OpenSession>

export const ChangePassword = z.object({ current: TypedPassword, next: NewPassword })
export type ChangePassword = z.infer<typeof ChangePassword>

export const LinkToken = z.string().min(20).max(100)

export const RequestPasswordReset = z.object({ email: EmailInput })
export type RequestPasswordReset = z.infer<typeof RequestPasswordReset>

/** `code` is asked for (`identity.second_factor_required`) when the account has a second factor. */
export const ConfirmPasswordReset = z.object({ token: LinkToken, password: NewPassword, code: SecondFactorCode.optional() })
export type ConfirmPasswordReset = z.infer<typeof ConfirmPasswordReset>

export const EnrolSecondFactor = z.object({ password: TypedPassword })
export const SecondFactorEnrolment = z.object({
  /** Base32, for typing by hand. */
  secret: z.string(),
  /** `otpauth://totp/...`, for the QR code. */
  uri: z.string(),
})
export type SecondFactorEnrolment = z.infer<typeof SecondFactorEnrolment>
export const ConfirmSecondFactor = z.object({ code: SecondFactorCode })
export const DisableSecondFactor = z.object({ password: TypedPassword, code: SecondFactorCode })
/** Shown once. Each one opens the door once. */
export const RecoveryCodes = z.object({ codes: z.array(z.string()) })
export type RecoveryCodes = z.infer<typeof RecoveryCodes>

/** How the door looks before anybody is known. */
export const Entrance = z.object({
  needsSetUp: z.boolean(),
  /** False: letters with links wait in the outbox of an organization, for its owners to hand on. */
  hasMailServer: z.boolean(),
  face: z.object({ name: z.string(), color: z.string(), logoUrl: z.string().nullable(), theme: BrandTheme }).nullable(),
})
export type Entrance = z.infer<typeof Entrance>

/** Somebody new makes an account; somebody known signs in with the account they have. */
export const AcceptInvitation = z.object({
  token: LinkToken,
  newAccount: z.object({ name: PersonName, password: NewPassword, locale: Locale }).optional(),
})
export type AcceptInvitation = z.infer<typeof AcceptInvitation>
