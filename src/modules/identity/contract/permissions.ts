import { permission } from '#kernel/contract/declare.ts'

export const canManageOrganization = permission('identity.manage-organization')
export const canManageBrands = permission('identity.manage-brands')
export const canReadMembers = permission('identity.read-members')
export const canManageMembers = permission('identity.manage-members')
export const canManageTeams = permission('identity.manage-teams')
export const canManageRoles = permission('identity.manage-roles')
export const canManageCalendars = permission('identity.manage-calendars')
export const canManageApiKeys = permission('identity.manage-api-keys')
