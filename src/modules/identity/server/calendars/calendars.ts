import type { Ctx } from '#kernel/ctx.ts'
import { atField, changedMeanwhile, notFound } from '#kernel/problem.ts'
import type { Locale } from '#kernel/i18n/translate.ts'
import type { Calendar, CreateCalendar, UpdateCalendar, WeeklyShift } from '#identity/contract/calendar.ts'
import { calendarCreated, calendarRemoved, calendarUpdated } from '#identity/contract/events.ts'
import * as brands from '#identity/server/brands/brands.store.ts'
import * as store from '#identity/server/calendars/calendars.store.ts'
import { defaultCalendarStays, nameTaken, unknownBrand } from '#identity/server/problems.ts'

export const list = async (ctx: Ctx): Promise<{ items: Calendar[] }> => ({ items: await store.list(ctx) })

export async function get(ctx: Ctx, { id }: { id: string }): Promise<Calendar> {
  const calendar = await store.find(ctx, id)
  if (!calendar) throw notFound()
  return calendar
}

export async function create(ctx: Ctx, input: CreateCalendar): Promise<Calendar> {
  await checkBrands(ctx, input.brandIds)
  const id = ctx.newId()
  const { name, zone, weekly } = input
  if (!(await store.insert(ctx, { id, name, zone, weekly: inOrder(weekly), isDefault: false })))
    throw atField(ctx.t, 'name', nameTaken({ name }))
  await store.setDays(ctx, id, input.days)
  await store.setBrands(ctx, id, input.brandIds)
  const calendar = await get(ctx, { id })
  await ctx.emit(calendarCreated, { calendarId: id, name })
  ctx.audit({ action: 'identity.calendar.created', subject: { kind: 'calendar', id, name }, after: words(calendar) })
  return calendar
}

export async function update(ctx: Ctx, input: UpdateCalendar): Promise<Calendar> {
  const before = await get(ctx, input)
  const { id, name, zone, weekly, days, brandIds, isDefault } = input
  if (brandIds) await checkBrands(ctx, brandIds)
  if (name !== undefined && (await store.isNameTaken(ctx, name, id))) throw atField(ctx.t, 'name', nameTaken({ name }))
  const change = { ...(name && { name }), ...(zone && { zone }), ...(weekly && { weekly: inOrder(weekly) }) }
  if (!(await store.update(ctx, id, change, ctx.ifMatch))) throw changedMeanwhile({ version: before.version })
  if (days) await store.setDays(ctx, id, days)
  if (brandIds) await store.setBrands(ctx, id, brandIds)
  if (isDefault && !before.isDefault) await store.makeDefault(ctx, id)
  const after = await get(ctx, input)
  await ctx.emit(calendarUpdated, { calendarId: id, name: after.name })
  ctx.audit({
    action: 'identity.calendar.updated',
    subject: { kind: 'calendar', id, name: after.name },
    before: words(before),
    after: words(after),
  })
  return after
}

export async function remove(ctx: Ctx, input: { id: string }): Promise<Record<never, never>> {
  const calendar = await get(ctx, input)
  if (calendar.isDefault) throw defaultCalendarStays()
  await ctx.emit(calendarRemoved, { calendarId: calendar.id })
  await store.remove(ctx, calendar.id)
  ctx.audit({
    action: 'identity.calendar.removed',
    subject: { kind: 'calendar', id: calendar.id, name: calendar.name },
    before: words(calendar),
  })
  return {}
}

const names: Record<Locale, string> = { es: 'Horario habitual', en: 'Usual hours', pt: 'Horário habitual' }
const allWeek: readonly WeeklyShift[] = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: 0, to: 1440 }))

/** A new organization is open all the time until somebody says otherwise: nobody is told a closed door that is open. */
export async function layOut(ctx: Ctx, { zone, locale }: { zone: string; locale: Locale }): Promise<void> {
  await store.insert(ctx, { id: ctx.newId(), name: names[locale], zone, weekly: [...allWeek], isDefault: true })
}

async function checkBrands(ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const known = new Set((await brands.list(ctx)).map((brand) => brand.id))
  if (!ids.every((id) => known.has(id))) throw unknownBrand()
}

const inOrder = (weekly: readonly WeeklyShift[]): WeeklyShift[] =>
  weekly.toSorted((one, other) => one.weekday - other.weekday || one.from - other.from || one.to - other.to)

const time = (minutes: number): string =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
const span = ({ from, to }: { from: number; to: number }): string => `${time(from)}-${to === 1440 ? '24:00' : time(to)}`

/** For the trail: short enough to be read. */
const words = ({ name, zone, weekly, days, isDefault }: Calendar) => ({
  name,
  zone,
  weekly: weekly.map((shift) => `${shift.weekday} ${span(shift)}`).join(', '),
  days: days.map(({ day, name: of, shifts }) => [day, of, ...shifts.map(span)].join(' ')).join(', '),
  isDefault,
})
