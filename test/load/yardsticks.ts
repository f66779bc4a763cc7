import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import pg from 'pg'
import * as contacts from '#crm/server/contacts/contacts.store.ts'
import { ListContacts } from '#crm/contract/contact.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Statement } from '#kernel/db/sql.ts'
import { latencies, type Latencies } from './figures.ts'
import { end } from '../end.ts'
import { asSuperuser, run, superuserOf, type Product } from './product.ts'
import { requestBytes, saturate } from './raw-client.ts'

const pgbench = '/usr/bin/pgbench'
export const hasPgbench = existsSync(pgbench)
/** As many as the product's pool has. */
const connections = 8

/** Requests a second of a bare `node:http` server, over as many connections as the row beside it. */
export async function hello(seconds: number): Promise<number> {
  const { child } = run(['test/load/hello.ts'])
  const [port] = (await once(child, 'message')) as [number]
  const target = { host: '127.0.0.1', port }
  const request = requestBytes(target, 'GET', '/')
  const { perSecond } = await saturate(target, { connections: 50, seconds, request: () => request })
  await end(child)
  return perSecond
}

/** The statement behind the list of contacts, as the product sends it. */
export async function listStatement(): Promise<Statement> {
  let sent: Statement | undefined
  const ctx = { sql: (statement: Statement) => Promise.resolve(((sent = statement), [])) } as unknown as Ctx
  await contacts.page(ctx, ListContacts.parse({ limit: '50' }), [])
  if (!sent) throw new Error('the list of contacts sent nothing')
  return sent
}

/** The same statement through the `pg` driver alone, prepared, the organization in its condition, by the superuser. */
export async function driver(
  product: Product,
  orgs: readonly string[],
  seconds: number,
): Promise<{ perSecond: number; latency: Latencies }> {
  const statement = await listStatement()
  const text = statement.text.replace(/\bwhere\b/, `where c.org_id = $${statement.values.length + 1} and`)
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client(await superuserOf(product))
      await client.connect()
      return client
    }),
  )
  const latency = latencies()
  const warmUntil = performance.now() + 1_000
  const endAt = warmUntil + seconds * 1_000
  let i = 0
  await Promise.all(
    clients.map(async (client) => {
      for (let now = performance.now(); now < endAt;) {
        await client.query({ name: 'list', text, values: [...statement.values, orgs[i++ % orgs.length]] })
        const answered = performance.now()
        if (now >= warmUntil) latency.add(answered - now)
        now = answered
      }
    }),
  )
  await Promise.all(clients.map((client) => client.end()))
  return { perSecond: latency.count() / seconds, latency }
}

/** Transactions a second of `pgbench -S` on the same server, prepared; undefined where there is no pgbench. */
export async function selectOnly(product: Product, seconds: number): Promise<number | undefined> {
  if (!hasPgbench) return undefined
  const { host, port, user, password } = await superuserOf(product)
  const env = { ...process.env, PGHOST: host, PGPORT: String(port), PGUSER: user, PGPASSWORD: password, PGDATABASE: 'pgbench' }
  const call = (...args: string[]): Promise<{ stdout: string }> => promisify(execFile)(pgbench, args, { env })
  const isNew = await asSuperuser(product, async (client) => {
    if ((await client.query(`select from pg_database where datname = 'pgbench'`)).rowCount) return false
    await client.query('create database pgbench')
    return true
  })
  if (isNew) await call('-i', '-q', '-s', '10')
  const { stdout } = await call('-S', '-n', '-M', 'prepared', '-c', String(connections), '-j', '1', '-T', String(seconds))
  return Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
}
