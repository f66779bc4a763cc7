import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { loadDemo } from '#app/demo/load.ts'
import { modules } from '#app/modules.ts'
import type { Connection } from '#kernel/db/database.ts'
import { newId } from '#kernel/contract/ids.ts'
import { testKernel } from '#kernel/testing/kernel.ts'
import { testPostgres } from '#kernel/testing/postgres.ts'

/**
 * Tenants against the database itself, table by table, as the application's own role: whatever a use case may forget, this
 * is what stands behind it. The control opens one table after the other and expects the same questions to notice.
 */
let admin: pg.Client
let app: pg.Client
let victim: string
const intruder = newId()
const platformTables = new Set(modules.flatMap((module) => Object.keys(module.platformTables ?? {})))

before(async () => {
  const { server, urls } = await testPostgres()
  const { kernel } = await testKernel()
  victim = (await loadDemo(kernel, { conversations: 12 })).orgId
  const open = async (connection: Connection): Promise<pg.Client> => {
    const client = new pg.Client(connection)
    // The server of this process may end before this file's last hook.
    client.on('error', () => {})
    await client.connect()
    return client
  }
  admin = await open({ ...server.admin, database: urls.owner.database })
  app = await open(urls.app)
})
after(() => Promise.all([admin.end(), app.end()]))

async function tenantTables(): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(
    `select n.nspname || '.' || quote_ident(c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
    [modules.map((module) => module.name)],
  )
  return rows.map(({ name }) => name).filter((name) => !platformTables.has(name))
}

/** What the intruder gets to see or change of the victim's rows in one table; empty is what it should be. */
async function trespasses(table: string): Promise<string[]> {
  const found: string[] = []
  const attempt = async (what: string, text: string): Promise<void> => {
    await app.query('begin')
    try {
      await app.query(`select set_config('app.org', $1, true)`, [intruder])
      const { rowCount } = await app.query(text)
      if ((rowCount ?? 0) > 0) found.push(what)
    } catch (error) {
      // Refused outright: no right on the table, row security, or a rule of the table itself.
      if (!/^(42501|23|P0001|0A000|55000)/.test((error as { code?: string }).code ?? '')) throw error
    } finally {
      await app.query('rollback')
    }
  }
  await attempt('read', `select 1 from ${table} where org_id = '${victim}' limit 1`)
  await attempt('change', `update ${table} set org_id = org_id where org_id = '${victim}'`)
  await attempt('take over', `update ${table} set org_id = '${intruder}' where org_id = '${victim}'`)
  await attempt('delete', `delete from ${table} where org_id = '${victim}'`)
  return found
}

const isFilled = async (table: string): Promise<boolean> =>
  (await admin.query(`select 1 from ${table} where org_id = $1 limit 1`, [victim])).rows.length > 0

/** One row of the victim's in a table that the demo leaves empty. Its checks are dropped first: the row only has to be there. */
async function fill(table: string): Promise<void> {
  const { rows: checks } = await admin.query<{ name: string }>(
    `select conname as name from pg_constraint where conrelid = $1::regclass and contype = 'c'`,
    [table],
  )
  for (const { name } of checks) await admin.query(`alter table ${table} drop constraint "${name}"`)
  const { rows: columns } = await admin.query<{ name: string; type: string }>(
    `select a.attname as name, a.atttypid::regtype::text as type from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity = ''
       and (a.attname = 'org_id' or (a.attnotnull and d.oid is null))`,
    [table],
  )
  const moment = '2026-11-21T00:00:00Z'
  const valueByType: Record<string, string> = {
    uuid: newId(),
    jsonb: '{}',
    'timestamp with time zone': moment,
    boolean: 'false',
    bytea: '\\x00',
    date: moment,
    'text[]': '{}',
    'uuid[]': '{}',
  }
  const values = columns.map(({ name, type }) => (name === 'org_id' ? victim : (valueByType[type] ?? '1')))
  await admin.query('set session_replication_role = replica')
  await admin.query(
    `insert into ${table} (${columns.map(({ name }) => `"${name}"`).join(', ')}) values (${values.map((_value, at) => `$${at + 1}`).join(', ')})`,
    values,
  )
  await admin.query('set session_replication_role = origin')
}

test('in no table does another organization see, change, take or delete a row', async () => {
  const offences: string[] = []
  for (const table of await tenantTables()) for (const what of await trespasses(table)) offences.push(`${what} ${table}`)
  assert.deepEqual(offences, [])
})

test('without an organization there are no rows', async () => {
  for (const table of await tenantTables()) {
    await app.query('begin')
    const { rowCount } = await app
      .query(`select 1 from ${table} limit 1`)
      .catch((error: { code?: string }) => (error.code === '42501' ? { rowCount: 0 } : Promise.reject(error)))
    await app.query('rollback')
    assert.equal(rowCount, 0, table)
  }
})

test('control: a table whose policy is dropped is noticed, each of them', async (t) => {
  const tables = await tenantTables()
  const missed: string[] = []
  for (const table of tables) {
    if (!(await isFilled(table))) await fill(table)
    await admin.query(`alter table ${table} no force row level security; alter table ${table} disable row level security`)
    if ((await trespasses(table)).length === 0) missed.push(table)
    await admin.query(`alter table ${table} enable row level security; alter table ${table} force row level security`)
  }
  t.diagnostic(`${tables.length} tables were opened, one after the other`)
  assert.deepEqual(missed, [])
  assert.ok(tables.length > 40, String(tables.length))
})

test('nobody writes a row into another organization', async () => {
  await app.query('begin')
  await app.query(`select set_config('app.org', $1, true)`, [intruder])
  await assert.rejects(
    app.query(`insert into crm.tag (org_id, id, name, name_key, color) values ('${victim}', gen_random_uuid(), 'x', 'x', 'grey')`),
    { code: '42501' },
  )
  await app.query('rollback')
})

test('the application role can neither change the schema nor the rules nor read what is not its own', async () => {
  for (const forbidden of [
    'create table crm.mine (id int)',
    'alter table crm.contact disable row level security',
    'drop policy own_org on crm.contact',
    'truncate crm.contact',
    'select rolpassword from pg_authid',
    'select * from identity.person',
    'select * from kernel.throttle',
    'set role yapa_owner',
    'set role yapa_search',
    "copy crm.contact to program 'cat'",
    'create extension dblink',
    "select pg_read_file('/etc/passwd')",
  ]) {
    await assert.rejects(
      app.query(forbidden),
      (error: { code?: string }) => ['42501', '42704', '0A000', '58P01'].includes(error.code ?? ''),
      forbidden,
    )
  }
})
