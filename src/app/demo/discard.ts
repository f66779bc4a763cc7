import type pg from 'pg'
import type { Connection } from '#kernel/db/database.ts'
import { withClient } from '#kernel/db/with-client.ts'

/**
 * Removes a demo that was left half written, so that it can be written anew. Only before anything is served, as the owner
 * of the tables, who sets row security aside within this one transaction. The trail of the half demo stays: it is sealed.
 */
export async function discardDemo(owner: Connection, orgId: string): Promise<void> {
  await withClient(owner, async (client) => {
    await client.query('begin')
    const { rows } = await client.query<{ name: string; isPlatform: boolean }>(
      `select c.oid::regclass::text as name, not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped) as "isPlatform"
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and c.relowner = (select oid from pg_roles where rolname = current_user) and c.relforcerowsecurity and c.relname !~ '^audit'`,
    )
    for (const { name } of rows) await client.query(`alter table ${name} no force row level security`)
    await client.query('delete from identity.person where id in (select person_id from identity.membership where org_id = $1)', [orgId])
    await client.query('delete from identity.slug where organization_id = $1', [orgId])
    await deleteEverywhere(
      client,
      rows.filter(({ isPlatform }) => !isPlatform).map(({ name }) => name),
      orgId,
    )
    for (const { name } of rows) await client.query(`alter table ${name} force row level security`)
    await client.query('commit')
  })
}

/** Rows that others point at go after those: whatever is refused in one round is tried again in the next. */
async function deleteEverywhere(client: pg.Client, tables: readonly string[], orgId: string): Promise<void> {
  let waiting = [...tables]
  while (waiting.length > 0) {
    const refused: string[] = []
    for (const table of waiting) {
      await client.query('savepoint one')
      const isDone = await client.query(`delete from ${table} where org_id = $1`, [orgId]).then(
        () => true,
        (error: { code?: string }) => (error.code === '23503' ? false : Promise.reject(error)),
      )
      await client.query(isDone ? 'release savepoint one' : 'rollback to savepoint one')
      if (!isDone) refused.push(table)
    }
    if (refused.length === waiting.length) throw new Error(`rows that point at each other: ${refused.join(', ')}`)
    waiting = refused
  }
}
