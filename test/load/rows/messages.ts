import { deliveriesOf, storedOf, unseenOf } from '../deliveries.ts'
import { ms, perSecond, type Row } from '../figures.ts'
import { residentOf } from '../usage.ts'
import { ratioTo, type Stage, type Yardsticks } from '../plan.ts'
import { pace, saturate, type Outcome } from '../raw-client.ts'
import { assertAll } from '../reading.ts'
import { openScreens, type Screens } from '../screens.ts'

/** What a provider delivers in a second when a shop is busy. */
const webhookRate = 300
const newMark = (): string => `m${Date.now().toString(36)}`
const figures = ({ latency }: Pick<Outcome, 'latency'>): Pick<Row, 'p50' | 'p95' | 'p99'> => ({
  p50: ms(latency.at(0.5)),
  p95: ms(latency.at(0.95)),
  p99: ms(latency.at(0.99)),
})

/** Deliveries of the provider, each durable with its contact, conversation and event before it is answered. */
export async function webhookRows(stage: Stage, yardsticks: Yardsticks): Promise<Row[]> {
  const { plan, ground, product } = stage
  const rate = webhookRate
  const count = rate * plan.webhookSeconds
  const first = deliveriesOf(product.target, ground, { mark: newMark(), count: rate * plan.warmUpSeconds })
  await pace(product.target, { connections: 64, seconds: plan.warmUpSeconds, perSecond: rate, request: first })
  const mark = newMark()
  const request = deliveriesOf(product.target, ground, { mark, count })
  const paced = await pace(product.target, { connections: 64, seconds: plan.webhookSeconds, perSecond: rate, request })
  assertAll(200, paced.statuses)
  const { messages, announced } = await storedOf(product, mark)
  const lost = count - new Set(messages).size
  stage.say(`webhooks: ${lost} lost of ${count}`)

  const rushMark = newMark()
  const rush = deliveriesOf(product.target, ground, { mark: rushMark, count: 4_000 * plan.seconds })
  const saturated = await saturate(product.target, { connections: 32, seconds: plan.seconds, request: rush })
  assertAll(200, saturated.statuses)
  return [
    {
      what: `signed WhatsApp webhooks, ${rate}/s for ${plan.webhookSeconds} s, durable before the 200`,
      figure: `${perSecond(paced.perSecond)}/s`,
      ...figures(paced),
      goal: 'p50 < 10, p99 < 100, 0 lost',
      note: `${lost} lost, ${messages.length - new Set(messages).size} doubled, ${announced} announced of ${count}; every fifth from somebody new`,
    },
    {
      what: 'the same, as many as it takes, 32 connections',
      figure: `${perSecond(saturated.perSecond)}/s`,
      ...figures(saturated),
      ratio: ratioTo(saturated.perSecond, yardsticks),
    },
  ]
}

/** From the moment a delivery was due to leave until it was in each open inbox of its organization, at a calm rate and at that of the webhooks. */
export async function screenRows(stage: Stage): Promise<Row[]> {
  const { product, ground } = stage
  const screens = await openScreens(product, ground, 1_000)
  const before = await residentOf(product.pid)
  let highest = before
  const watch = setInterval(() => void residentOf(product.pid).then((now) => (highest = Math.max(highest, now))), 500)
  const calm = await shownRow(stage, screens, 100)
  clearInterval(watch)
  const memory = {
    what: 'memory of the server process then',
    figure: `${Math.round(highest)} MiB`,
    goal: '≤ 300',
    note: `resident, highest; ${Math.round(before)} before the first message`,
  }
  screens.close()
  const more = await openScreens(product, ground, 1_000)
  const busy = await shownRow(stage, more, webhookRate)
  more.close()
  return [calm, memory, busy]
}

async function shownRow({ plan, ground, product }: Stage, screens: Screens, rate: number): Promise<Row> {
  const count = rate * plan.liveSeconds
  const mark = newMark()
  const request = deliveriesOf(product.target, ground, { mark, count })
  const startAt = performance.now()
  screens.expect(mark, (i) => startAt + (i / rate) * 1_000)
  const outcome = await pace(product.target, { connections: 64, seconds: plan.liveSeconds, perSecond: rate, request })
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  assertAll(200, outcome.statuses)
  const { peoplePerOrg } = ground.amount
  const missing = unseenOf(screens.sightings, count, peoplePerOrg)
  return {
    what: `message → other agents' screens, ${rate}/s with ${screens.count.toLocaleString('en-US')} sockets`,
    figure: `${perSecond(screens.seen.count() / plan.liveSeconds)} frames/s`,
    ...figures({ latency: screens.seen }),
    goal: 'p95 < 200',
    note: `${ground.amount.orgs} organizations with ${peoplePerOrg} screens each; ${missing} messages not seen by all`,
  }
}
