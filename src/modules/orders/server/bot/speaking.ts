import { dayIn } from '#kernel/contract/calendar-day.ts'
import { interactiveLimits } from '#conversations/contract/interactive-limits.ts'
import type { QuotedLine } from '#commerce/contract/quote.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { DialogueWords } from '#kernel/dialogue.ts'
import type { QuotedOrder } from '#orders/contract/order.ts'
import { amountInWords, quantityInWords, tagOf } from '#kernel/i18n/in-words.ts'
import { optionId, type Facts, type Option, type Place, type Screen } from './place.ts'

type Voice = Pick<Ctx, 't' | 'locale' | 'zone'>
/** What it comes to, if anything is in the basket, and what single things cost. */
export type Sums = { quoted: QuotedOrder | null; priceById: ReadonlyMap<string, number>; currency: string }

const words = 'orders.bot'

/** The screens in words, and what was offered with them: numbers and titles that are typed mean that from now on. */
export function spoken(voice: Voice, place: Place, facts: Facts, screens: readonly Screen[], sums: Sums): DialogueWords[] {
  const all = screens.map((screen) => oneOf(voice, place, facts, screen, sums))
  place.offered = all.findLast(({ options }) => options.length > 0)?.options.map(({ id, title }) => ({ id, title })) ?? []
  return joined(all)
}

/** What needs no answer stands above what does: one message instead of three. */
function joined(all: readonly DialogueWords[]): DialogueWords[] {
  const made: DialogueWords[] = []
  let above = ''
  for (const one of all) {
    const isPlain = one.options.length === 0 && !one.asksPlace
    if (isPlain && one !== all.at(-1)) {
      above = `${above}${one.text}\n\n`
      continue
    }
    const text = `${above}${one.text}`
    above = ''
    if (one.options.length > 0 && text.length > interactiveLimits.body && text.length > one.text.length)
      made.push({ ...one, text: text.slice(0, text.length - one.text.length).trim(), options: [] }, one)
    else made.push({ ...one, text })
  }
  return made
}

function oneOf(voice: Voice, place: Place, facts: Facts, screen: Screen, sums: Sums): DialogueWords {
  const { t } = voice
  const total = sums.quoted ? amountInWords(voice, sums.quoted.quote.totalMinor, sums.quoted.quote.currency) : ''
  const opensAt = facts.opensAt === null ? '' : momentInWords(voice, facts.opensAt, facts.now)
  const said = t(`${words}.says.${screen.text}`, { ...screen.values, total, opensAt })
  const basket = screen.shows === 'cart' || screen.shows === 'summary' ? basketOf(voice, place, facts, screen.shows, sums) : ''
  const options = withTitles(screen.options.map((option) => titled(voice, option, sums)))
  return {
    text: [basket, said].filter(Boolean).join('\n\n'),
    options: options.map(({ verb, title, description }) => ({
      id: optionId({ key: facts.key, asked: place.asked }, verb),
      title,
      description,
    })),
    listButton: t(`${words}.list`),
    asksPlace: screen.asksPlace,
  }
}

type Titled = { verb: string; title: string; description: string }

function titled(
  voice: Voice,
  { verb, label, title, description = '', pricesOf, addsMinor }: Option,
  { priceById, currency }: Sums,
): Titled {
  const prices = (pricesOf ?? []).flatMap((id) => priceById.get(id) ?? [])
  const least = Math.min(...prices)
  const price = prices.length === 0 ? '' : amountInWords(voice, least, currency)
  const costs = prices.some((one) => one !== least) ? voice.t(`${words}.from`, { price }) : price
  const adds = addsMinor === undefined ? '' : `${addsMinor > 0 ? '+' : '−'} ${amountInWords(voice, Math.abs(addsMinor), currency)}`
  const name = label === undefined ? (title ?? '') : voice.t(`${words}.options.${label}`)
  return { verb, title: name, description: [costs || adds, description].filter(Boolean).join(' · ') }
}

/** Titles are short and each its own; what does not fit stands below, whole. */
function withTitles(options: readonly Titled[]): Titled[] {
  const isShort =
    options.length <= interactiveLimits.buttons &&
    options.every(({ title, description }) => title.length <= interactiveLimits.buttonTitle && description === '')
  if (isShort) return [...options]
  const taken = new Set<string>()
  return options.map(({ verb, title, description }) => {
    const most = interactiveLimits.rowTitle
    let short = cut(title, most)
    for (let i = 2; taken.has(short); i++) short = `${cut(title, most - 3)} ${i}`
    taken.add(short)
    return {
      verb,
      title: short,
      description: cut(short === title ? description : [title, description].filter(Boolean).join(' · '), interactiveLimits.rowDescription),
    }
  })
}

const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`)

/** Line by line with what it costs, what promotions did, and what all of it comes to. */
function basketOf(voice: Voice, place: Place, facts: Facts, shows: 'cart' | 'summary', { quoted }: Sums): string {
  const { t } = voice
  if (!quoted) return ''
  const { quote, covering } = quoted
  const money = (minor: number): string => amountInWords(voice, minor, quote.currency)
  const promotions = quote.promotions
    .filter(({ refusal, amountMinor }) => refusal === null && amountMinor > 0)
    .map(({ name, amountMinor }) => t(`${words}.promotion`, { name, amount: money(amountMinor) }))
  const zone = covering?.kind === 'zone' ? covering.zone.name : ''
  const delivery =
    place.fulfilment === 'delivery' && shows === 'summary'
      ? [t(`${words}.delivery`, { zone: zone || 'none', amount: money(quote.deliveryMinor - quote.deliveryDiscountMinor) })]
      : []
  const whereTo =
    shows === 'cart'
      ? []
      : [
          place.fulfilment === 'delivery'
            ? t(`${words}.to`, { address: place.address?.text || t(`${words}.shared_place`) })
            : t(`${words}.pick_up`),
          t(`${words}.pays_${place.payment ?? 'cash'}`, { amount: place.paysWithMinor ? money(place.paysWithMinor) : 'none' }),
          ...(place.wantedAt ? [t(`${words}.wanted_at`, { at: momentInWords(voice, place.wantedAt, facts.now) })] : []),
        ]
  return [
    ...quote.lines.map((line) => lineInWords(voice, line, quote.currency)),
    ...promotions,
    ...delivery,
    t(`${words}.total`, { amount: money(quote.totalMinor) }),
    ...whereTo,
  ].join('\n')
}

export function lineInWords(
  voice: Voice,
  { quantityMilli, unit, name, modifiers, note, grossMinor }: QuotedLine,
  currency: string,
): string {
  const measure = unit === 'piece' || unit === 'pack' ? '' : ` ${voice.t(`${words}.units.${unit}`)}`
  const asked = [...modifiers.map((one) => one.name), ...(note ? [note] : [])].join(', ')
  return `${quantityInWords(voice, quantityMilli)}${measure} × ${name} · ${amountInWords(voice, grossMinor, currency)}${asked ? `\n   _${asked}_` : ''}`
}

/** "hoy a las 20:00", or with its day when it is another one. */
function momentInWords({ locale, zone, t }: Voice, at: string, now: string): string {
  const [day, today] = [at, now].map((moment) => dayIn(zone, new Date(moment)))
  const write = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(tagOf(locale), { timeZone: zone, ...options }).format(new Date(at))
  const hour = write({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const name = write({ weekday: 'long', day: 'numeric', month: 'numeric' })
  return day === today ? t(`${words}.today_at`, { hour }) : t(`${words}.day_at`, { day: name, hour })
}
