import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { table, type Row } from './figures.ts'
import { layGround, sizes } from './ground.ts'
import { plans, type Stage } from './plan.ts'
import { asSuperuser, newFolder, removeFolder, root, startProduct } from './product.ts'
import { report } from './report.ts'
import { contactRows } from './rows/contacts.ts'
import { attentionRows } from './rows/attention.ts'
import { botRows } from './rows/bots.ts'
import { catalogueRows } from './rows/catalogue.ts'
import { dealRows } from './rows/deals.ts'
import { deskRows } from './rows/desk.ts'
import { editorRows } from './rows/editor.ts'
import { kitchenRows } from './rows/kitchen.ts'
import { listRows } from './rows/list.ts'
import { orderRows } from './rows/orders.ts'
import { salesRows } from './rows/sales-figures.ts'
import { screenRows, webhookRows } from './rows/messages.ts'
import { priceRows } from './rows/prices.ts'
import { segmentRows } from './rows/segments.ts'
import { startRows, stopRows } from './rows/starts.ts'
import { stockRows } from './rows/stock.ts'
import { jobRows, loginRows } from './rows/work.ts'
import type { Amount } from './seed.ts'
import { hasPgbench } from './yardsticks.ts'

/**
 * `npm run bench`: measures the product on this machine and prints a table. `--quick` takes about a minute, `--only
 * list,attention,webhooks,bots,editor,screens,jobs,logins,start,stop,contacts,prices,desk,segments,catalogue,orders,kitchen,sales-figures,deals,stock` takes some rows, `--data FOLDER` keeps the ground for the next run, `--write`
 * puts the table into docs/reference/performance.md.
 */
const parts = [
  'start',
  'list',
  'attention',
  'webhooks',
  'bots',
  'editor',
  'screens',
  'jobs',
  'logins',
  'stop',
  'orders',
  'kitchen',
  'contacts',
  'prices',
  'desk',
  'segments',
  'catalogue',
  'sales-figures',
  'deals',
  'stock',
] as const
/** Those that are not measured among all the shops. */
const ownGround: readonly string[] = ['start', 'desk', 'segments', 'catalogue', 'sales-figures', 'deals', 'stock']
const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, write: { type: 'boolean' }, only: { type: 'string' }, data: { type: 'string' } },
})
const wanted = new Set<string>(values.only?.split(',') ?? parts)
const plan = plans[values.quick ? 'quick' : 'full']
const say = (line: string): void => void process.stderr.write(`· ${line}\n`)
const began = new Date()
const loadBefore = loadavg()[0] ?? 0
const rows: Row[] = []

/** Said as it is measured too: what comes later may fail. */
function keep(measured: readonly Row[]): void {
  rows.push(...measured)
  for (const { what, figure, p50, p95, p99 } of measured) say([what, figure, p50, p95, p99].filter(Boolean).join(' · '))
}

if (wanted.has('start')) keep(await startRows(say))

const folder = values.data ?? (await newFolder())
let versions = ''
try {
  if (parts.some((part) => !ownGround.includes(part) && wanted.has(part))) await onGround('shops', sizes[plan.ground], measureShops)
  if (wanted.has('desk')) await onGround('desk', sizes[plan.desk], async (stage) => keep(await deskRows(stage)))
  if (wanted.has('segments')) await onGround('crowd', sizes[plan.crowd], async (stage) => keep(await segmentRows(stage)))
  if (wanted.has('sales-figures')) await onGround('sales', sizes.small, async (stage) => keep(await salesRows(stage)))
  if (wanted.has('deals')) await onGround('deals', sizes.small, async (stage) => keep(await dealRows(stage)))
  if (wanted.has('catalogue')) await onGround('catalogue', sizes.small, async (stage) => keep(await catalogueRows(stage)))
  if (wanted.has('stock')) await onGround('stock', sizes.small, async (stage) => keep(await stockRows(stage)))
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
  const text = report({
    command: `npm run bench${values.quick ? ' -- --quick' : ''}`,
    began,
    commit,
    machine: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    versions: `Node ${process.version}, PostgreSQL ${versions}${hasPgbench ? '' : ', no pgbench'}`,
    load: { before: loadBefore, after: loadavg()[0] ?? 0 },
    plan,
    amount: sizes[plan.ground],
    desk: sizes[plan.desk],
    crowd: sizes[plan.crowd],
    table: table(rows),
  })
  process.stdout.write(`${text}\n`)
  if (values.write) {
    await mkdir(join(root, 'docs', 'reference'), { recursive: true })
    await writeFile(join(root, 'docs', 'reference', 'performance.md'), text)
  }
} finally {
  if (!values.data) await removeFolder(folder)
}
// Sockets of the generator may linger; nothing is left to do.
process.exit()

/** A product of its own on a ground that is laid when it is not there yet. */
async function onGround(name: string, amount: Amount, measure: (stage: Stage) => Promise<void>): Promise<void> {
  const dataDir = join(folder, name)
  await mkdir(dataDir, { recursive: true })
  let product = await startProduct(dataDir, { YAPA_DEMO: 'none' })
  try {
    const ground = await layGround(product, amount, say)
    const stage: Stage = {
      plan,
      ground,
      product,
      say,
      async restart(settings = {}) {
        await product.stop()
        return (stage.product = product = await startProduct(dataDir, { YAPA_DEMO: 'none', ...settings }))
      },
    }
    await stage.restart()
    versions = await asSuperuser(
      product,
      async (client) =>
        (await client.query<{ version: string }>(`select current_setting('server_version') as version`)).rows[0]?.version ?? '',
    )
    await measure(stage)
  } finally {
    await product.stop()
  }
}

async function measureShops(stage: Stage): Promise<void> {
  let yardsticks = { hello: Number.NaN, driver: Number.NaN, pgbench: undefined as number | undefined }
  if (wanted.has('list')) {
    const lists = await listRows(stage)
    yardsticks = lists.yardsticks
    keep(lists.rows)
  }
  if (wanted.has('attention')) keep(await attentionRows(stage))
  if (wanted.has('webhooks')) keep(await webhookRows(stage, yardsticks))
  if (wanted.has('screens')) {
    // A process that measured something else before has grown for that.
    await stage.restart()
    keep(await screenRows(stage))
  }
  if (wanted.has('jobs')) keep(await jobRows(stage))
  if (wanted.has('bots')) keep(await botRows(stage))
  if (wanted.has('editor')) keep(await editorRows(stage))
  if (wanted.has('logins')) keep(await loginRows(stage))
  if (wanted.has('orders')) {
    await stage.restart()
    keep(await orderRows(stage))
  }
  if (wanted.has('kitchen')) {
    await stage.restart()
    keep(await kitchenRows(stage))
  }
  if (wanted.has('stop')) keep(await stopRows(stage))
  // Last, because it makes one organization larger.
  if (wanted.has('contacts')) {
    await stage.restart()
    keep(await contactRows(stage))
  }
  if (wanted.has('prices')) keep(await priceRows(stage))
}
