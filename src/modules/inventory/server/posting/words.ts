import type { Ctx } from '#kernel/ctx.ts'
import { quantityInWords, tagOf } from '#kernel/i18n/in-words.ts'
import type { UnitCode } from '#commerce/contract/quantity.ts'

/** So much of it, as a person reads it: `1,5 kg`, `3`. */
export function inWords(ctx: Ctx, quantityMilli: number, unit: UnitCode): string {
  const number = quantityInWords(ctx, quantityMilli)
  return unit === 'piece' ? number : `${number} ${ctx.t(`inventory.units.${unit}`)}`
}

export const dayInWords = (ctx: Ctx, day: string): string =>
  new Intl.DateTimeFormat(tagOf(ctx.locale), { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
