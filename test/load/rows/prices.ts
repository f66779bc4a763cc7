import { askingAs } from '../asking.ts'
import { latencies, ms, type Row } from '../figures.ts'
import type { Stage } from '../plan.ts'
import { asSuperuser } from '../product.ts'

const goods = 10_000
const rule = { kind: 'percent', basisPoints: 850 }
const rounding = { stepMinor: 1_000, offsetMinor: 0, direction: 'nearest' }

type Ids = { id: string }

/** Ten thousand products of one shop made dearer at once, looked at before and taken back after, and what a basket of five comes to. */
export async function priceRows(stage: Stage): Promise<Row[]> {
  const { plan, say } = stage
  const ask = askingAs(stage)
  const { id: listId } = await ask<Ids>('POST', '/price-lists', {
    name: 'General',
    currency: 'ARS',
    includesTax: true,
    priority: 0,
    audience: 'everybody',
  })
  await fill(stage, listId)
  const asked = { selection: { listId }, rule, rounding }
  const [looked, changed, undone] = [latencies(), latencies(), latencies()]
  for (let round = 0; round < 3 * plan.rounds; round++) {
    const { digest, count } = await timed(looked, () => ask<{ digest: string; count: number }>('POST', '/price-change-previews', asked))
    // A ground that is kept has the products of other rows besides.
    if (count < goods) throw new Error(`${count} of ${goods} prices would change`)
    const { id } = await timed(changed, () => ask<Ids>('POST', '/price-changes', { name: `Round ${round}`, ...asked, digest }))
    const { keptCount } = await timed(undone, () => ask<{ keptCount: number }>('POST', `/price-changes/${id}/reversal`, {}))
    if (keptCount !== 0) throw new Error(`${keptCount} prices were not taken back`)
  }
  say(`prices: ${ms(changed.at(0.95))} ms to change ${goods}`)
  const note = `${goods.toLocaleString('en-US')} products of one organization, rounded to tens`
  return [
    { what: 'look at a change of 10,000 prices', figure: `${ms(looked.at(1))} ms at most`, ...quantiles(looked), note },
    { what: 'change 10,000 prices', figure: `${ms(changed.at(1))} ms at most`, ...quantiles(changed), goal: '< 2000', note },
    { what: 'take that back', figure: `${ms(undone.at(1))} ms at most`, ...quantiles(undone), goal: '< 2000', note },
    await quoteRow(stage),
  ]
}

async function quoteRow(stage: Stage): Promise<Row> {
  const ask = askingAs(stage)
  const taken = latencies()
  const { items } = await ask<{ items: Ids[] }>('GET', '/prices?limit=200')
  const [brand] = (await ask<{ items: Ids[] }>('GET', '/brands')).items
  for (let i = 0; i < 600; i++) {
    const lines = Array.from({ length: 5 }, (_, n) => ({ variantId: items[(i * 5 + n) % items.length]?.id, quantityMilli: 1000 * (1 + n) }))
    await timed(taken, () => ask('POST', '/quotes', { brandId: brand?.id, door: 'web', fulfilment: 'delivery', lines }))
  }
  return {
    what: 'say what a basket of 5 lines comes to',
    figure: `${ms(taken.at(0.5))} ms`,
    ...quantiles(taken),
    note: 'one after the other; prices chosen, promotions looked for, taxes counted',
  }
}

async function timed<T>(into: ReturnType<typeof latencies>, work: () => Promise<T>): Promise<T> {
  const begun = performance.now()
  const answer = await work()
  into.add(performance.now() - begun)
  return answer
}

const quantiles = ({ at }: ReturnType<typeof latencies>): Pick<Row, 'p50' | 'p95' | 'p99'> => ({
  p50: ms(at(0.5)),
  p95: ms(at(0.95)),
  p99: ms(at(0.99)),
})

function fill(stage: Stage, listId: string): Promise<unknown> {
  const org = stage.ground.people[0]?.orgId
  return asSuperuser(stage.product, async (client) => {
    await client.query(
      `insert into commerce.product (org_id, id, kind, name, unit, tax_kind, tax_basis_points, search_text, name_key, created_at, updated_at)
       select $1, gen_random_uuid(), 'good', 'Producto ' || n, 'piece', 'taxed', 2100, 'producto ' || n, 'producto ' || n, now(), now()
       from generate_series(1, $2::int) n`,
      [org, goods],
    )
    await client.query(
      `insert into commerce.variant (org_id, id, product_id, position, name, cost_minor, cost_currency, created_at)
       select p.org_id, gen_random_uuid(), p.id, 0, '', 50000, 'ARS', now() from commerce.product p where p.org_id = $1`,
      [org],
    )
    await client.query(
      `insert into commerce.price (org_id, id, list_id, variant_id, amount_minor, valid_from)
       select v.org_id, gen_random_uuid(), $2, v.id, 100000 + 100 * (row_number() over () % 9000), now() - interval '1 day'
       from commerce.variant v where v.org_id = $1`,
      [org, listId],
    )
    await client.query('analyze commerce.product, commerce.variant, commerce.price')
  })
}
