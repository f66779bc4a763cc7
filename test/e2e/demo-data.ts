/** `demo-data.ts <folder>`: loads the demo into a data folder and stops, for browser tests to begin from a copy of it. */
import pg from 'pg'
import { startPostgres } from '#kernel/postgres/postgres.ts'
import { superuserOf } from '../load/product.ts'
import { rememberFirstAnswer, startProduct } from './product.ts'

const [folder = ''] = process.argv.slice(2)
const silent = { info: () => {}, warn: () => {}, error: () => {} }

// What a process wrote outlives its death by itself; waiting for the disk is for machines that lose power, which no browser
// test is about. And a log that keeps no used pieces is a copy of half the size.
const server = await startPostgres({ dataDir: folder, log: silent })
const admin = new pg.Client(server.admin)
await admin.connect()
for (const setting of ['fsync', 'full_page_writes', 'wal_recycle']) await admin.query(`alter system set ${setting} = off`)
await admin.end()
await server.stop()

const product = await startProduct({ YAPA_DATA: folder })
await rememberFirstAnswer(product)
await isQuiet()
await product.stop()

/** What follows from a demo is done once it is there: done here, once, or every browser test would begin with it. */
async function isQuiet(): Promise<void> {
  const client = new pg.Client(await superuserOf({ dataDir: folder }))
  await client.connect()
  const until = Date.now() + 90_000
  for (let quiet = 0; quiet < 3 && Date.now() < until;) {
    await new Promise((resolve) => setTimeout(resolve, 500))
    const { rows } = await client.query(`select 1 from kernel.job where state = any (array['ready', 'running', 'behind']) limit 1`)
    quiet = rows.length === 0 ? quiet + 1 : 0
  }
  await client.end()
}
