import { withKernel } from '#app/with-kernel.ts'
import { FlowDocument } from '#bots/contract/flow.ts'
import * as flows from '#bots/server/flows/flows.ts'
import { loadConfig } from '#kernel/config/config.ts'
import { inTenant } from '#kernel/context.ts'
import { newId } from '#kernel/contract/ids.ts'
import { deliveriesOf, strangerOf } from '../deliveries.ts'
import { latencies, ms, perSecond, type Latencies, type Row } from '../figures.ts'
import type { Stage } from '../plan.ts'
import { asSuperuser } from '../product.ts'
import { openProvider } from '../provider.ts'
import { pace } from '../raw-client.ts'
import { assertAll } from '../reading.ts'
import { each, spentBy } from '../usage.ts'

const rate = 100
/** Each customer writes so often. */
const messagesEach = 3
const lookEveryMs = 5
const patienceMs = 5_000

/** Everybody is greeted with a question, and whatever they say is said back, so that each answer tells which message it answers. */
const echo = FlowDocument.parse({
  start: 'ask',
  nodes: [
    {
      id: 'ask',
      kind: 'question',
      text: 'Hola {{clientName}}, ¿qué necesitás?',
      answer: { type: 'text' },
      variable: 'dicho',
      next: 'hours',
    },
    {
      id: 'hours',
      kind: 'condition',
      cases: [{ id: 'open', tests: [{ subject: 'hours', op: 'is', value: 'open' }], next: 'said' }],
      otherwise: 'said',
    },
    { id: 'said', kind: 'answer', text: 'Anotado: {{dicho}}', next: 'ask' },
  ],
})

const quantiles = ({ at }: Latencies): Pick<Row, 'p50' | 'p95' | 'p99'> => ({ p50: ms(at(0.5)), p95: ms(at(0.95)), p99: ms(at(0.99)) })

/** From the moment a delivery was due to leave until the bot's answer to it is committed, with what takes it to the provider. */
export async function botRows(stage: Stage): Promise<Row[]> {
  const { plan, ground } = stage
  const provider = await openProvider()
  const product = await stage.restart({ YAPA_WHATSAPP_URL: provider.url })
  await drawBots(stage)
  const run = async (seconds: number) => {
    const count = rate * seconds
    const mark = `m${Date.now().toString(36)}`
    const customers = Math.ceil(count / messagesEach)
    const request = deliveriesOf(product.target, ground, { mark, count, inTurn: customers })
    const startAt = performance.now()
    const watch = watchAnswers(stage, mark, customers, (i) => startAt + (i / rate) * 1_000)
    const outcome = await pace(product.target, { connections: 64, seconds, perSecond: rate, request })
    assertAll(200, outcome.statuses)
    const { latency, unanswered } = await watch.end(count)
    return { outcome, latency, unanswered, count }
  }
  await run(3)
  const before = await spentBy(product.pid)
  const { outcome, latency, unanswered, count } = await run(plan.liveSeconds)
  const spent = each(before, await spentBy(product.pid), count)
  provider.close()
  const about = `a third from somebody new, ${ground.amount.orgs} organizations with a bot each`
  return [
    {
      what: `webhook → a bot's answer in the outbox, ${rate}/s`,
      figure: `${perSecond(latency.count() / plan.liveSeconds)}/s`,
      ...quantiles(latency),
      goal: 'p95 < 150',
      note: `committed, as another connection sees it every ${lookEveryMs} ms; ${unanswered} of ${count} unanswered; ${about}`,
    },
    {
      what: 'processor time of a message then, with its answer and everything that follows it',
      figure: `${ms((spent.own + spent.below) / 1_000)} ms`,
      note: `${ms(spent.own / 1_000)} ms in the server, ${ms(spent.below / 1_000)} ms in its database, delivery to the provider included`,
    },
    { what: 'the webhooks meanwhile', figure: `${perSecond(outcome.perSecond)}/s`, ...quantiles(outcome.latency) },
  ]
}

/** A bot in every organization that has none, drawn and switched on by the product's own functions; its numbers are real ones. */
async function drawBots({ product, ground }: Stage): Promise<void> {
  await withKernel(loadConfig(product.env), async (kernel) => {
    for (const { id } of ground.orgs) {
      const caller = {
        org: id,
        actor: { kind: 'system', name: 'load' } as const,
        locale: 'es' as const,
        zone: 'America/Argentina/Cordoba',
        requestId: newId(),
      }
      await inTenant(kernel, caller, async (ctx) => {
        if ((await flows.list(ctx)).items.length > 0) return
        const made = await flows.create(ctx, { name: 'Eco', copyOf: null })
        const drawn = await flows.draw({ ...ctx, ifMatch: made.version }, { id: made.id, draft: echo })
        const published = await flows.publish({ ...ctx, ifMatch: drawn.version }, { id: made.id, note: '' })
        await flows.update({ ...ctx, ifMatch: published.version }, { id: made.id, isActive: true })
      })
    }
  })
  await asSuperuser(product, (client) => client.query('update conversations.channel set is_simulator = false'))
}

type Seen = { floor: string; id: string | null; address: string | null; text: string | null }

/** Looks at the outbox from outside, so that what is seen is committed. */
function watchAnswers({ product }: Stage, mark: string, customers: number, dueOf: (i: number) => number) {
  const latency = latencies()
  const answered = new Set<number>()
  const customerByAddress = new Map(Array.from({ length: customers }, (_, customer) => [strangerOf(mark, customer), customer]))
  const pattern = new RegExp(`${mark}#(\\d+)#`)
  let isWatching = true
  const note = (i: number, now: number): void => {
    if (answered.has(i)) return
    answered.add(i)
    latency.add(now - dueOf(i))
  }
  const watching = asSuperuser(product, async (client) => {
    const known = new Set<string>()
    let floor: string | null = null
    while (isWatching) {
      const { rows }: { rows: Seen[] } = await client.query<Seen>({
        name: 'answers',
        text: `select pg_snapshot_xmin(pg_current_snapshot())::text as floor, e.seq::text as id,
            regexp_replace(e.data -> 'conversation' ->> 'contactAddress', '[^0-9]', '', 'g') as address, e.data -> 'message' -> 'content' ->> 'text' as text
          from (select 1) one left join kernel.event e on e.xid >= coalesce($1::xid8, pg_snapshot_xmin(pg_current_snapshot()))
            and e.type = 'conversations.message.sent'`,
        values: [floor],
      })
      const now = performance.now()
      floor = rows[0]?.floor ?? floor
      for (const { id, address, text } of rows) {
        if (id === null || known.has(id)) continue
        known.add(id)
        const i = pattern.exec(text ?? '')?.[1]
        // The first answer to somebody new is the question that begins the flow.
        const first = customerByAddress.get(address ?? '')
        if (i !== undefined) note(Number(i), now)
        else if (first !== undefined) note(first, now)
      }
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
    }
  })
  return {
    async end(count: number): Promise<{ latency: Latencies; unanswered: number }> {
      for (const since = performance.now(); answered.size < count && performance.now() - since < patienceMs;)
        await new Promise((resolve) => setTimeout(resolve, 50))
      isWatching = false
      await watching
      return { latency, unanswered: count - answered.size }
    },
  }
}
