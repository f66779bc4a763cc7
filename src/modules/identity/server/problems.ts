import { problem } from '#kernel/problem.ts'

// The door. One answer for an unknown address and a wrong password.
export const wrongCredentials = problem('identity.wrong_credentials', 403)
export const wrongCode = problem('identity.wrong_code', 403)
export const wrongFirstCode = problem('identity.wrong_first_code', 403)
export const challengeOver = problem('identity.challenge_over', 410)
export const linkOver = problem('identity.link_over', 410)
export const secondFactorRequired = problem('identity.second_factor_required', 422)
export const alreadySetUp = problem('identity.already_set_up', 409)
export const accountExists = problem('identity.account_exists', 409)
export const signInAs = problem<{ email: string }>('identity.sign_in_as', 403)

// One's own account
export const wrongPassword = problem('identity.wrong_password', 403)
export const weakPassword = problem<{ weakness: string; issues: { path: string; message: string }[] }>('identity.weak_password', 422)
export const secondFactorOn = problem('identity.second_factor_on', 409)
export const secondFactorOff = problem('identity.second_factor_off', 409)
export const secondFactorFirst = problem('identity.second_factor_first', 409)
export const ownersOnly = problem('identity.owners_only', 403)

// People and their rights
export const alreadyMember = problem('identity.already_member', 409)
export const alreadyInvited = problem('identity.already_invited', 409)
export const lastOwner = problem('identity.last_owner', 409)
export const notYourself = problem('identity.not_yourself', 409)
export const beyondOwnRights = problem<{ permissions: string[] }>('identity.beyond_own_rights', 403)
export const unknownPermission = problem<{ permission: string }>('identity.unknown_permission', 422)
export const unknownRole = problem('identity.unknown_role', 422)
export const unknownTeam = problem('identity.unknown_team', 422)
export const unknownMember = problem('identity.unknown_member', 422)
export const builtInRole = problem('identity.built_in_role', 409)
export const roleInUse = problem<{ members: number; invitations: number }>('identity.role_in_use', 409)

// Organization, brands, teams
export const nameTaken = problem<{ name: string }>('identity.name_taken', 409)
export const slugTaken = problem<{ slug: string }>('identity.slug_taken', 409)
export const mainBrandStays = problem('identity.main_brand_stays', 409)
export const defaultCalendarStays = problem('identity.default_calendar_stays', 409)
export const unknownBrand = problem('identity.unknown_brand', 422)
export const unknownFile = problem('identity.unknown_file', 422)
