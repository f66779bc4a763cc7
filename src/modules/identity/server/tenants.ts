/** What the application itself asks, and no module does: to lay out an organization with its people, and to go through all of them. */
import type { Ctx } from '#kernel/ctx.ts'
import type { Execute } from '#kernel/db/sql.ts'
import type { Locale } from '#kernel/i18n/translate.ts'
import type { Calendar, CreateCalendar, UpdateCalendar } from '#identity/contract/calendar.ts'
import type { CreateTeam, Team } from '#identity/contract/team.ts'
import * as calendarList from '#identity/server/calendars/calendars.ts'
import { enter, type NewPerson } from '#identity/server/members/newcomer.ts'
import * as organizations from '#identity/server/organizations/organizations.ts'
import * as organizationStore from '#identity/server/organizations/organizations.store.ts'
import * as teamList from '#identity/server/teams/teams.ts'

/**
 * Makes the organization `ctx.org` (a fresh id: open a transaction in it) with its first brand and the built-in roles.
 * It has no people yet: `createPerson` adds the owner.
 */
export const createOrganization = (ctx: Ctx, input: organizations.NewTenant): Promise<organizations.MadeTenant> =>
  organizations.layOut(ctx, input)

/** A new account that belongs to this organization. Throws `identity.account_exists` and `identity.weak_password` (not in demos). */
export const createPerson = (ctx: Ctx, input: NewPerson): Promise<{ personId: string }> => enter(ctx, input)

export const createTeam = (ctx: Ctx, input: CreateTeam): Promise<Team> => teamList.create(ctx, input)

export const createCalendar = (ctx: Ctx, input: CreateCalendar): Promise<Calendar> => calendarList.create(ctx, input)

export const updateCalendar = (ctx: Ctx, input: UpdateCalendar): Promise<Calendar> => calendarList.update(ctx, input)

/** Language and zone of an organization, as the platform. */
export const settingsOf = (platform: Execute, org: string): Promise<{ locale: Locale; zone: string }> =>
  organizations.settingsOf(platform, org)

/** Every organization of the installation, as the platform. */
export const organizationIds = (platform: Execute): Promise<string[]> => organizationStore.allIds(platform)
