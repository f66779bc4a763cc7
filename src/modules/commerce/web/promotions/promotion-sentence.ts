import type { CreatePromotion, Goods, Promotion, PromotionSchedule } from '#commerce/contract/promotion.ts'
import { isEverything } from '#commerce/web/promotions/goods-tokens.ts'
import { clockOf, runsOf, spansOf } from '#commerce/web/promotions/schedule-spans.ts'
import type { Formats } from '#web/i18n/formats.ts'
import type { T } from '#web/i18n/i18n.tsx'

/** What sentences are made with: words, formats, the language of lists, and names by id. */
export type Telling = { t: T; format: Formats; locale: string; nameOf: (id: string) => string | undefined }
type Told = CreatePromotion & Partial<Pick<Promotion, 'code' | 'currency'>>

const key = 'commerce.promotions.says'

/** A promotion as somebody would say it at the counter: "Los martes, 2x1 en Baldes". */
export function sentenceOf(promotion: Told, telling: Telling): string {
  const { t } = telling
  const parts = [ruleWords(promotion, telling), ...conditions(promotion, telling)].join(' ')
  const said = promotion.schedule ? t(`${key}.when`, { when: scheduleWords(promotion.schedule, telling), what: parts }) : parts
  return said.charAt(0).toLocaleUpperCase(telling.locale) + said.slice(1)
}

function ruleWords({ rule, currency }: Told, telling: Telling): string {
  const { t, format } = telling
  const money = (minor: number): string => format.money(minor, currency ?? undefined)
  const percent = 'basisPoints' in rule ? format.percent(rule.basisPoints / 10_000) : ''
  const goods = 'goods' in rule ? goodsWords(rule.goods, telling) : ''
  switch (rule.kind) {
    case 'n_for_m':
      return t(`${key}.n_for_m${rule.free === 'cheapest' ? '_cheapest' : ''}`, { take: rule.take, pay: rule.pay, goods })
    case 'nth_unit':
      return t(`${key}.nth_unit`, { nth: rule.nth, percent, goods })
    case 'percent':
      return t(`${key}.percent`, { percent, goods })
    case 'amount':
      return t(`${key}.amount_${rule.per}`, { amount: money(rule.amountMinor), goods })
    case 'price':
      return t(`${key}.price`, { amount: money(rule.priceMinor), goods })
    case 'combo': {
      const parts = rule.parts.map((part) => t(`${key}.part`, { quantity: part.quantity, goods: goodsWords(part.goods, telling) }))
      return t(`${key}.combo`, { parts: parts.join(' + '), amount: money(rule.priceMinor) })
    }
    case 'order_percent':
      return t(`${key}.order_percent`, { percent })
    case 'order_amount':
      return t(`${key}.order_amount`, { amount: money(rule.amountMinor) })
    case 'delivery':
      return t(`${key}.${rule.basisPoints === 10_000 ? 'delivery_free' : 'delivery'}`, { percent })
  }
}

function conditions(promotion: Told, telling: Telling): string[] {
  const { t, format } = telling
  const { minimum, currency, doors, fulfilments, segmentIds } = promotion
  const money = (minor: number): string => format.money(minor, currency ?? undefined)
  const names = segmentIds.flatMap((id) => telling.nameOf(id) ?? [])
  const among = minimum && !isEverything(minimum.goods) ? '_goods' : ''
  const goods = minimum ? goodsWords(minimum.goods, telling) : ''
  const when = (isSo: unknown, said: () => string): string[] => (isSo ? [said()] : [])
  return [
    ...when(minimum?.amountMinor, () => t(`${key}.from_amount${among}`, { amount: money(minimum?.amountMinor ?? 0), goods })),
    ...when(minimum?.quantityMilli, () =>
      t(`${key}.from_quantity${among}`, { quantity: format.number((minimum?.quantityMilli ?? 0) / 1000), goods }),
    ),
    ...when(promotion.needsCoupon, () => (promotion.code ? t(`${key}.coupon`, { code: promotion.code }) : t(`${key}.coupon_any`))),
    ...when(promotion.isFirstPurchase, () => t(`${key}.first`)),
    ...when(names.length > 0, () => t(`${key}.segments`, { segments: listWords(names, telling) })),
    ...when(doors.length > 0, () =>
      t(`${key}.doors`, {
        doors: listWords(
          doors.map((door) => t(`commerce.promotions.doors.${door}`)),
          telling,
        ),
      }),
    ),
    ...when(fulfilments.length > 0 && promotion.rule.kind !== 'delivery', () =>
      listWords(
        fulfilments.map((one) => t(`${key}.fulfilment_${one}`)),
        telling,
      ),
    ),
    ...when(promotion.mostMinor, () => t(`${key}.most`, { amount: money(promotion.mostMinor ?? 0) })),
    ...when(promotion.usesPerCustomer, () => t(`${key}.per_customer`, { count: promotion.usesPerCustomer ?? 1 })),
  ]
}

export function goodsWords(goods: Goods, telling: Telling): string {
  if (isEverything(goods)) return telling.t(`${key}.everything`)
  const ids = [...goods.categoryIds, ...goods.productIds, ...goods.variantIds]
  const names = [...ids.map((id) => telling.nameOf(id) ?? '…'), ...goods.labels.map((label) => `“${label}”`)]
  const most = 3
  const shown = names.length > most ? [...names.slice(0, most - 1), telling.t(`${key}.others`, { count: names.length - most + 1 })] : names
  return listWords(shown, telling)
}

const listWords = (words: readonly string[], { locale }: Telling): string =>
  new Intl.ListFormat(locale, { type: 'conjunction' }).format(words)

export function scheduleWords(schedule: PromotionSchedule, telling: Telling): string {
  const { t } = telling
  const spans = spansOf(schedule).map(({ days, from, to }) => {
    const said = days.length === 7 ? t(`${key}.every_day`) : daysWords(days, telling)
    return from === '' ? said : t(`${key}.hours`, { days: said, from, to: to === '00:00' ? '24:00' : to })
  })
  const said = listWords(spans, telling)
  const isWhole = schedule.slots.some(({ from }) => from === null)
  return schedule.dayEndsAt > 0 && isWhole ? t(`${key}.until_close`, { when: said, hour: clockOf(schedule.dayEndsAt) }) : said
}

function daysWords(days: readonly number[], telling: Telling): string {
  const { t } = telling
  const runs = runsOf(days).map((run) => {
    const [first, last] = [t(`commerce.promotions.days.${run[0]}`), t(`commerce.promotions.days.${run.at(-1)}`)]
    return run.length > 2 ? t(`${key}.run`, { first, last }) : first
  })
  const isOneRun = runs.length === 1 && days.length > 2
  return isOneRun ? (runs[0] ?? '') : t(`${key}.on_days`, { days: listWords(runs, telling) })
}
