import { minorDigits, type Money } from '#kernel/contract/money.ts'
import type { Ctx } from '#kernel/ctx.ts'

/** An amount as the organization's language writes it: `$ 1.234,50`. */
export function moneyIn({ locale }: Pick<Ctx, 'locale'>, { amountMinor, currency }: Money): string {
  const digits = minorDigits(currency)
  const format = new Intl.NumberFormat(locale === 'es' ? 'es-AR' : locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  return format.format(amountMinor / 10 ** digits)
}
