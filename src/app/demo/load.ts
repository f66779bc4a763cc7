import { holidaysOf as publicHolidays } from '#identity/contract/holidays.ts'
import * as identity from '#identity/server/public.ts'
import * as tenants from '#identity/server/tenants.ts'
import { demos } from '#app/demo/demos.ts'
import { historyOf, twinsOf, type DemoHistory } from '#app/demo/history.ts'
import { orderHistoryOf, type PastOrder } from '#app/demo/order-history.ts'
import { writeMarker } from '#app/demo/marker.ts'
import type { DemoName } from '#kernel/config/config.ts'
import { newId } from '#kernel/contract/ids.ts'
import { inTenant, readInTenant, type Caller, type Kernel } from '#kernel/context.ts'
import type { Actor } from '#kernel/ctx.ts'
import type { DemoBusiness } from '#kernel/module.ts'

export type LoadedDemo = { orgId: string; people: { name: string; email: string }[]; password: string }

/** Which one, the chicken shop unless it is said. Less of it, for tests: the last so many conversations, and their contacts only. */
export type DemoSize = { demo?: DemoName; conversations?: number }

const seed = 20_261_121
const days = 60

/** Writes the demo business through the modules' own functions, each thing at its moment. An organization of its own, marked as a demo. */
export async function loadDemo(kernel: Kernel, size: DemoSize = {}): Promise<LoadedDemo> {
  const { demo = 'chicken-shop' } = size
  const { shop, calendars, trade, story, more } = await demos[demo]()
  const orgId = newId()
  const now = kernel.clock.now()
  await writeMarker(kernel.config.dataDir, demo, { orgId, state: 'loading' })
  const settings = { locale: shop.organization.locale, zone: shop.organization.zone } as const
  const system: Actor = { kind: 'system', name: 'demo' }
  // A crash while it loads has it loaded anew. Only the last part waits for the disk, and with itself for all before it.
  let isRepeatable = true
  const caller = (moment: Date, actor: Actor): Caller => ({ org: orgId, actor, ...settings, requestId: newId(), now: moment, isRepeatable })
  const begin = new Date(now.getTime() - (days + 5) * 86_400_000)

  const made = new Map<string, unknown>()
  await inTenant(kernel, caller(begin, system), async (ctx) => {
    const { brandId } = await tenants.createOrganization(ctx, { ...shop.organization, isDemo: true })
    made.set('identity.brand', brandId)
    const teams = new Map<string, string>()
    for (const name of shop.teams) teams.set(name, (await tenants.createTeam(ctx, { name, memberIds: [] })).id)
    made.set('identity.teams', teams)
    const people = new Map<string, { id: string; name: string; teamIds: string[] }>()
    for (const { key, name, email, preset, team } of shop.people) {
      const teamIds = [teams.get(team) ?? '']
      const { personId } = await tenants.createPerson(ctx, { name, email, password: shop.password, preset, teamIds })
      people.set(key, { id: personId, name, teamIds })
    }
    made.set('identity.people', people)
  })

  const years = new Set([begin, now].map((at) => at.getUTCFullYear())).add(now.getUTCFullYear() + 1)
  await inTenant(kernel, { ...caller(begin, system), ifMatch: 1 }, async (ctx) => {
    const [usual] = await identity.calendars(ctx)
    for (const [i, { holidaysOf = '', days: special = [], ...calendar }] of calendars.entries()) {
      const holidays = [...years].flatMap((year) => publicHolidays(holidaysOf, year)).filter((one) => !one.isOptional)
      const hours = { ...calendar, days: [...special, ...holidays.map(({ day, name }) => ({ day, name, shifts: [] }))] }
      if (i === 0 && usual) await tenants.updateCalendar(ctx, { id: usual.id, ...hours })
      else await tenants.createCalendar(ctx, { ...hours, zone: settings.zone, brandIds: [] })
    }
  })

  const told = historyOf(seed, now, story)
  const orderHistory = orderHistoryOf(seed, now, trade)
  const history = shortened({ ...told, contacts: knownSince(told.contacts, orderHistory, now) }, size)
  const extra: Record<string, unknown> = more(seed, now, history.contacts)
  const business: DemoBusiness = {
    slug: shop.slug,
    seed,
    days,
    data: {
      ...shop,
      ...extra,
      ...history,
      contacts: [...history.contacts, ...twinsOf(history.contacts)],
      ...(Array.isArray(extra['leads']) && { leads: extra['leads'].slice(0, size.conversations) }),
      orderHistory: orderHistory.slice(size.conversations === undefined ? 0 : -size.conversations),
      tradingDays: trade.months * 31,
    },
    made,
    at: (moment, actor, run) => inTenant(kernel, caller(moment, actor), run),
  }
  const parts = kernel.modules
    .flatMap(({ name, demo: part }) => (part ? [{ name, part }] : []))
    .toSorted((a, b) => a.part.order - b.part.order)
  for (const { name, part } of parts) {
    const begun = performance.now()
    isRepeatable = part !== parts.at(-1)?.part
    await readInTenant(kernel, caller(now, system), (ctx) => part.load(ctx, business))
    kernel.log.debug({ part: name, ms: Math.round(performance.now() - begun) }, 'a part of the demo is loaded')
  }
  await writeMarker(kernel.config.dataDir, demo, { orgId, state: 'done' })
  return { orgId, people: shop.people.map(({ name, email }) => ({ name, email })), password: shop.password }
}

/** Whoever bought something was known by then. */
function knownSince(contacts: DemoHistory['contacts'], orders: readonly PastOrder[], now: Date): DemoHistory['contacts'] {
  const firstAt = new Map<number, string>()
  for (const { customer, at } of orders) if (customer !== null && !firstAt.has(customer)) firstAt.set(customer, at)
  return contacts.map((contact, i) => {
    const daysAgo = (now.getTime() - Date.parse(firstAt.get(i) ?? now.toISOString())) / 86_400_000
    return { ...contact, createdDaysAgo: Math.max(contact.createdDaysAgo, daysAgo + 0.001) }
  })
}

function shortened(history: DemoHistory, { conversations }: DemoSize): DemoHistory {
  if (conversations === undefined) return history
  const last = history.conversations.slice(-conversations)
  const phones = new Set(last.map(({ contactPhone }) => contactPhone))
  return { conversations: last, contacts: history.contacts.filter(({ phone }) => phones.has(phone)) }
}
