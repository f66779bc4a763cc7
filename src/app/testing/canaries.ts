import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import pg from 'pg'
import { testPostgres } from '#kernel/testing/postgres.ts'

/** Words that nobody else writes: wherever one of them is found, this person is. */
export const waId = '5493515550147'
export const name = 'Zafirina Quimbaya'
export const canaries = ['zafirina', 'quimbaya', '3515550147', 'kanarienvogel', 'canario@']

/** Every column of every table, as text, and every file of the data folder but the database's own: where a canary is. */
export async function sightings(t: TestContext, org: string, words: readonly string[]): Promise<string[]> {
  const { server, urls, dataDir } = await testPostgres()
  const admin = new pg.Client({ ...server.admin, database: urls.owner.database })
  await admin.connect()
  t.after(() => admin.end().catch(() => {}))
  const tables = await admin.query<{ name: string; tenant: boolean }>(`
    select format('%I.%I', t.table_schema, t.table_name) as name,
      exists (select from information_schema.columns c where c.table_schema = t.table_schema and c.table_name = t.table_name and c.column_name = 'org_id') as tenant
    from information_schema.tables t
    where t.table_type = 'BASE TABLE' and t.table_schema not in ('pg_catalog', 'information_schema')`)
  const found: string[] = []
  for (const table of tables.rows) {
    const { rows } = await admin.query<{ n: number }>(
      `select count(*)::int as n from ${table.name} t where lower(t::text) like any ($1) ${table.tenant ? 'and t.org_id = $2' : 'and $2::uuid is not null'}`,
      [words.map((word) => `%${word}%`), org],
    )
    if (rows[0]?.n) found.push(`${table.name} ${rows[0].n}`)
  }
  await admin.end()
  for (const entry of await readdir(join(dataDir), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || path.startsWith(join(dataDir, 'pg'))) continue
    const bytes = (await readFile(path)).toString('latin1').toLowerCase()
    if (words.some((word) => bytes.includes(word))) found.push(path.slice(dataDir.length))
  }
  return found.toSorted()
}

/** The body of an answer that must be a good one. */
export async function ok<T extends { status: number; body: any }>(answer: Promise<T>): Promise<T['body']> {
  const { status, body } = await answer
  assert.ok(status < 300, `${status} ${JSON.stringify(body)}`)
  return body
}
