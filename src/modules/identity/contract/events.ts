import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { BrandSummary } from '#identity/contract/brand.ts'
import { LineOfBusiness } from '#identity/contract/organization.ts'
import { Notice } from '#identity/contract/notice.ts'
import { MemberStatus } from '#identity/contract/person.ts'

/** A new tenant, with its first brand and owner. Modules lay out what every organization starts with. */
export const organizationCreated = event(
  'identity.organization.created',
  z.object({ organizationId: Id, brandId: Id, name: z.string(), lineOfBusiness: LineOfBusiness, isDemo: z.boolean() }),
)
/** Name, language, zone, currency or another setting of the organization changed. */
export const organizationUpdated = event('identity.organization.updated', z.object({ organizationId: Id, changed: z.array(z.string()) }))

export const brandCreated = event('identity.brand.created', BrandSummary)
export const brandUpdated = event('identity.brand.updated', BrandSummary)
/** A brand goes for good. Whoever still needs it (a channel, an order) refuses in an `on` reaction. */
export const brandRemoved = event('identity.brand.removed', z.object({ brandId: Id }))

export const teamCreated = event('identity.team.created', z.object({ teamId: Id, name: z.string(), memberIds: z.array(Id) }))
export const teamUpdated = event('identity.team.updated', z.object({ teamId: Id, name: z.string(), memberIds: z.array(Id) }))
export const teamRemoved = event('identity.team.removed', z.object({ teamId: Id }))

export const calendarCreated = event('identity.calendar.created', z.object({ calendarId: Id, name: z.string() }))
/** Its hours, its days, its brands, or that it is the default one now. Whoever counts with it counts again. */
export const calendarUpdated = event('identity.calendar.updated', z.object({ calendarId: Id, name: z.string() }))
/** Whoever still needs it refuses in an `on` reaction. */
export const calendarRemoved = event('identity.calendar.removed', z.object({ calendarId: Id }))

export const memberJoined = event('identity.member.joined', z.object({ personId: Id, name: z.string(), roleId: Id, teamIds: z.array(Id) }))
export const memberUpdated = event(
  'identity.member.updated',
  z.object({ personId: Id, roleId: Id, status: MemberStatus, teamIds: z.array(Id) }),
)
/** Left the organization: their open work needs somebody else. */
export const memberRemoved = event('identity.member.removed', z.object({ personId: Id, name: z.string() }))

/** Somebody was told something personally. */
export const personNotified = event('identity.person.notified', z.object({ personId: Id, notice: Notice }))
/** Somebody looked at what they were told: one of it, or all (`id` null). */
export const noticesRead = event('identity.notice.read', z.object({ personId: Id, id: Id.nullable(), unread: z.int() }))

/** What somebody may do has changed, or a session ended: forget what was known of them. Without a session, all of them. */
export const accessChanged = event(
  'identity.access.changed',
  z.object({ personId: Id, orgId: Id.nullable(), sessionId: Id.nullable().optional() }),
)
