import { z } from 'zod'
import { anyone, endpoint, member, signedIn } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Listing, pageOf } from '#kernel/contract/page.ts'
import { ApiKey, CreateApiKey, CreatedApiKey } from '#identity/contract/api-key.ts'
import { Brand, CreateBrand, UpdateBrand, UploadedLogo, ColorPreview } from '#identity/contract/brand.ts'
import { CreateInvitation, Invitation, InvitationPreview, SentInvitation } from '#identity/contract/invitation.ts'
import { CreateOrganization, Organization, SetUp, Slug, UpdateOrganization } from '#identity/contract/organization.ts'
import { Account, Colleague, Member, UpdateAccount, UpdateMember } from '#identity/contract/person.ts'
import {
  canManageApiKeys,
  canManageBrands,
  canManageMembers,
  canManageOrganization,
  canManageRoles,
  canManageTeams,
  canReadMembers,
} from '#identity/contract/permissions.ts'
import { CreateRole, PermissionEntry, Role, UpdateRole } from '#identity/contract/role.ts'
import {
  AcceptInvitation,
  AnswerSecondFactor,
  ChangePassword,
  ConfirmPasswordReset,
  ConfirmSecondFactor,
  DisableSecondFactor,
  EnrolSecondFactor,
  Entrance,
  LinkToken,
  LoggedIn,
  LogIn,
  OpenSession,
  RecoveryCodes,
  RequestPasswordReset,
  SecondFactorEnrolment,
  Session,
} from '#identity/contract/session.ts'
import { CreateTeam, Team, UpdateTeam } from '#identity/contract/team.ts'

const none = z.object({})
const one = z.object({ id: Id })
const all = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })

// The door
export const getEntrance = endpoint({
  method: 'GET',
  path: '/entrance',
  permission: anyone,
  input: z.object({ organization: Slug.optional() }),
  output: Entrance,
})
/** Computed, not stored: while somebody chooses. The colour without its `#`. */
export const previewColor = endpoint({
  method: 'GET',
  path: '/brand-themes/:color',
  permission: anyone,
  input: z.object({ color: z.string().regex(/^[0-9a-f]{6}$/) }),
  output: ColorPreview,
})
export const getSetUp = endpoint({
  method: 'GET',
  path: '/setup',
  permission: anyone,
  input: none,
  output: z.object({ needed: z.boolean() }),
})
export const setUp = endpoint({
  method: 'POST',
  path: '/setup',
  permission: anyone,
  input: SetUp,
  output: z.object({ organizationId: Id }),
})
export const logIn = endpoint({ method: 'POST', path: '/session', permission: anyone, input: LogIn, output: LoggedIn })
export const answerSecondFactor = endpoint({
  method: 'POST',
  path: '/session/second-factor',
  permission: anyone,
  input: AnswerSecondFactor,
  output: LoggedIn,
})
export const logOut = endpoint({ method: 'DELETE', path: '/session', permission: anyone, input: none, output: none })
export const requestPasswordReset = endpoint({
  method: 'POST',
  path: '/password-resets',
  permission: anyone,
  input: RequestPasswordReset,
  output: none,
})
export const confirmPasswordReset = endpoint({
  method: 'POST',
  path: '/password-resets/confirmations',
  permission: anyone,
  input: ConfirmPasswordReset,
  output: none,
})
export const previewInvitation = endpoint({
  method: 'POST',
  path: '/invitation-previews',
  permission: anyone,
  input: z.object({ token: LinkToken }),
  output: InvitationPreview,
})
export const acceptInvitation = endpoint({
  method: 'POST',
  path: '/invitation-acceptances',
  permission: anyone,
  input: AcceptInvitation,
  output: z.object({ organizationId: Id }),
})

// The person who is signed in
export const getSession = endpoint({ method: 'GET', path: '/session', permission: signedIn, input: none, output: Session })
export const useOrganization = endpoint({
  method: 'PUT',
  path: '/session/organization',
  permission: signedIn,
  input: z.object({ organizationId: Id }),
  output: none,
})
export const getAccount = endpoint({ method: 'GET', path: '/account', permission: signedIn, input: none, output: Account })
export const updateAccount = endpoint({ method: 'PATCH', path: '/account', permission: signedIn, input: UpdateAccount, output: Account })
export const changePassword = endpoint({
  method: 'PUT',
  path: '/account/password',
  permission: signedIn,
  input: ChangePassword,
  output: none,
})
export const enrolSecondFactor = endpoint({
  method: 'POST',
  path: '/account/second-factor',
  permission: signedIn,
  input: EnrolSecondFactor,
  output: SecondFactorEnrolment,
})
export const confirmSecondFactor = endpoint({
  method: 'PUT',
  path: '/account/second-factor',
  permission: signedIn,
  input: ConfirmSecondFactor,
  output: RecoveryCodes,
})
export const disableSecondFactor = endpoint({
  method: 'POST',
  path: '/account/second-factor/removals',
  permission: signedIn,
  input: DisableSecondFactor,
  output: none,
})
export const renewRecoveryCodes = endpoint({
  method: 'POST',
  path: '/account/recovery-codes',
  permission: signedIn,
  input: DisableSecondFactor,
  output: RecoveryCodes,
})
export const listSessions = endpoint({
  method: 'GET',
  path: '/account/sessions',
  permission: signedIn,
  input: none,
  output: all(OpenSession),
})
export const revokeSession = endpoint({ method: 'DELETE', path: '/account/sessions/:id', permission: signedIn, input: one, output: none })
export const revokeOtherSessions = endpoint({
  method: 'DELETE',
  path: '/account/sessions',
  permission: signedIn,
  input: none,
  output: z.object({ revoked: z.int() }),
})
export const createOrganization = endpoint({
  method: 'POST',
  path: '/organizations',
  permission: signedIn,
  input: CreateOrganization,
  output: z.object({ organizationId: Id }),
})

// The organization in use
export const getOrganization = endpoint({ method: 'GET', path: '/organization', permission: member, input: none, output: Organization })
export const updateOrganization = endpoint({
  method: 'PATCH',
  path: '/organization',
  permission: canManageOrganization,
  input: UpdateOrganization,
  output: Organization,
  versioned: true,
})
export const listColleagues = endpoint({ method: 'GET', path: '/colleagues', permission: member, input: none, output: all(Colleague) })

export const listBrands = endpoint({ method: 'GET', path: '/brands', permission: member, input: none, output: all(Brand) })
export const getBrand = endpoint({ method: 'GET', path: '/brands/:id', permission: member, input: one, output: Brand })
export const createBrand = endpoint({ method: 'POST', path: '/brands', permission: canManageBrands, input: CreateBrand, output: Brand })
export const updateBrand = endpoint({
  method: 'PATCH',
  path: '/brands/:id',
  permission: canManageBrands,
  input: UpdateBrand,
  output: Brand,
  versioned: true,
})
export const removeBrand = endpoint({ method: 'DELETE', path: '/brands/:id', permission: canManageBrands, input: one, output: none })

/** PNG, JPEG, WebP, GIF or AVIF (multipart, one part), at most 2 MiB. */
export const uploadLogo = endpoint({
  method: 'POST',
  path: '/brand-logos',
  permission: canManageBrands,
  input: none,
  output: UploadedLogo,
  accepts: 'file',
  bodyLimit: 3 * 1024 * 1024,
})

export const listTeams = endpoint({ method: 'GET', path: '/teams', permission: member, input: none, output: all(Team) })
export const createTeam = endpoint({ method: 'POST', path: '/teams', permission: canManageTeams, input: CreateTeam, output: Team })
export const updateTeam = endpoint({
  method: 'PATCH',
  path: '/teams/:id',
  permission: canManageTeams,
  input: UpdateTeam,
  output: Team,
  versioned: true,
})
export const removeTeam = endpoint({ method: 'DELETE', path: '/teams/:id', permission: canManageTeams, input: one, output: none })

export const listPermissions = endpoint({
  method: 'GET',
  path: '/permissions',
  permission: member,
  input: none,
  output: all(PermissionEntry),
})
export const listRoles = endpoint({ method: 'GET', path: '/roles', permission: canReadMembers, input: none, output: all(Role) })
export const createRole = endpoint({ method: 'POST', path: '/roles', permission: canManageRoles, input: CreateRole, output: Role })
export const updateRole = endpoint({
  method: 'PATCH',
  path: '/roles/:id',
  permission: canManageRoles,
  input: UpdateRole,
  output: Role,
  versioned: true,
})
export const removeRole = endpoint({ method: 'DELETE', path: '/roles/:id', permission: canManageRoles, input: one, output: none })

export const listMembers = endpoint({ method: 'GET', path: '/members', permission: canReadMembers, input: Listing, output: pageOf(Member) })
export const getMember = endpoint({ method: 'GET', path: '/members/:id', permission: canReadMembers, input: one, output: Member })
export const updateMember = endpoint({
  method: 'PATCH',
  path: '/members/:id',
  permission: canManageMembers,
  input: UpdateMember,
  output: Member,
  versioned: true,
})
export const removeMember = endpoint({ method: 'DELETE', path: '/members/:id', permission: canManageMembers, input: one, output: none })

export const listInvitations = endpoint({
  method: 'GET',
  path: '/invitations',
  permission: canReadMembers,
  input: none,
  output: all(Invitation),
})
export const createInvitation = endpoint({
  method: 'POST',
  path: '/invitations',
  permission: canManageMembers,
  input: CreateInvitation,
  output: SentInvitation,
})
export const resendInvitation = endpoint({
  method: 'POST',
  path: '/invitations/:id/resends',
  permission: canManageMembers,
  input: one,
  output: SentInvitation,
})
export const revokeInvitation = endpoint({
  method: 'DELETE',
  path: '/invitations/:id',
  permission: canManageMembers,
  input: one,
  output: none,
})

export const listApiKeys = endpoint({ method: 'GET', path: '/api-keys', permission: canManageApiKeys, input: none, output: all(ApiKey) })
export const createApiKey = endpoint({
  method: 'POST',
  path: '/api-keys',
  permission: canManageApiKeys,
  input: CreateApiKey,
  output: CreatedApiKey,
})
export const revokeApiKey = endpoint({ method: 'DELETE', path: '/api-keys/:id', permission: canManageApiKeys, input: one, output: none })
