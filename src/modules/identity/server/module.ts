import * as api from '#identity/contract/api.ts'
import * as calendarApi from '#identity/contract/calendar-api.ts'
import * as events from '#identity/contract/events.ts'
import * as noticeApi from '#identity/contract/notice-api.ts'
import {
  canManageApiKeys,
  canManageBrands,
  canManageCalendars,
  canManageMembers,
  canManageOrganization,
  canManageRoles,
  canManageTeams,
  canReadMembers,
} from '#identity/contract/permissions.ts'
import { defineModule, serve, servePlatform } from '#kernel/module.ts'
import * as accounts from '#identity/server/accounts/accounts.ts'
import * as passwords from '#identity/server/accounts/passwords.ts'
import * as secondFactor from '#identity/server/accounts/second-factor.ts'
import * as apiKeys from '#identity/server/api-keys/api-keys.ts'
import * as brands from '#identity/server/brands/brands.ts'
import * as colorPreview from '#identity/server/brands/color-preview.ts'
import * as calendars from '#identity/server/calendars/calendars.ts'
import * as logo from '#identity/server/brands/logo.ts'
import * as acceptance from '#identity/server/members/acceptance.ts'
import * as invitations from '#identity/server/members/invitations.ts'
import * as members from '#identity/server/members/members.ts'
import * as notices from '#identity/server/notices/notices.ts'
import * as organizations from '#identity/server/organizations/organizations.ts'
import * as setup from '#identity/server/organizations/setup.ts'
import { impersonal, personalData } from '#identity/server/personal-data.ts'
import * as roles from '#identity/server/roles/roles.ts'
import * as door from '#identity/server/sessions/door.ts'
import * as sessions from '#identity/server/sessions/sessions.ts'
import * as teams from '#identity/server/teams/teams.ts'

export default defineModule({
  name: 'identity',
  needs: [],
  permissions: [
    canReadMembers,
    canManageMembers,
    canManageTeams,
    canManageRoles,
    canManageBrands,
    canManageOrganization,
    canManageCalendars,
    canManageApiKeys,
  ],
  events: Object.values(events),
  routes: [
    servePlatform(api.getEntrance, setup.entrance),
    servePlatform(api.previewColor, colorPreview.preview),
    servePlatform(api.getSetUp, setup.isNeeded),
    servePlatform(api.setUp, setup.setUp),
    servePlatform(api.logIn, door.logIn),
    servePlatform(api.answerSecondFactor, door.answerSecondFactor),
    servePlatform(api.logOut, door.logOut),
    servePlatform(api.requestPasswordReset, passwords.requestReset),
    servePlatform(api.confirmPasswordReset, passwords.confirmReset),
    servePlatform(api.previewInvitation, acceptance.preview),
    servePlatform(api.acceptInvitation, acceptance.accept),

    servePlatform(api.getSession, sessions.get),
    servePlatform(api.useOrganization, door.useOrganization),
    servePlatform(api.getAccount, accounts.get),
    servePlatform(api.updateAccount, accounts.update),
    servePlatform(api.changePassword, passwords.change),
    servePlatform(api.enrolSecondFactor, secondFactor.enrol),
    servePlatform(api.confirmSecondFactor, secondFactor.confirm),
    servePlatform(api.disableSecondFactor, secondFactor.disable),
    servePlatform(api.renewRecoveryCodes, secondFactor.renewRecoveryCodes),
    servePlatform(api.listSessions, sessions.list),
    servePlatform(api.revokeSession, sessions.revoke),
    servePlatform(api.revokeOtherSessions, sessions.revokeOthers),
    servePlatform(api.createOrganization, organizations.create),

    serve(api.getOrganization, organizations.get),
    serve(api.updateOrganization, organizations.update),
    serve(api.listColleagues, members.listColleagues),
    serve(api.listBrands, brands.list),
    serve(api.getBrand, brands.get),
    serve(api.createBrand, (ctx, input) => brands.create(ctx, input)),
    serve(api.updateBrand, brands.update),
    serve(api.removeBrand, brands.remove),
    serve(api.uploadLogo, logo.upload),
    serve(calendarApi.listCalendars, calendars.list),
    serve(calendarApi.getCalendar, calendars.get),
    serve(calendarApi.createCalendar, calendars.create),
    serve(calendarApi.updateCalendar, calendars.update),
    serve(calendarApi.removeCalendar, calendars.remove),
    serve(api.listTeams, teams.list),
    serve(api.createTeam, teams.create),
    serve(api.updateTeam, teams.update),
    serve(api.removeTeam, teams.remove),
    serve(api.listPermissions, roles.listPermissions),
    serve(api.listRoles, roles.list),
    serve(api.createRole, roles.create),
    serve(api.updateRole, roles.update),
    serve(api.removeRole, roles.remove),
    serve(api.listMembers, members.list),
    serve(api.getMember, members.get),
    serve(api.updateMember, members.update),
    serve(api.removeMember, members.remove),
    serve(api.listInvitations, invitations.list),
    serve(api.createInvitation, invitations.create),
    serve(api.resendInvitation, invitations.resend),
    serve(api.revokeInvitation, invitations.revoke),
    serve(api.listApiKeys, apiKeys.list),
    serve(api.createApiKey, apiKeys.create),
    serve(api.revokeApiKey, apiKeys.revoke),

    serve(noticeApi.listNotices, notices.list),
    serve(noticeApi.countNotices, notices.count),
    serve(noticeApi.readNotices, notices.read),
  ],
  jobs: [notices.forgetNotices],
  schedules: [{ name: 'identity.forget-notices', everySeconds: 24 * 3600, job: notices.forgetNotices, per: 'organization' }],
  live: notices.noticeLives,
  topics: [notices.noticeTopic],
  platformTables: {
    'identity.person': 'One account may belong to several organizations.',
    'identity.session': 'It is looked up before anybody knows whose it is, and outlives a change of organization.',
    'identity.login_challenge': 'The step between the password and the second factor belongs to a person.',
    'identity.password_reset': 'A forgotten password belongs to a person.',
    'identity.slug': 'A short name in an address is unique in the installation.',
    'identity.installation': 'Whether the first run is over concerns the installation.',
  },
  personalData,
  impersonal,
})
