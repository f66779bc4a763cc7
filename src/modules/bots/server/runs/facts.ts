import * as crm from '#crm/server/public.ts'
import * as identity from '#identity/server/public.ts'
import { isOpen, type WorkingHours } from '#kernel/contract/business-time.ts'
import { dayIn } from '#kernel/contract/calendar-day.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Facts } from './heard.ts'

/** What the engine is told of this moment, this shop and this customer. */
export async function factsOf(
  ctx: Ctx,
  about: { contactId: string; contactName: string; brandId: string; isReturning: boolean },
): Promise<Facts> {
  const [hours, organization, contact] = await Promise.all([
    identity.workingHours(ctx, about.brandId),
    identity.organization(ctx),
    crm.summary(ctx, about.contactId),
  ])
  const tags = contact?.tags.map(({ name }) => name) ?? []
  return {
    now: ctx.now.toISOString(),
    today: dayIn(ctx.zone, ctx.now),
    isOpen: hours === undefined || isOpen(hours, ctx.now.toISOString()),
    openingHours: hours ? hoursInWords(hours, ctx.locale) : '',
    companyName: organization.name,
    country: organization.country,
    locale: ctx.locale,
    contact: { name: about.contactName, isReturning: about.isReturning, tags },
  }
}

const names: Readonly<Record<string, { days: readonly string[]; to: string; from: string; and: string; all: string }>> = {
  es: {
    days: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo'],
    from: 'de',
    to: 'a',
    and: 'y',
    all: 'todos los días',
  },
  pt: {
    days: ['segunda', 'terça', 'quarta', 'quinta', 'sexta', 'sábado', 'domingo'],
    from: 'das',
    to: 'às',
    and: 'e',
    all: 'todos os dias',
  },
  en: {
    days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    from: 'from',
    to: 'to',
    and: 'and',
    all: 'every day',
  },
}

/** `lunes a viernes de 9 a 13 y de 16 a 20, sábado de 9 a 13`. Days with the same hours that follow each other are one. */
export function hoursInWords({ weekly }: Pick<WorkingHours, 'weekly'>, locale: string): string {
  const words = names[locale.slice(0, 2)] ?? names['es']
  if (!words) return ''
  const ofDay = (weekday: number): string =>
    weekly
      .filter((shift) => shift.weekday === weekday)
      .toSorted((one, other) => one.from - other.from)
      .map(({ from, to }) => `${words.from} ${clock(from)} ${words.to} ${clock(to)}`)
      .join(` ${words.and} `)
  const runs: { first: number; last: number; hours: string }[] = []
  for (let day = 1; day <= 7; day++) {
    const hours = ofDay(day)
    const last = runs.at(-1)
    if (hours === '') continue
    if (last && last.hours === hours && last.last === day - 1) last.last = day
    else runs.push({ first: day, last: day, hours })
  }
  const name = (day: number): string => words.days[day - 1] ?? ''
  return runs
    .map(({ first, last, hours }) => {
      if (first === 1 && last === 7) return `${words.all} ${hours}`
      return `${first === last ? name(first) : `${name(first)} ${words.to} ${name(last)}`} ${hours}`
    })
    .join(', ')
}

const clock = (minutes: number): string => {
  const [hour, minute] = [Math.floor((minutes % 1440) / 60), minutes % 60]
  return minute === 0 ? String(hour) : `${hour}:${String(minute).padStart(2, '0')}`
}
