/** `demo-data.ts <folder>`: loads the demo into a data folder and stops, for browser tests to begin from a copy of it. */
import pg from 'pg'
import { startPostgres } from '#kernel/postgres/postgres.ts'
import { startProduct } from './product.ts'

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
await product.stop()
