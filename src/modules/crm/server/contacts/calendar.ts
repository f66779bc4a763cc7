import { addDays, startOfDay } from '#kernel/contract/calendar-day.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { invalidFilter } from '#kernel/problem.ts'
import type { ListContacts } from '#crm/contract/contact.ts'
import { days, isMoment, type By } from '#crm/server/contacts/calendar.store.ts'
import { readConditions } from '#crm/server/contacts/conditions.ts'
import * as fields from '#crm/server/fields/fields.ts'

type Asked = Pick<ListContacts, 'show' | 'search' | 'filter'> & { by: string; month: string }
type DayOfContacts = { day: string; count: number; items: { id: string; name: string }[] }

/** The contacts of a list on the days of a month. */
export async function list(ctx: Ctx, input: Asked): Promise<{ days: DayOfContacts[] }> {
  const by = await read(ctx, input.by)
  const { conditions, filter } = await readConditions(ctx, input)
  const first = `${input.month}-01`
  const next = `${addDays(first, 31).slice(0, 7)}-01`
  const month = { first, next, begins: startOfDay(ctx.zone, first), ends: startOfDay(ctx.zone, next) }
  const byDay = new Map<string, DayOfContacts>()
  for (const { day, id, name, count } of await days(ctx, by, month, { show: input.show, filter }, conditions)) {
    const one = byDay.get(day) ?? { day, count, items: [] }
    one.items.push({ id, name })
    byDay.set(day, one)
  }
  return { days: [...byDay.values()] }
}

async function read(ctx: Ctx, by: string): Promise<By> {
  if (isMoment(by)) return { moment: by }
  const [kind = '', key = ''] = by.split('.')
  const field = (await fields.all(ctx)).find((one) => one.key === key && one.type === 'date')
  if (!field || (kind !== 'fields' && kind !== 'yearly')) throw invalidFilter({ filter: by })
  return { fieldId: field.id, isYearly: kind === 'yearly' }
}
