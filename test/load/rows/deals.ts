import type { Page } from 'playwright-core'
import { keysBetween } from '#sales/server/deals/rank.ts'
import { signIn } from '../../e2e/person.ts'
import { openBrowser, openWindow } from '../../e2e/product.ts'
import { askingAs } from '../asking.ts'
import { latencies, ms, type Row } from '../figures.ts'
import { framesDuring } from '../frames.ts'
import type { Stage } from '../plan.ts'
import { asSuperuser } from '../product.ts'

const cards = 5_000
const days = 540
const lines = 30
const longName = 'Larga'

type PipelineStage = { id: string; kind: string }
type Pipeline = { id: string; name: string; stages: PipelineStage[] }

/** A board of five thousand deals in Chromium, figures over a pipeline of two hundred thousand, and the paper of a proposal. */
export async function dealRows(stage: Stage): Promise<Row[]> {
  const { plan, say } = stage
  const count = plan.ground === 'full' ? 200_000 : 20_000
  const ask = askingAs(stage)
  const known = (await ask<{ items: Pipeline[] }>('GET', '/pipelines')).items
  const [board] = known
  if (!board) throw new Error('there is no pipeline')
  // A ground that is kept has all of it already.
  const kept = known.find(({ name }) => name === longName)
  const long = kept ?? (await ask<Pipeline>('POST', '/pipelines', { name: longName, currency: 'ARS', stages: stagesOf }))
  if (!kept) {
    say(`${cards} open deals on one board, ${count} in the history of another`)
    await fill(stage, board, long, count)
    await counted(stage, long.id, count)
  }
  return [...(await figureRows(stage, long.id, count)), await paperRow(stage), ...(await boardRows(stage, board))]
}

const stagesOf = [
  { name: 'Nuevo', kind: 'open', probability: 10 },
  { name: 'Propuesta', kind: 'proposal', probability: 40 },
  { name: 'Negociación', kind: 'negotiation', probability: 70 },
  { name: 'Ganado', kind: 'won', probability: 100 },
  { name: 'Perdido', kind: 'lost', probability: 0 },
]

async function figureRows(stage: Stage, id: string, count: number): Promise<Row[]> {
  const ask = askingAs(stage)
  const owner = stage.ground.people[0]?.id
  const paths = [`metrics?months=12`, `metrics?months=12&owner=${owner}`, 'figures', 'forecast'].map((path) => `/pipelines/${id}/${path}`)
  const all = latencies()
  let slowest = { path: '', at: 0 }
  for (const path of paths) {
    const one = latencies()
    await ask('GET', path)
    for (let i = 0; i < 20 * stage.plan.rounds; i++) {
      const from = performance.now()
      await ask('GET', path)
      const took = performance.now() - from
      one.add(took)
      all.add(took)
    }
    if (one.at(0.95) > slowest.at) slowest = { path: path.split('/').at(-1) ?? '', at: one.at(0.95) }
  }
  return [
    {
      what: 'figures of a pipeline',
      figure: `${paths.length} ways`,
      ...quantiles(all),
      goal: 'p95 < 100',
      note: `${count.toLocaleString('en-US')} deals over ${days} days; slowest “${slowest.path.split('?')[0]}” ${ms(slowest.at)} ms`,
    },
  ]
}

async function paperRow(stage: Stage): Promise<Row> {
  const ask = askingAs(stage)
  const contact = await ask<{ id: string }>('POST', '/contacts', { kind: 'person', name: 'Ana Ruiz', identities: [] })
  const { id, version } = await ask<{ id: string; version: number }>('POST', '/proposals', { contactId: contact.id })
  const items = Array.from({ length: lines }, (_, i) => ({
    kind: 'item',
    description: `Vianda del día ${i + 1}, con guarnición y postre`,
    quantityMilli: 1_000 * (1 + (i % 9)),
    unit: '',
    unitPriceMinor: 450_000 + 1_000 * i,
    discount: null,
    taxBasisPoints: i % 3 === 0 ? 1_050 : 2_100,
    productId: null,
  }))
  await ask('PATCH', `/proposals/${id}`, { lines: items }, version)
  const taken = latencies()
  // The first one starts the typesetter.
  await ask('POST', `/proposals/${id}/prints`, {})
  for (let i = 0; i < 20 * stage.plan.rounds; i++) {
    const from = performance.now()
    await ask('POST', `/proposals/${id}/prints`, {})
    taken.add(performance.now() - from)
  }
  return {
    what: `PDF of a proposal of ${lines} lines`,
    figure: `${ms(taken.at(0.5))} ms`,
    ...quantiles(taken),
    goal: '< 100',
    note: 'read, typeset and kept as a file, one after the other',
  }
}

async function boardRows(stage: Stage, { id, stages }: Pipeline): Promise<Row[]> {
  const { product, ground, plan } = stage
  const browser = await openBrowser()
  try {
    const { page } = await openWindow(browser, `http://localhost:${product.target.port}`)
    await signIn(page, ground.people[0]?.email ?? '', { to: `/embudos/${id}`, password: ground.password })
    await page.locator('[data-column] [data-card]').first().waitFor()
    const frames = await framesDuring(page, () => scrolled(page, plan.liveSeconds / 2))
    // What is on top of its column is on the screen again.
    await page.reload()
    const moved = await movedCards(page, stages, 10 * plan.rounds)
    const note = `${cards.toLocaleString('en-US')} deals on the board; Chromium without a graphics card, 1440x900`
    return [
      {
        what: 'board of deals: a column scrolled',
        figure: `${Math.round(frames.perSecond)} frames/s`,
        p50: ms(frames.p50),
        p95: ms(frames.p95),
        goal: '≥ 50 frames/s',
        note: `${note}; milliseconds between frames`,
      },
      {
        what: 'board of deals: a card moved, from the key to the paint',
        figure: `${ms(moved.at(0.5))} ms`,
        ...quantiles(moved),
        goal: '< 50',
        note,
      },
    ]
  } finally {
    await browser.close()
  }
}

/** Down and up again, slowly and fast. */
async function scrolled(page: Page, seconds: number): Promise<void> {
  const column = await page.locator('[data-column] [data-scrolls]').first().boundingBox()
  if (!column) throw new Error('there is no column in sight')
  await page.mouse.move(column.x + column.width / 2, column.y + column.height / 2)
  const begun = performance.now()
  for (let now = begun; now - begun < seconds * 1_000; now = performance.now()) {
    await page.mouse.wheel(0, 240 * Math.sin(((now - begun) / 1_000) * Math.PI))
    await new Promise((resolve) => setTimeout(resolve, 16))
  }
}

/** To and fro between the first two stages, with the keyboard. */
async function movedCards(page: Page, stages: readonly PipelineStage[], times: number): Promise<ReturnType<typeof latencies>> {
  const taken = latencies()
  const [from, to] = [stages[0]?.id ?? '', stages[1]?.id ?? '']
  const card = page.locator(`[data-column="${from}"] [data-card]`).first()
  await card.waitFor()
  const id = (await card.getAttribute('data-card')) ?? ''
  await card.locator('[data-deal]').focus()
  for (let i = 0; i < times; i++) {
    const [column, key] = i % 2 === 0 ? [to, 'Shift+ArrowRight'] : [from, 'Shift+ArrowLeft']
    const place = `[data-column="${column}"] [data-card="${id}"]`
    await page.evaluate((wanted) => {
      const seen = new Promise<number>((resolve) => {
        const begin = ({ key: pressed, timeStamp }: KeyboardEvent): void => {
          if (!pressed.startsWith('Arrow')) return
          removeEventListener('keydown', begin, true)
          const look = (): void => {
            // The frame after the one that has it there is painted when its own work begins.
            if (document.querySelector(wanted)) requestAnimationFrame(() => resolve(performance.now() - timeStamp))
            else requestAnimationFrame(look)
          }
          look()
        }
        addEventListener('keydown', begin, true)
      })
      Object.assign(window, { seen })
    }, place)
    const answered = page.waitForResponse((one) => one.request().method() !== 'GET' && one.url().includes(id))
    await page.keyboard.press(key)
    taken.add(await page.evaluate(() => (window as unknown as { seen: Promise<number> }).seen))
    // The server has answered, and the card has the keyboard again.
    if (!(await answered).ok()) throw new Error('the card was not moved')
    await page.locator(`${place} [data-deal]:focus`).waitFor()
  }
  return taken
}

const quantiles = ({ at }: ReturnType<typeof latencies>): Pick<Row, 'p50' | 'p95' | 'p99'> => ({
  p50: ms(at(0.5)),
  p95: ms(at(0.95)),
  p99: ms(at(0.99)),
})

/** Of twenty deals of the long pipeline three are open, seven were won, ten lost; each went through the stages before. */
async function fill(stage: Stage, board: Pipeline, long: Pipeline, count: number): Promise<void> {
  const org = stage.ground.people[0]?.orgId
  const owner = stage.ground.people[0]?.id
  await asSuperuser(stage.product, async (client) => {
    const run = (text: string, values: unknown[] = []) => client.query(text, values)
    await run('set session_replication_role = replica')
    const open = board.stages.filter(({ kind }) => kind !== 'won' && kind !== 'lost')
    await run(
      `insert into sales.deal (org_id, id, pipeline_id, stage_id, rank_key, title, contact_name, owner_id, amount_minor, currency,
         next_step, stage_entered_at, last_activity_at, search_text, created_at)
       select $1, uuidv7(), $2, ($3::uuid[])[1 + n % array_length($3::uuid[], 1)], key, 'Pedido de viandas ' || n,
         'Cliente ' || n, $4, 100000 + n, 'ARS', 'Llamar', now() - interval '1 hour' * (n % 700), now(), 'pedido de viandas ' || n,
         now() - interval '1 hour' * (n % 700)
       from unnest($5::text[]) with ordinality as k(key, n)`,
      [org, board.id, open.map(({ id }) => id), owner, keysBetween(null, null, cards)],
    )
    await run(
      `insert into sales.deal (org_id, id, pipeline_id, stage_id, rank_key, title, owner_id, amount_minor, currency, closed_at,
         expected_close, stage_entered_at, last_activity_at, search_text, created_at)
       select $1, uuidv7(), $2, ($3::uuid[])[s], key, 'Venta ' || n,
         case when n % 3 = 0 then $4::uuid else md5('long owner ' || n % 5)::uuid end, 100000 + n, 'ARS',
         case when s > 3 then at + interval '1 hour' * (60 + n % 900) end, (at + interval '40 days')::date,
         at + interval '1 hour' * (30 + n % 500), at, 'venta ' || n, at
       from unnest($5::text[]) with ordinality as k(key, n)
       cross join lateral (select case when n % 20 < 3 then 1 + n % 20 when n % 20 < 10 then 4 else 5 end as s,
         now() - interval '40 days' - interval '1 second' * (n * (${days}::bigint * 86400) / $6::int) as at) made`,
      [org, long.id, long.stages.map(({ id }) => id), owner, keysBetween(null, null, count), count],
    )
    await run(
      `insert into sales.deal_stage_event (org_id, id, deal_id, pipeline_id, from_stage_id, to_stage_id, from_kind, to_kind, to_name, at,
         amount_minor, currency, probability)
       select d.org_id, gen_random_uuid(), d.id, d.pipeline_id, f.id, s.id, f.kind, s.kind, s.name,
         case when s.kind in ('won', 'lost') then d.closed_at else d.created_at + interval '15 hours' * s.position end, d.amount_minor, 'ARS',
         s.probability
       from sales.deal d
       join sales.stage own on own.org_id = d.org_id and own.id = d.stage_id
       join sales.stage s on s.org_id = d.org_id and s.pipeline_id = d.pipeline_id
         and (s.position < least(own.position, 3) or s.id = own.id)
       left join sales.stage f on f.org_id = d.org_id and f.pipeline_id = d.pipeline_id
         and f.position = case when s.position >= 3 then 2 else s.position - 1 end
       where d.org_id = $1 and d.pipeline_id = $2`,
      [org, long.id],
    )
    await run('analyze sales.deal, sales.deal_stage_event')
  })
}

/** Until all of them are counted, and rows of one kind put together as every night does it. */
async function counted(stage: Stage, pipelineId: string, count: number): Promise<void> {
  const org = stage.ground.people[0]?.orgId
  await asSuperuser(stage.product, async (client) => {
    const work = async (name: string, payload: object): Promise<void> => {
      await client.query(
        `insert into kernel.job (org_id, name, payload, state, max_attempts, request_id) values ($1, $2, $3, 'ready', 3, 'bench')`,
        [org, name, payload],
      )
      for (;;) {
        const { rows } = await client.query('select 1 from kernel.job where org_id = $1 and name = $2', [org, name])
        if (rows.length === 0) return
        await new Promise((resolve) => setTimeout(resolve, 250))
      }
    }
    await work('sales.recount-pipelines', { pipelineIds: [pipelineId], isFresh: true })
    await work('sales.tidy-tallies', {})
    const { rows } = await client.query('select sum(count)::int as n from sales.cohort_month where org_id = $1 and pipeline_id = $2', [
      org,
      pipelineId,
    ])
    if (rows[0]?.n !== count) throw new Error(`${rows[0]?.n} of ${count} deals are counted`)
  })
}
