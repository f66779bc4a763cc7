import { z } from 'zod'
import { endpoint, member } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Calendar, CreateCalendar, UpdateCalendar } from '#identity/contract/calendar.ts'
import { canManageCalendars } from '#identity/contract/permissions.ts'

const one = z.object({ id: Id })

/** The default one first. */
export const listCalendars = endpoint({
  method: 'GET',
  path: '/calendars',
  permission: member,
  input: z.object({}),
  output: z.object({ items: z.array(Calendar) }),
})
export const getCalendar = endpoint({ method: 'GET', path: '/calendars/:id', permission: member, input: one, output: Calendar })
export const createCalendar = endpoint({
  method: 'POST',
  path: '/calendars',
  permission: canManageCalendars,
  input: CreateCalendar,
  output: Calendar,
})
export const updateCalendar = endpoint({
  method: 'PATCH',
  path: '/calendars/:id',
  permission: canManageCalendars,
  versioned: true,
  input: UpdateCalendar,
  output: Calendar,
})
/** The default one stays; so does one that something else still needs. */
export const removeCalendar = endpoint({
  method: 'DELETE',
  path: '/calendars/:id',
  permission: canManageCalendars,
  input: one,
  output: z.object({}),
})
