import { latencies, ms, perSecond, type Row } from '../figures.ts'
import type { Stage } from '../plan.ts'
import { pace, requestBytes } from '../raw-client.ts'
import { assertAll } from '../reading.ts'
import { each, spentBy } from '../usage.ts'

const rate = 200
const shops = 20
const products = 20
const linesEach = 5

type Shop = { token: string; variantIds: string[] }

/** Orders of five lines at a counter, two promotions counted into each, as the API takes them: priced, numbered, told, audited. */
export async function orderRows(stage: Stage): Promise<Row[]> {
  const { plan, product } = stage
  stage.say(`a menu and two promotions for ${shops} organizations`)
  const open = await layShops(stage)
  const run = async (seconds: number, among: number) => {
    const mark = crypto.randomUUID()
    const outcome = await pace(product.target, {
      connections: 32,
      seconds,
      perSecond: rate,
      request: (i) => orderBytes(stage, open[i % among] as Shop, `${mark}-${i}`, i),
    })
    assertAll(200, outcome.statuses)
    return outcome
  }
  await run(2, shops)
  const before = await spentBy(product.pid)
  const many = await run(plan.liveSeconds, shops)
  const spent = each(before, await spentBy(product.pid), many.done)
  const one = await run(Math.ceil(plan.liveSeconds / 2), 1)
  const quantiles = ({ at }: ReturnType<typeof latencies>) => ({ p50: ms(at(0.5)), p95: ms(at(0.95)), p99: ms(at(0.99)) })
  return [
    {
      what: `an order of ${linesEach} lines with promotions, ${rate}/s`,
      figure: `${perSecond(many.perSecond)}/s`,
      ...quantiles(many.latency),
      goal: 'p95 < 40',
      note: `${shops} organizations; ${ms((spent.own + spent.below) / 1_000)} ms of processor each, ${ms(spent.below / 1_000)} ms of it in the database, all that follows included`,
    },
    {
      what: `the same, all of one brand, whose numbers have no gaps`,
      figure: `${perSecond(one.perSecond)}/s`,
      ...quantiles(one.latency),
    },
  ]
}

async function layShops(stage: Stage): Promise<Shop[]> {
  const { product, ground } = stage
  const origin = `http://${product.target.host}:${product.target.port}`
  const open: Shop[] = []
  for (let n = 0; n < Math.min(shops, ground.orgs.length); n++) {
    const token = ground.people[n * ground.amount.peoplePerOrg]?.token ?? ''
    const send = async <T>(path: string, body: object): Promise<T> => {
      const answer = await fetch(`${origin}/api/v1${path}`, {
        method: 'POST',
        headers: {
          Cookie: `__Host-yapa_session=${token}`,
          Origin: origin,
          'Content-Type': 'application/json',
          'Idempotency-Key': crypto.randomUUID(),
        },
        body: JSON.stringify(body),
      })
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
      return (await answer.json()) as T
    }
    const variantIds: string[] = []
    for (let i = 0; i < products; i++) {
      const name = `Producto ${i + 1}`
      const { variants } = await send<{ variants: { id: string }[] }>('/products', { name, taxKind: 'taxed', taxBasisPoints: 2100 })
      variantIds.push(...variants.map(({ id }) => id))
    }
    await send('/price-lists/main/prices', { items: variantIds.map((variantId, i) => ({ variantId, amountMinor: 100_000 + i * 7_300 })) })
    await send('/promotions', { name: '2x1', rule: { kind: 'n_for_m', take: 2, pay: 1, goods: { variantIds: variantIds.slice(0, 5) } } })
    await send('/promotions', { name: '10 %', rule: { kind: 'order_percent', basisPoints: 1000 } })
    open.push({ token, variantIds })
  }
  return open
}

function orderBytes({ product: { target } }: Stage, { token, variantIds }: Shop, key: string, i: number): Buffer {
  const lines = Array.from({ length: linesEach }, (_, k) => ({
    variantId: variantIds[(i + k * 3) % variantIds.length],
    quantityMilli: 1000 * (1 + ((i + k) % 3)),
  }))
  const body = Buffer.from(JSON.stringify({ door: 'counter', fulfilment: 'pickup', state: 'confirmed', lines }))
  const headers = {
    'Content-Type': 'application/json',
    'Idempotency-Key': key,
    Cookie: `__Host-yapa_session=${token}`,
    Origin: `http://${target.host}:${target.port}`,
  }
  return requestBytes(target, 'POST', '/api/v1/orders', headers, body)
}
