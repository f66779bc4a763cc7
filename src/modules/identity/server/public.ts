import type { Ctx } from '#kernel/ctx.ts'
import type { WorkingHours } from '#kernel/contract/business-time.ts'
import type { Brand } from '#identity/contract/brand.ts'
import { calendarFor, hoursOf, type Calendar } from '#identity/contract/calendar.ts'
import type { Organization } from '#identity/contract/organization.ts'
import type { Colleague } from '#identity/contract/person.ts'
import type { Team } from '#identity/contract/team.ts'
import * as brandList from '#identity/server/brands/brands.ts'
import * as calendarList from '#identity/server/calendars/calendars.ts'
import * as memberStore from '#identity/server/members/members.store.ts'
import { tell, type Telling } from '#identity/server/notices/notices.ts'
import * as organizations from '#identity/server/organizations/organizations.ts'
import { accessOf, type Access } from '#identity/server/roles/access.ts'
import * as teamList from '#identity/server/teams/teams.ts'

/** The organization of this context: its name, language, zone, currency, country, and whether it is a demo. */
export const organization = (ctx: Ctx): Promise<Organization> => organizations.get(ctx)

/** All brands, the main one first. */
export const brands = async (ctx: Ctx): Promise<Brand[]> => (await brandList.list(ctx)).items

export const teams = async (ctx: Ctx): Promise<Team[]> => (await teamList.list(ctx)).items

/** Working hours, the default ones first. */
export const calendars = async (ctx: Ctx): Promise<Calendar[]> => (await calendarList.list(ctx)).items

/** The working hours that a brand goes by (`null`: the organization's), for the rules of `#kernel/contract/business-time.ts`. */
export const workingHours = async (ctx: Ctx, brandId: string | null): Promise<WorkingHours | undefined> =>
  (await workingHoursByBrand(ctx))(brandId)

/** The same for who asks of several brands: one question, and the same hours for every time that it is asked of a brand. */
export async function workingHoursByBrand(ctx: Ctx): Promise<(brandId: string | null) => WorkingHours | undefined> {
  const all = await calendars(ctx)
  const known = new Map<string | null, WorkingHours | undefined>()
  return (brandId) => {
    if (!known.has(brandId)) {
      const calendar = calendarFor(all, brandId)
      known.set(brandId, calendar && hoursOf(calendar))
    }
    return known.get(brandId)
  }
}

/** Names of people by id, also of those who left. Ids of nobody are absent. */
export const people = (ctx: Ctx, ids: readonly string[]): Promise<{ id: string; name: string }[]> => memberStore.names(ctx, ids)

/** Everybody who is here now, with their teams; `isActive` is false for the suspended. */
export const colleagues = (ctx: Ctx): Promise<Colleague[]> => memberStore.colleagues(ctx)

/** Everybody who is active here, with the address they sign in with, their teams and what they may do. */
export const access = (ctx: Ctx): Promise<Access[]> => accessOf(ctx)

/** Tells people something personally (the bell of the staff app). The same `key` tells nobody twice; whoever acts is not told. */
export const notify = (ctx: Ctx, telling: Telling): Promise<void> => tell(ctx, telling)
