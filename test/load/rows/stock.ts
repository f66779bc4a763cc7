import { newId } from '#kernel/contract/ids.ts'
import { latencies, ms, perSecond, type Row } from '../figures.ts'
import type { Stage } from '../plan.ts'
import { asSuperuser } from '../product.ts'
import { pace, requestBytes } from '../raw-client.ts'
import { assertAll } from '../reading.ts'

const items = 100_000
const places = 5
const movesEach = 10
const lastUnits = 100
const attempts = 10_000
const linesEach = 100
/** What one unit cost on the average of its nine receipts, which became dearer one by one. */
const averageMinor = 500

type Shop = { id: string; token: string; origin: string }

/** A hundred thousand products in five places, a million movements behind them; many who want the last units; deliveries. */
export async function stockRows(stage: Stage): Promise<Row[]> {
  const { product, ground, say } = stage
  const [org] = ground.orgs
  const owner = ground.people.find(({ orgId }) => orgId === org?.id)
  if (!org || !owner) throw new Error('the ground has no organization')
  const shop: Shop = { id: org.id, token: owner.token, origin: `http://${product.target.host}:${product.target.port}` }
  const scarce = await layScarce(shop)
  await fill(stage, shop.id)
  say(`stock: ${items.toLocaleString('en-US')} products in ${places} places, ${(items * movesEach).toLocaleString('en-US')} movements`)
  return [await screens(stage, shop), await value(stage, shop), await race(stage, shop, scarce), await deliveries(stage, shop)]
}

const headers = ({ token, origin }: Shop, key: string) => ({
  'Content-Type': 'application/json',
  'Idempotency-Key': key,
  Cookie: `__Host-yapa_session=${token}`,
  Origin: origin,
})

async function send<T>(shop: Shop, method: string, path: string, body?: object): Promise<T> {
  const answer = await fetch(`${shop.origin}/api/v1${path}`, {
    method,
    headers: headers(shop, crypto.randomUUID()),
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

async function screens({ product, plan }: Stage, shop: Shop): Promise<Row> {
  const [place] = (await send<{ items: { id: string; kind: string }[] }>(shop, 'GET', '/stock-locations')).items
  const all = latencies()
  const ways = ['', `&locationId=${place?.id}`, '&search=articulo 4242', '&search=sku-0777', '&show=low']
  for (const way of ways) {
    const path = `/api/v1/stock?limit=50${way.replaceAll(' ', '%20')}`
    const request = requestBytes(product.target, 'GET', path, { Cookie: `__Host-yapa_session=${shop.token}` })
    await pace(product.target, { connections: 4, seconds: 1, perSecond: 20, request: () => request })
    const { latency, statuses } = await pace(product.target, {
      connections: 4,
      seconds: plan.seconds,
      perSecond: 20,
      request: () => request,
    })
    assertAll(200, statuses)
    for (let i = 0; i < latency.count(); i++) all.add(latency.at(i / latency.count()))
  }
  return {
    what: `the screen of stock, ${items.toLocaleString('en-US')} products in ${places} places, 20/s`,
    figure: `${ways.length} ways`,
    p50: ms(all.at(0.5)),
    p95: ms(all.at(0.95)),
    p99: ms(all.at(0.99)),
    goal: 'p95 < 25',
    note: 'everything, one place, two searches, what is low; open loop',
  }
}

async function value({ product }: Stage, shop: Shop): Promise<Row> {
  const began = performance.now()
  const { valueMinor } = await send<{ valueMinor: number }>(shop, 'GET', '/stock-value')
  const took = performance.now() - began
  // From nothing but the movements: by average what was paid less what went at its average, by FIFO what is left of each receipt
  // when whatever went has been taken from the oldest ones.
  const again = await asSuperuser(product, async (client) => {
    const { rows } = await client.query<{ method: string; kept: string; counted: string }>(
      `with came as (
         select m.variant_id, m.quantity_milli, m.paid_minor, sum(m.quantity_milli) over (partition by m.variant_id order by m.position) as upto
         from inventory.stock_move m join inventory.location f on f.org_id = m.org_id and f.id = m.from_id
         where m.org_id = $1 and f.kind = 'supplier'),
       went as (
         select m.variant_id, sum(m.quantity_milli) as milli
         from inventory.stock_move m join inventory.location t on t.org_id = m.org_id and t.id = m.to_id
         where m.org_id = $1 and t.kind = 'customer' group by m.variant_id),
       counted as (
         select c.variant_id, sum(c.paid_minor) - coalesce(min(w.milli), 0) / 1000 * ${averageMinor} as average,
           sum(c.paid_minor * greatest(0, least(c.quantity_milli, c.upto - coalesce(w.milli, 0))) / c.quantity_milli) as fifo
         from came c left join went w on w.variant_id = c.variant_id group by c.variant_id)
       select v.method, sum(v.value_minor) as kept, sum(case when v.method = 'fifo' then c.fifo else c.average end) as counted
       from inventory.valuation v join counted c on c.variant_id = v.variant_id where v.org_id = $1 group by v.method order by v.method`,
      [shop.id],
    )
    return rows.map(({ method, kept, counted }) => ({ method, kept: Number(kept), counted: Number(counted) }))
  })
  const wrong = again.find(({ kept, counted }) => kept !== counted)
  const sum = again.reduce((all, { counted }) => all + counted, 0)
  if (wrong || again.length !== 2 || sum !== valueMinor)
    throw new Error(`the rollup says ${valueMinor}, its movements ${JSON.stringify(again)}`)
  return {
    what: `what everything is worth, ${(items * movesEach).toLocaleString('en-US')} movements, half of it by average, half by FIFO`,
    figure: `${ms(took)} ms`,
    goal: '< 2,000 ms',
    note: 'by what is kept of each product; each half equal to its full recomputation from the movements',
  }
}

async function race({ product }: Stage, shop: Shop, variantId: string): Promise<Row> {
  const body = Buffer.from(
    JSON.stringify({ door: 'counter', fulfilment: 'pickup', state: 'confirmed', lines: [{ variantId, quantityMilli: 1000 }] }),
  )
  const deadlocks = () =>
    asSuperuser(product, async (client) =>
      Number((await client.query<{ n: string }>('select sum(deadlocks) as n from pg_stat_database')).rows[0]?.n),
    )
  const before = await deadlocks()
  const all = latencies()
  let won = 0
  let next = 0
  const client = async (): Promise<void> => {
    while (next++ < attempts) {
      const began = performance.now()
      const answer = await fetch(`${shop.origin}/api/v1/orders`, { method: 'POST', headers: headers(shop, crypto.randomUUID()), body })
      await answer.arrayBuffer()
      all.add(performance.now() - began)
      if (answer.status === 200) won++
      else if (answer.status !== 409 && answer.status !== 422) throw new Error(`an attempt answered ${answer.status}`)
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: 64 }, client))
  const seconds = (performance.now() - began) / 1000
  const stuck = (await deadlocks()) - before
  if (won !== lastUnits || stuck !== 0) throw new Error(`${won} were sold of ${lastUnits}, ${stuck} deadlocks`)
  return {
    what: `64 clients order ${attempts.toLocaleString('en-US')} times what there are ${lastUnits} of`,
    figure: `${perSecond(attempts / seconds)}/s`,
    p50: ms(all.at(0.5)),
    p95: ms(all.at(0.95)),
    p99: ms(all.at(0.99)),
    note: `exactly ${won} sold, ${stuck} deadlocks; whole orders, through HTTP`,
  }
}

async function deliveries({ product, plan }: Stage, shop: Shop): Promise<Row> {
  const [place] = (await send<{ items: { id: string; kind: string }[] }>(shop, 'GET', '/stock-locations')).items
  const ids = await asSuperuser(product, async (client) =>
    (await client.query<{ id: string }>('select variant_id as id from inventory.item where org_id = $1 limit 20000', [shop.id])).rows.map(
      ({ id }) => id,
    ),
  )
  const mark = crypto.randomUUID()
  const request = (i: number): Buffer => {
    const lines = Array.from({ length: linesEach }, (_, k) => ({
      variantId: ids[(i * linesEach + k) % ids.length],
      quantityMilli: 1000,
      paidMinor: 500,
    }))
    return requestBytes(
      product.target,
      'POST',
      '/api/v1/stock-receipts',
      headers(shop, `${mark}-${i}`),
      Buffer.from(JSON.stringify({ locationId: place?.id, lines })),
    )
  }
  await pace(product.target, { connections: 4, seconds: 1, perSecond: 5, request: (i) => request(i + 1_000_000) })
  const outcome = await pace(product.target, { connections: 8, seconds: plan.seconds * 2, perSecond: 20, request })
  assertAll(200, outcome.statuses)
  return {
    what: `receipts of ${linesEach} lines, 20/s`,
    figure: `${perSecond(outcome.perSecond * linesEach)} movements/s`,
    p50: ms(outcome.latency.at(0.5)),
    p95: ms(outcome.latency.at(0.95)),
    p99: ms(outcome.latency.at(0.99)),
    goal: '2,000 movements/s',
    note: 'each in one transaction with levels, valuation, event and audit; open loop',
  }
}

/** Something that is sold for money and of which there are a hundred. */
async function layScarce(shop: Shop): Promise<string> {
  const { variants } = await send<{ variants: { id: string }[] }>(shop, 'POST', '/products', {
    name: `Último ${crypto.randomUUID().slice(0, 8)}`,
    taxKind: 'taxed',
    taxBasisPoints: 2100,
  })
  const variantId = variants[0]?.id ?? ''
  await send(shop, 'POST', '/price-lists/main/prices', { items: [{ variantId, amountMinor: 100_000 }] })
  await send(shop, 'POST', '/stock-items', { variantIds: [variantId] })
  const [place] = (await send<{ items: { id: string }[] }>(shop, 'GET', '/stock-locations')).items
  await send(shop, 'POST', '/stock-receipts', {
    locationId: place?.id,
    lines: [{ variantId, quantityMilli: lastUnits * 1000, paidMinor: lastUnits * 500 }],
  })
  return variantId
}

/** Straight into the tables, as so many deliveries and a sale would have left them, each delivery dearer than the one before. */
const fill = ({ product }: Stage, orgId: string): Promise<unknown> =>
  asSuperuser(product, async (client) => {
    const known = await client.query('select from inventory.item where org_id = $1 limit 1 offset 1000', [orgId])
    if (known.rows.length > 0) return
    const kinds = await client.query<{ id: string; kind: string }>('select id, kind from inventory.location where org_id = $1', [orgId])
    const at = (kind: string): string => kinds.rows.find((one) => one.kind === kind)?.id ?? ''
    const stores = Array.from({ length: places - 1 }, () => newId())
    await client.query(
      `insert into inventory.location (org_id, id, name, kind, created_at) select $1, n.id, 'Depósito ' || n.no, 'warehouse', now()
       from unnest($2::uuid[]) with ordinality n(id, no)`,
      [orgId, stores],
    )
    const all = [at('shop'), ...stores]
    await client.query(
      `create temporary table filled as select gen_random_uuid() as id, i, 'Artículo ' || i as name from generate_series(1, $1::int) i`,
      [items],
    )
    await client.query(
      `insert into inventory.item (org_id, variant_id, product_id, name, sku, unit, name_key, search_text, standing, created_at)
       select $1, id, id, name, 'SKU-' || lpad(i::text, 6, '0'), 'piece', 'articulo ' || i, ' articulo ' || i || ' sku ' || lpad(i::text, 6, '0')
         || ' sku' || lpad(i::text, 6, '0'), case when i % 50 = 0 then 'low' else 'enough' end, now() from filled`,
      [orgId],
    )
    // Nine receipts of ten, for 4,200 to 5,800, and one sale of five: 85 are left, 17 at each place. By average 2,500 went with
    // the sale, by FIFO half of the first receipt.
    await client.query(
      `insert into inventory.valuation (org_id, variant_id, method, quantity_milli, value_minor, last_paid_minor, last_paid_milli, position, last_at)
       select $1, id, case when i % 2 = 0 then 'fifo' else 'average' end, 85000, case when i % 2 = 0 then 42900 else 42500 end, 5800, 10000,
         $2::int, now() from filled`,
      [orgId, movesEach],
    )
    await client.query(
      `insert into inventory.valuation_layer (org_id, variant_id, position, received_milli, quantity_milli, value_minor, at)
       select $1, f.id, n, 10000, case when n = 1 then 5000 else 10000 end, case when n = 1 then 2100 else 4000 + 200 * n end,
         now() - (($2::int - n) || ' days')::interval
       from filled f cross join generate_series(1, $2::int - 1) n where f.i % 2 = 0`,
      [orgId, movesEach],
    )
    await client.query(
      `insert into inventory.stock_level (org_id, variant_id, location_id, on_hand_milli, is_free)
       select $1, f.id, l.id, 17000, false from filled f cross join unnest($2::uuid[]) l(id)`,
      [orgId, all],
    )
    await client.query(
      `insert into inventory.stock_move (org_id, id, variant_id, quantity_milli, from_id, to_id, paid_minor, at, position, recorded_at,
         document_kind, document_id, line_key)
       select $1, gen_random_uuid(), f.id, case when n = $2::int then 5000 else 10000 end, case when n = $2::int then $3::uuid else $4::uuid end,
         case when n = $2::int then $5::uuid else $3::uuid end, case when n = $2::int then null else 4000 + 200 * n end, now() - (($2::int - n) || ' days')::interval,
         n, now(), 'receipt', f.id, n::text
       from filled f cross join generate_series(1, $2::int) n`,
      [orgId, movesEach, at('shop'), at('supplier'), at('customer')],
    )
    for (const table of ['item', 'valuation', 'valuation_layer', 'stock_level', 'stock_move'])
      await client.query(`vacuum analyze inventory.${table}`)
  })
