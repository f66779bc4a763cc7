import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { modules } from '#app/modules.ts'
import { stopTestPostgres, testPostgres } from '#kernel/testing/postgres.ts'

/** The isolation of tenants, proven from the catalogue of the migrated database: each query lists offences. */
let admin: pg.Client
const platformTables = new Set(modules.flatMap((module) => Object.keys(module.platformTables ?? {})))
const schemas = ['kernel', ...modules.map((module) => module.name)]

before(async () => {
  const { server, urls } = await testPostgres()
  admin = new pg.Client({ ...server.admin, database: urls.owner.database })
  await admin.connect()
})
after(async () => {
  await admin.end()
  await stopTestPostgres()
})

const offences = async (query: string): Promise<string[]> =>
  (await admin.query<{ offence: string }>(query, [schemas])).rows.map((row) => row.offence)
const isTenants = (table: string): boolean => !platformTables.has(table)

test('every table of a tenant has org_id, forced row security and a policy that checks what is written', async () => {
  const found = await offences(`
    select n.nspname || '.' || c.relname as offence
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition and not (
      c.relrowsecurity and c.relforcerowsecurity
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and a.attnotnull)
      and exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'own_org' and p.polqual is not null and p.polwithcheck is not null))`)
  assert.deepEqual(found.filter(isTenants), [])
})

test('tables outside of any tenant are declared with a reason and closed to the application role', async () => {
  const found = await offences(`
    select n.nspname || '.' || c.relname as offence
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any($1) and c.relkind in ('r', 'p')
      and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped)`)
  assert.deepEqual(found.filter(isTenants), [])
  const open = await offences(`
    select n.nspname || '.' || c.relname as offence
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any($1) and c.relkind in ('r', 'p') and has_table_privilege('yapa_app', c.oid, 'insert, update, delete')`)
  assert.deepEqual(
    open.filter((table) => platformTables.has(table)),
    [],
  )
})

test('every unique key and every foreign key of a tenant begins with the tenant', async () => {
  const found = await offences(`
    select n.nspname || '.' || c.relname || ' ' || i.relname as offence
    from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any($1) and x.indisunique
      and (select a.attname from pg_attribute a where a.attrelid = c.oid and a.attnum = x.indkey[0]) is distinct from 'org_id'
    union all
    select n.nspname || '.' || c.relname || ' ' || f.conname
    from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any($1) and f.contype = 'f'
      and (select a.attname from pg_attribute a where a.attrelid = c.oid and a.attnum = f.conkey[1]) is distinct from 'org_id'`)
  // A number that outside providers know an installation by has to be unique in the installation.
  const declared = new Set(modules.flatMap((module) => Object.keys(module.installationKeys ?? {})))
  assert.deepEqual(
    found.filter((offence) => isTenants(offence.split(' ')[0] ?? '') && !declared.has(offence)),
    [],
  )
})

test('nothing runs with more rights than its caller unless its search path is fixed', async () => {
  assert.deepEqual(
    await offences(`
      select p.oid::regprocedure::text as offence from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = any($1) and p.prosecdef and not coalesce(p.proconfig::text like '%search_path%', false)
      union all
      select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = any($1) and p.prosecdef and has_function_privilege('public', p.oid, 'execute')`),
    [],
  )
})

test('there are no views that run as their owner and no materialized views', async () => {
  assert.deepEqual(
    await offences(`
      select n.nspname || '.' || c.relname as offence from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any($1) and (c.relkind = 'm' or (c.relkind = 'v' and not coalesce(c.reloptions::text like '%security_invoker=true%', false)))`),
    [],
  )
})

test('no 4-byte keys, no instants without a zone, no floats near money', async () => {
  assert.deepEqual(
    await offences(`
      select n.nspname || '.' || c.relname || '.' || a.attname as offence
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any($1) and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and (
        a.atttypid = 'timestamp'::regtype
        or (a.atttypid in ('float4'::regtype, 'float8'::regtype, 'numeric'::regtype) and a.attname ~ '(amount|price|cost|minor|balance|total)')
        or (a.atttypid in ('int4'::regtype, 'int2'::regtype) and exists (select from pg_index x where x.indrelid = c.oid and x.indisprimary and a.attnum = any(x.indkey))))`),
    [],
  )
})

test('the roles of the application own nothing and cannot step over row security', async () => {
  const { rows } = await admin.query<{ rolname: string }>(
    `select rolname from pg_roles where rolname in ('yapa_app', 'yapa_platform', 'yapa_reader', 'yapa_search') and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)
     union all select r.rolname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname in ('yapa_app', 'yapa_platform', 'yapa_reader', 'yapa_search')`,
  )
  assert.deepEqual(rows, [])
})
