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
import { listRows } from './rows/list.ts'
import { screenRows, webhookRows } from './rows/messages.ts'
import { startRows, stopRows } from './rows/starts.ts'
import { jobRows, loginRows } from './rows/work.ts'
import { hasPgbench } from './yardsticks.ts'

/**
 * `npm run bench`: measures the product on this machine and prints a table. `--quick` takes about a minute, `--only
 * list,webhooks,screens,jobs,logins,start,stop` takes some rows, `--data FOLDER` keeps the ground for the next run, `--write`
 * puts the table into docs/reference/performance.md.
 */
const parts = ['start', 'list', 'webhooks', 'screens', 'jobs', 'logins', 'stop'] as const
const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, write: { type: 'boolean' }, only: { type: 'string' }, data: { type: 'string' } },
})
const wanted = new Set<string>(values.only?.split(',') ?? parts)
const plan = plans[values.quick ? 'quick' : 'full']
const say = (line: string): void => void process.stderr.write(`· ${line}\n`)
const began = new Date()
const loadBefore = loadavg()[0] ?? 0
const rows: Row[] = []

if (wanted.has('start')) rows.push(...(await startRows(say)))

const folder = values.data ?? (await newFolder())
await mkdir(folder, { recursive: true })
let product = await startProduct(folder, { YAPA_DEMO: 'none' })
try {
  const ground = await layGround(product, sizes[plan.ground], say)
  const restart = async (settings: Record<string, string> = {}) => {
    await product.stop()
    stage.product = product = await startProduct(folder, { YAPA_DEMO: 'none', ...settings })
    return product
  }
  const stage: Stage = { plan, ground, product, restart, say }
  await restart()
  const versions = await asSuperuser(
    product,
    async (client) =>
      (await client.query<{ version: string }>(`select current_setting('server_version') as version`)).rows[0]?.version ?? '',
  )
  let yardsticks = { hello: Number.NaN, driver: Number.NaN, pgbench: undefined as number | undefined }
  if (wanted.has('list')) {
    const lists = await listRows(stage)
    yardsticks = lists.yardsticks
    rows.push(...lists.rows)
  }
  if (wanted.has('webhooks')) rows.push(...(await webhookRows(stage, yardsticks)))
  if (wanted.has('screens')) {
    // A process that measured something else before has grown for that.
    await restart()
    rows.push(...(await screenRows(stage)))
  }
  if (wanted.has('jobs')) rows.push(...(await jobRows(stage)))
  if (wanted.has('logins')) rows.push(...(await loginRows(stage)))
  if (wanted.has('stop')) rows.push(...(await stopRows(stage)))
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
  const text = report({
    command: `npm run bench${values.quick ? ' -- --quick' : ''}`,
    began,
    commit,
    machine: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    versions: `Node ${process.version}, PostgreSQL ${versions}${hasPgbench ? '' : ', no pgbench'}`,
    load: { before: loadBefore, after: loadavg()[0] ?? 0 },
    plan,
    amount: ground.amount,
    table: table(rows),
  })
  process.stdout.write(`${text}\n`)
  if (values.write) {
    await mkdir(join(root, 'docs', 'reference'), { recursive: true })
    await writeFile(join(root, 'docs', 'reference', 'performance.md'), text)
  }
} finally {
  await product.stop()
  if (!values.data) await removeFolder(folder)
}
// Sockets of the generator may linger; nothing is left to do.
process.exit()
