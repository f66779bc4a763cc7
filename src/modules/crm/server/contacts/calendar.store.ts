import { addDays } from '#kernel/contract/calendar-day.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { conditionsOf } from '#kernel/db/listing.ts'
import { identifier, join, sql, type Statement } from '#kernel/db/sql.ts'
import { listSpec } from '#crm/server/contacts/contacts.store.ts'

/** What a calendar goes by: a moment of the contact, of what they did, or a day of the calendar, of its year or of every year. */
export type By = { moment: string } | { fieldId: string; isYearly: boolean }
export type Month = { first: string; next: string; begins: string; ends: string }

const ownMoments: Record<string, string> = { createdAt: 'c.created_at', updatedAt: 'c.updated_at' }
const behaviour: Record<string, string> = { lastInboundAt: 'e.last_inbound_at', lastOrderAt: 'e.last_order_at' }
export const isMoment = (name: string): boolean => Object.hasOwn(ownMoments, name) || Object.hasOwn(behaviour, name)

const mostOfDay = 8

export type DayRow = { day: string; id: string; name: string; count: number }

/** The contacts of a month by day, by name, a few of each day with how many that day has. */
export async function days(
  ctx: Ctx,
  by: By,
  month: Month,
  asked: { show: 'active' | 'archived'; filter: readonly string[] },
  conditions: readonly Statement[],
): Promise<DayRow[]> {
  const spec = listSpec(asked, conditions)
  const { join: joined, day, within } = sourceOf(ctx, by, month)
  return ctx.sql<DayRow>`
    select ranked.day, ranked.id, ranked.name, ranked.count
    from (
      select met.day, met.id, met.name, count(*) over (partition by met.day) as count,
        row_number() over (partition by met.day order by met.name_key, met.id) as place
      from (
        select ${day} as day, c.id, c.name, c.name_key ${spec.from} ${joined}
        where ${join([...conditionsOf(spec, asked.filter), within], ' and ')}
      ) as met
    ) as ranked
    where ranked.place <= ${mostOfDay}
    order by ranked.day, ranked.place`
}

function sourceOf(ctx: Ctx, by: By, { first, next, begins, ends }: Month): { join: Statement; day: Statement; within: Statement } {
  if ('moment' in by) {
    const isOwn = Object.hasOwn(ownMoments, by.moment)
    const columns = { ...ownMoments, ...behaviour }
    const column = identifier(columns[by.moment] ?? '', Object.values(columns))
    return {
      join: isOwn ? sql`` : sql`join crm.engagement e on e.org_id = c.org_id and e.contact_id = c.id`,
      day: sql`to_char(${column} at time zone ${ctx.zone}, 'YYYY-MM-DD')`,
      within: sql`${column} >= ${begins}::timestamptz and ${column} < ${ends}::timestamptz`,
    }
  }
  const values = sql`join crm.contact_field_value v on v.org_id = c.org_id and v.contact_id = c.id and v.field_id = ${by.fieldId}`
  if (!by.isYearly) return { join: values, day: sql`v.text_value`, within: sql`v.text_value >= ${first} and v.text_value < ${next}` }
  // The 29th of February is kept on the 28th when the year lacks it.
  const isShort = first.endsWith('-02-01') && next === addDays(first, 28)
  const day = sql`case when ${isShort}::boolean and substr(v.text_value, 6) = '02-29' then ${`${first.slice(0, 4)}-02-28`} else ${first.slice(0, 5)} || substr(v.text_value, 6) end`
  return { join: values, day, within: sql`substr(v.text_value, 6, 2) = ${first.slice(5, 7)}` }
}
