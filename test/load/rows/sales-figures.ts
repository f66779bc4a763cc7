import { askingAs } from '../asking.ts'
import { latencies, ms, type Row } from '../figures.ts'
import type { Stage } from '../plan.ts'
import { asSuperuser } from '../product.ts'
import { addDays, dayIn } from '#kernel/contract/calendar-day.ts'

const days = 540
const products = 300
const linesEach = 3
const people = 6
/** In the order in which they are written: what is written all over an index takes ten times as long. */
const orderId = `(lpad(to_hex(n), 12, '0') || '70008000000000000000')::uuid`

/** What a whole year, a month and a day of a million orders of one shop came to, by everything that tells sales apart. */
export async function salesRows(stage: Stage): Promise<Row[]> {
  const { plan, say } = stage
  const count = plan.ground === 'full' ? 1_000_000 : 50_000
  say(`${count} orders of one organization over ${days} days`)
  await fill(stage, count)
  const begun = performance.now()
  await settled(stage)
  say(`counted and proven in ${((performance.now() - begun) / 1000).toFixed(0)} s`)
  const ask = askingAs(stage)
  const today = dayIn('America/Argentina/Buenos_Aires', new Date())
  const year = `period=custom&from=${addDays(today, -364)}&to=${today}`
  const looks: Record<string, string[]> = {
    'board of sales': ['/board?period=today', '/board?period=last-30-days', `/board?${year}`],
    'reports of sales, a month': reports('period=last-30-days'),
    'reports of sales, a year': reports(year),
  }
  const rows: Row[] = []
  for (const [what, paths] of Object.entries(looks)) {
    const all = latencies()
    let slowest = { path: '', at: 0 }
    for (const path of paths) {
      const one = latencies()
      await ask('GET', path)
      for (let i = 0; i < 8 * plan.rounds; i++) {
        const from = performance.now()
        await ask('GET', path)
        const took = performance.now() - from
        one.add(took)
        all.add(took)
      }
      if (one.at(0.95) > slowest.at) slowest = { path, at: one.at(0.95) }
    }
    say(`${what}: p95 ${ms(all.at(0.95))} ms, slowest ${slowest.path} ${ms(slowest.at)} ms`)
    rows.push({
      what,
      figure: `${paths.length} ways`,
      p50: ms(all.at(0.5)),
      p95: ms(all.at(0.95)),
      p99: ms(all.at(0.99)),
      goal: 'p95 < 150',
      note: `${count.toLocaleString('en-US')} orders of one organization, today's read as they are; slowest “${slowest.path.split('?')[0]}” ${ms(slowest.at)} ms`,
    })
  }
  return rows
}

const reports = (period: string): string[] => [
  ...['day', 'month', 'hour', 'door', 'brand', 'agent'].map((group) => `/reports/orders/sales?${period}&groupBy=${group}`),
  ...['variant', 'category'].map((group) => `/reports/orders/products?${period}&groupBy=${group}`),
  ...['slow-products', 'order-times', 'cancelled-orders', 'discounts'].map((code) => `/reports/orders/${code}?${period}`),
]

/** Until every day that is over is counted. */
async function settled(stage: Stage): Promise<void> {
  const org = stage.ground.people[0]?.orgId
  await asSuperuser(stage.product, async (client) => {
    await client.query(
      `insert into kernel.job (org_id, name, payload, state, max_attempts, request_id)
       values ($1, 'orders.settle-sales', '{}', 'ready', 3, 'bench')`,
      [org],
    )
    for (;;) {
      const { rows } = await client.query(`select count(*) filter (where is_settled)::int as n from orders.sales_day where org_id = $1`, [
        org,
      ])
      const { rows: jobs } = await client.query(`select 1 from kernel.job where org_id = $1 and name = 'orders.settle-sales'`, [org])
      if (rows[0].n >= days - 2 && jobs.length === 0) return
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  })
}

async function fill(stage: Stage, count: number): Promise<void> {
  const org = stage.ground.people[0]?.orgId
  const owner = stage.ground.people[0]?.id
  await asSuperuser(stage.product, async (client) => {
    const run = (text: string, values: unknown[] = []) => client.query(text, values)
    const { rowCount: there } = await run(`select from orders.customer_order where org_id = $1 and number = $2`, [org, `V${count}`])
    if (there) return
    await run('set session_replication_role = replica')
    const { rows } = await run('select id from identity.brand where org_id = $1 limit 1', [org])
    const brand = rows[0]?.id as string
    await run(
      `insert into commerce.product (org_id, id, kind, name, unit, tax_kind, tax_basis_points, search_text, name_key, created_at, updated_at)
       select $1, md5('sales product ' || n)::uuid, 'good', 'Venta ' || n, 'piece', 'taxed', 2100, 'venta ' || n, 'venta ' || n, now(), now()
       from generate_series(0, $2::int - 1) n on conflict do nothing`,
      [org, products],
    )
    await run(
      `insert into commerce.variant (org_id, id, product_id, position, name, cost_minor, cost_currency, created_at)
       select $1, md5('sales variant ' || n)::uuid, md5('sales product ' || n)::uuid, 0, '', 50000, 'ARS', now()
       from generate_series(0, $2::int - 1) n on conflict do nothing`,
      [org, products],
    )
    await run(
      `insert into orders.customer_order (org_id, id, number, brand_id, door, state, state_since, payment_state, fulfilment, currency,
         includes_tax, price_list_id, subtotal_minor, discount_minor, delivery_minor, net_minor, tax_minor, total_minor, taxes, promotions,
         cancel_reason, placed_at, confirmed_at, ready_at, closed_at, search_text, created_at, created_by_id, line_count)
       select $1, ${orderId}, 'V' || n, $2, (array['whatsapp', 'counter', 'phone', 'web'])[1 + n % 4],
         case when n % 25 = 0 then 'cancelled' else 'delivered' end, at, 'paid', (array['pickup', 'delivery', 'table'])[1 + n % 3], 'ARS',
         true, $2, 330000, 30000, 0, 247934, 52066, 300000, '[]',
         case when n % 5 = 0 then jsonb_build_array(jsonb_build_object('promotionId', md5('sales promotion ' || n % 7)::uuid,
           'name', 'Promo ' || n % 7, 'amountMinor', 30000, 'refusal', null, 'code', null)) else '[]' end,
         case when n % 25 = 0 then 'Motivo ' || n % 11 end, at, at, at + interval '1 minute' * (10 + n % 37),
         at + interval '1 minute' * (50 + n % 71), '', at, case when n % 3 = 0 then md5('sales person ' || n % $5::int)::uuid else $6::uuid end, ${linesEach}
       from generate_series(1, $3::int) n
       cross join lateral (select now() - interval '1 second' * (n::bigint * ($4::bigint * 86400) / $3::int) as at) moment`,
      [org, brand, count, days, people, owner],
    )
    await run(
      `insert into orders.order_line (org_id, id, order_id, position, product_id, variant_id, category_id, name, unit, quantity_milli,
         list_price_minor, unit_price_minor, gross_minor, total_minor, tax_kind, tax_basis_points, cost_minor, delivered_milli)
       select $1, uuidv7(), ${orderId}, l, md5('sales product ' || p)::uuid, md5('sales variant ' || p)::uuid,
         md5('sales category ' || p % 20)::uuid, 'Venta ' || p, 'piece', 1000, 110000, 110000, 110000, 100000, 'taxed', 2100, 50000, 1000
       from generate_series(1, $2::int) n cross join generate_series(0, ${linesEach - 1}) l
       cross join lateral (select (n * 7 + l * 31 + (n * l) % 13) % $3::int as p) product`,
      [org, count, products],
    )
    await run('analyze orders.customer_order, orders.order_line')
  })
}
