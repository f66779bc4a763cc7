import { askers, channels, law, refusals, sources } from '../../../demos/chicken-shop/leads.ts'
import { streets, surnames } from '../../../demos/names.ts'
import { logNormal, pick, pickWeighted, randomOf, type Random } from '#app/demo/random.ts'

/** One enquiry: what was said around it, and how it ended. Moments are instants. */
export type DemoEnquiry = {
  at: string
  channel: string
  source: string | null
  messages: string[]
  answers: string[]
  priceAskedAt: string | null
  /** Null: still open. */
  closed: { at: string; isWon: boolean; reason: string | null; amountMinor: number } | null
}
/** Known by an id of the channel or an address that belong to nobody. */
export type DemoLead = { name: string; kind: 'person' | 'company'; bsuid: string; email: string | null; enquiries: DemoEnquiry[] }

const months = 18
const dayMs = 86_400_000
const hourMs = 3_600_000
const minuteMs = 60_000
const askerCount = 600
const offsetHours = -3

/** Eighteen months of enquiries for catering and standing orders that end now: the same for the same seed and moment. */
export function leadHistoryOf(seed: number, now: Date): DemoLead[] {
  const random = randomOf(seed ^ 0x1ead)
  const names = new Set<string>()
  while (names.size < askerCount) names.add(nameOf(random))
  return [...names].map((name, i) => {
    const email = random() < 0.32
    const count = 1 + (random() < 0.45 ? 1 : 0) + (random() < 0.25 ? 1 : 0) + (random() < 0.1 ? 2 : 0)
    const begins = Array.from({ length: count }, () => beginOf(random, now)).toSorted((a, b) => a - b)
    let orders = 0
    let freeFrom = 0
    const enquiries: DemoEnquiry[] = []
    for (const at of begins) {
      // Whoever has an enquiry open asks about that one.
      if (at < freeFrom) continue
      const enquiry = enquiryOf(random, at, { orders, email }, now)
      enquiries.push(enquiry)
      freeFrom = (enquiry.closed ? Date.parse(enquiry.closed.at) : now.getTime()) + dayMs
      if (enquiry.closed?.isWon) orders++
    }
    return {
      name,
      kind: name.startsWith('Familia') ? ('person' as const) : ('company' as const),
      bsuid: `AR.demo${String(i).padStart(6, '0')}`,
      email: email ? `consultas.${i}@example.com` : null,
      enquiries,
    }
  })
}

const nameOf = (random: Random): string =>
  random() < 0.45
    ? `Familia ${pick(random, surnames)} ${pick(random, surnames)}`
    : `${pick(random, askers)} ${pick(random, streets)} ${100 + Math.floor(random() * 2_400)}`

/** At the hours in which offices and families plan, more of them lately. */
function beginOf(random: Random, now: Date): number {
  const span = months * 30.4 * dayMs
  for (;;) {
    const age = span * (1 - Math.sqrt(random())) * 0.999 + hourMs
    const at = now.getTime() - Math.min(age, span)
    const hour = (Math.floor(at / hourMs) + 24 + offsetHours) % 24
    if (random() < (hour >= 9 && hour <= 21 ? 1 : 0.12)) return at
  }
}

function enquiryOf(random: Random, at: number, known: { orders: number; email: boolean }, now: Date): DemoEnquiry {
  const { code: source, pull } = pickWeighted(random, sources)
  const { code: channel } = pickWeighted(random, channels)
  const count = 1 + Math.floor(-Math.log(1 - random()) * 1.6)
  const messages = Array.from({ length: count }, (_, i) => (i === 0 ? at : at + random() * 20 * hourMs)).toSorted((a, b) => a - b)
  const isNever = random() < 0.06
  const minutes = Math.min(20 * 60, logNormal(random, 14, 1.4))
  const hasAskedPrice = random() < 0.42
  const z =
    law.base +
    (hasAskedPrice ? law.askedPrice : 0) +
    law.eachEarlierOrder * Math.log1p(known.orders) +
    law.eachMessage * Math.log1p(count) -
    (isNever ? law.never : law.slowness * Math.log1p(minutes)) +
    (known.email ? law.email : 0) +
    pull
  const isWon = random() < 1 / (1 + Math.exp(-z - 1))
  const closedAt = at + Math.min(20 * dayMs, logNormal(random, isWon ? 1.6 : 5, 0.6) * dayMs)
  const past = (moments: readonly number[]): string[] =>
    moments.filter((moment) => moment < now.getTime()).map((moment) => new Date(moment).toISOString())
  const answers = isNever ? [] : past([at + minutes * minuteMs, ...messages.slice(1).map((moment) => moment + 9 * minuteMs)])
  return {
    at: new Date(at).toISOString(),
    channel,
    source,
    messages: past(messages),
    answers,
    priceAskedAt: hasAskedPrice ? new Date(at + minuteMs).toISOString() : null,
    closed:
      closedAt < now.getTime()
        ? {
            at: new Date(closedAt).toISOString(),
            isWon,
            reason: isWon ? null : pick(random, refusals),
            amountMinor: isWon ? Math.round(logNormal(random, 68_000, 0.5)) * 100 : 0,
          }
        : null,
  }
}
