import { findChromium } from '../../../bin/chromium.mjs'
import { claimTogether } from '../claims.ts'
import { searches } from '../corpus.ts'
import { deliveriesOf, unseenOf } from '../deliveries.ts'
import { latencies, median, ms, perSecond, type Latencies, type Row } from '../figures.ts'
import { openings } from '../opening.ts'
import type { Stage } from '../plan.ts'
import { pace, requestBytes, type Outcome } from '../raw-client.ts'
import { assertAll } from '../reading.ts'
import { openScreens } from '../screens.ts'

const quantiles = (latency: Latencies): Pick<Row, 'p50' | 'p95' | 'p99'> => ({
  p50: ms(latency.at(0.5)),
  p95: ms(latency.at(0.95)),
  p99: ms(latency.at(0.99)),
})

/** The lists that agents have open, as their screens ask for them. */
const views = [
  '/api/v1/conversations?limit=50&scope=mine&urgency=now',
  '/api/v1/conversations?limit=50&scope=mine&urgency=ongoing',
  '/api/v1/conversations?limit=50&scope=team&state=open',
  '/api/v1/conversations?limit=50&scope=unassigned&state=open',
  '/api/v1/conversations?limit=50&scope=all&state=resolved',
]
const agents = 50

/** One organization with a full desk: a hundred thousand conversations, a million messages. */
export async function deskRows(stage: Stage): Promise<Row[]> {
  const { ground } = stage
  const { conversations, messagesEach } = ground.amount
  const size = `${(conversations * messagesEach).toLocaleString('en-US')} messages in ${conversations.toLocaleString('en-US')} conversations of one organization`
  return [
    await inboxRow(stage, size),
    ...(await searchRows(stage, size)),
    await contactRow(stage),
    await openingRow(stage),
    await claimRow(stage),
    await fanOutRow(stage),
  ]
}

/** Reads at a fixed rate, `paths` in turn and by each of the agents in turn. */
async function read(stage: Stage, paths: readonly string[], rate: number): Promise<Outcome> {
  const { product, ground, plan } = stage
  const asking = ground.people.slice(0, agents)
  const requests = asking.map(({ token }) =>
    paths.map((path) => requestBytes(product.target, 'GET', path, { Cookie: `__Host-yapa_session=${token}` })),
  )
  const request = (i: number): Buffer => requests[i % asking.length]?.[Math.floor(i / asking.length) % paths.length] ?? Buffer.alloc(0)
  const ask = (seconds: number): Promise<Outcome> => pace(product.target, { connections: agents, seconds, perSecond: rate, request })
  await ask(plan.warmUpSeconds)
  const outcome = await ask(plan.deskSeconds)
  assertAll(200, outcome.statuses)
  return outcome
}

async function inboxRow(stage: Stage, size: string): Promise<Row> {
  const { perSecond: rate, latency } = await read(stage, views, 500)
  return {
    what: `inbox of ${agents} agents`,
    figure: `${perSecond(rate)}/s`,
    ...quantiles(latency),
    goal: 'p95 < 25',
    note: `open loop, ten lists a second each; ${size}`,
  }
}

async function searchRows(stage: Stage, size: string): Promise<Row[]> {
  const all = latencies()
  const middles: { words: string; middle: number }[] = []
  for (const words of searches) {
    const { latency } = await searchFor(stage, `/api/v1/conversations?scope=all&limit=50&search=${encodeURIComponent(words)}`)
    for (let i = 0; i < latency.count(); i++) all.add(latency.at(i / latency.count()))
    middles.push({ words, middle: latency.at(0.5) })
  }
  const slowest = middles.toSorted((a, b) => b.middle - a.middle)[0]
  return [
    {
      what: 'search over all messages',
      figure: `${searches.length} searches`,
      ...quantiles(all),
      goal: 'p95 < 100',
      note: `from “${searches[0]}” to “${searches.at(-1)}”, each as often; slowest “${slowest?.words}” (p50 ${ms(slowest?.middle ?? 0)}); ${size}`,
    },
  ]
}

/** One search, asked ten times a second by the owner, who may see everything. */
async function searchFor({ product, ground, plan }: Stage, path: string): Promise<Outcome> {
  const request = requestBytes(product.target, 'GET', path, { Cookie: `__Host-yapa_session=${ground.people[0]?.token}` })
  const outcome = await pace(product.target, { connections: 4, seconds: plan.deskSeconds / 4, perSecond: 10, request: () => request })
  assertAll(200, outcome.statuses)
  return outcome
}

async function contactRow(stage: Stage): Promise<Row> {
  const all = latencies()
  const words = ['maria', 'ma', '54911', 'maria gomez', 'quiroga', '+54 9 11 0009-0004']
  for (const one of words) {
    const { latency } = await searchFor(stage, `/api/v1/contacts?limit=50&search=${encodeURIComponent(one)}`)
    for (let i = 0; i < latency.count(); i++) all.add(latency.at(i / latency.count()))
  }
  return {
    what: 'search of contacts, as the list does it',
    figure: `${words.length} searches`,
    ...quantiles(all),
    goal: 'p95 < 100',
    note: `${stage.ground.amount.contacts.toLocaleString('en-US')} contacts of one organization; names that thousands have, and digits that all have`,
  }
}

async function openingRow({ product, ground, plan }: Stage): Promise<Row> {
  const what = 'opening a long thread in Chromium, from the press to the paint'
  if (!findChromium()) return { what, figure: 'no Chromium on this machine', goal: '< 150' }
  const { ms: all, messages } = await openings(product, ground, plan.openings)
  return {
    what,
    figure: `${ms(median(all))} ms`,
    goal: '< 150',
    note: `${messages.toLocaleString('en-US')} messages; runs ${all.map(ms).join(', ')}`,
  }
}

async function claimRow({ product, ground, plan }: Stage): Promise<Row> {
  const { attempts, seconds, latency, doubled, unclaimed } = await claimTogether(product, ground, plan.claims)
  return {
    what: `${ground.people.length} agents take the same conversation at once`,
    figure: `${perSecond(attempts / seconds)}/s`,
    ...quantiles(latency),
    goal: '0 doubled in 10,000',
    note: `${attempts.toLocaleString('en-US')} attempts at ${plan.claims} conversations: ${doubled} with two, ${unclaimed} with nobody`,
  }
}

async function fanOutRow(stage: Stage): Promise<Row> {
  const { ground, plan } = stage
  const product = await stage.restart()
  const rate = 5
  const count = rate * plan.liveSeconds
  const mark = `f${Date.now().toString(36)}`
  const screens = await openScreens(product, ground, 1_000)
  const request = deliveriesOf(product.target, ground, { mark, count, strangers: true })
  const startAt = performance.now()
  screens.expect(mark, (i) => startAt + (i / rate) * 1_000)
  const outcome = await pace(product.target, { connections: 8, seconds: plan.liveSeconds, perSecond: rate, request })
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  assertAll(200, outcome.statuses)
  screens.close()
  const missing = unseenOf(screens.sightings, count, screens.count)
  return {
    what: `one message → ${screens.count.toLocaleString('en-US')} sockets with the same inbox`,
    figure: `${perSecond(screens.seen.count() / plan.liveSeconds)} frames/s`,
    ...quantiles(screens.seen),
    goal: 'p95 < 250',
    note: `${rate} messages a second, one organization, one topic; ${missing} not seen by all`,
  }
}
