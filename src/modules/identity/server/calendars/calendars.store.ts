import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { Calendar, CalendarDay } from '#identity/contract/calendar.ts'

const columns = sql`
  c.id, c.name, c.zone, c.weekly, c.is_default as "isDefault", c.version,
  coalesce((select jsonb_agg(jsonb_build_object('day', to_char(d.day, 'YYYY-MM-DD'), 'name', d.name, 'shifts', d.shifts) order by d.day)
    from identity.calendar_day d where d.org_id = c.org_id and d.calendar_id = c.id), '[]') as days,
  array(select b.brand_id from identity.calendar_brand b where b.org_id = c.org_id and b.calendar_id = c.id order by b.brand_id) as "brandIds"`

export async function list(ctx: Ctx): Promise<Calendar[]> {
  return ctx.sql<Calendar>`select ${columns} from identity.calendar c order by c.is_default desc, lower(c.name), c.id`
}

export async function find(ctx: Ctx, id: string): Promise<Calendar | undefined> {
  const [row] = await ctx.sql<Calendar>`select ${columns} from identity.calendar c where c.id = ${id}`
  return row
}

type NewCalendar = Pick<Calendar, 'id' | 'name' | 'zone' | 'weekly' | 'isDefault'>

/** False when another one is called the same. */
export async function insert(ctx: Ctx, calendar: NewCalendar): Promise<boolean> {
  const rows = await ctx.sql`
    insert into identity.calendar (id, name, zone, weekly, is_default, created_at)
    values (${calendar.id}, ${calendar.name}, ${calendar.zone}, ${JSON.stringify(calendar.weekly)}::jsonb, ${calendar.isDefault}, ${ctx.now})
    on conflict do nothing returning true as made`
  return rows.length > 0
}

export async function isNameTaken(ctx: Ctx, name: string, exceptId: string): Promise<boolean> {
  const rows = await ctx.sql`select true as yes from identity.calendar where lower(name) = lower(${name}) and id <> ${exceptId}`
  return rows.length > 0
}

type Change = Partial<Pick<Calendar, 'name' | 'zone' | 'weekly'>>

export async function update(ctx: Ctx, id: string, change: Change, version: number | undefined): Promise<boolean> {
  const rows = await ctx.sql`
    update identity.calendar set
      name = coalesce(${change.name}, name), zone = coalesce(${change.zone}, zone),
      weekly = coalesce(${change.weekly && JSON.stringify(change.weekly)}::jsonb, weekly), version = version + 1
    where id = ${id} and version = ${version} returning true as changed`
  return rows.length > 0
}

/** Two statements, because the index allows no moment with two default ones. */
export async function makeDefault(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`update identity.calendar set is_default = false, version = version + 1 where is_default and id <> ${id}`
  await ctx.sql`update identity.calendar set is_default = true where id = ${id}`
}

export async function setDays(ctx: Ctx, calendarId: string, days: readonly CalendarDay[]): Promise<void> {
  await ctx.sql`delete from identity.calendar_day where calendar_id = ${calendarId}`
  await ctx.sql`
    insert into identity.calendar_day (calendar_id, day, name, shifts)
    select ${calendarId}::uuid, d.day, d.name, d.shifts
    from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as d (day date, name text, shifts jsonb)`
}

/** A brand goes by one calendar: it leaves the one that it had. */
export async function setBrands(ctx: Ctx, calendarId: string, brandIds: readonly string[]): Promise<void> {
  await ctx.sql`
    delete from identity.calendar_brand where (calendar_id = ${calendarId} and not brand_id = any(${brandIds}::uuid[]))`
  await ctx.sql`
    insert into identity.calendar_brand (brand_id, calendar_id) select distinct unnest(${brandIds}::uuid[]), ${calendarId}::uuid
    on conflict (org_id, brand_id) do update set calendar_id = excluded.calendar_id`
}

export async function remove(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`delete from identity.calendar where id = ${id}`
}
