import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { modules } from '#app/modules.ts'
import { translator } from '#kernel/i18n/messages.ts'
import { stopTestPostgres, testPostgres } from '#kernel/testing/postgres.ts'

/** What modules declare of personal data, compared with the catalogue of the migrated database. */
let admin: pg.Client
const declared = modules.flatMap((module) => module.personalData ?? [])
const impersonal = new Map(modules.flatMap((module) => Object.entries(module.impersonal ?? {})))

before(async () => {
  const { server, urls } = await testPostgres()
  admin = new pg.Client({ ...server.admin, database: urls.owner.database })
  await admin.connect()
})
after(async () => {
  await admin.end()
  await stopTestPostgres()
})

type Column = { table: string; column: string; type: string }

/**
 * Columns that could hold what somebody is, says or does. Numbers, moments, ids and yes or no are not among them: a
 * table with rows of a contact is declared whatever its types (the next test).
 */
const columns = async (): Promise<Column[]> =>
  (
    await admin.query<Column>(
      `select n.nspname || '.' || c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type
       from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
       where n.nspname = any($1) and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
         and exists (select from pg_attribute o where o.attrelid = c.oid and o.attname = 'org_id' and not o.attisdropped)
         and a.atttypid = any (array['text', 'text[]', 'varchar', 'json', 'jsonb', 'bytea', 'tsvector', 'inet']::regtype[])
         -- One of a closed list of words says nothing of anybody.
         and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
           and pg_get_constraintdef(k.oid) ~ '(= ANY|IN) ?\\(')
       order by 1, 2`,
      [modules.map((module) => module.name)],
    )
  ).rows

test('every column that could hold data of persons is declared, or said to be free of them with a reason', async () => {
  const known = new Set(
    declared.flatMap(({ table, columns: named, derived = [] }) => [...named, ...derived].map((column) => `${table}.${column}`)),
  )
  const offences = (await columns())
    .filter(({ table, column }) => !known.has(`${table}.${column}`) && !impersonal.has(table) && !impersonal.has(`${table}.${column}`))
    .map(({ table, column, type }) => `${table}.${column} ${type}`)
  assert.deepEqual(offences, [])
})

test('every table with rows of a contact, a conversation or a message is reached by the erasure', async () => {
  const { rows } = await admin.query<{ table: string }>(
    `select distinct n.nspname || '.' || c.relname as table
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where n.nspname = any($1) and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
       and a.attname = any (array['contact_id', 'conversation_id', 'message_id', 'address_id', 'survivor_id', 'loser_id'])`,
    [modules.map((module) => module.name)],
  )
  const reached = new Set(declared.filter(({ rows: found }) => found !== undefined).map(({ table }) => table))
  // Those that a foreign key takes along when their conversation, message or contact goes.
  const { rows: cascades } = await admin.query<{ table: string; parent: string }>(
    `select k.conrelid::regclass::text as table, k.confrelid::regclass::text as parent from pg_constraint k where k.contype = 'f' and k.confdeltype = 'c'`,
  )
  const goes = (table: string): boolean =>
    reached.has(table) ||
    cascades.some((one) => one.table === table && (reached.has(one.parent) || (one.parent !== table && goes(one.parent))))
  assert.deepEqual(
    rows.map(({ table }) => table).filter((table) => !goes(table) && !impersonal.has(table)),
    [],
  )
})

test('what is declared exists: tables, columns, the ways to their rows', async () => {
  const { rows } = await admin.query<{ name: string }>(
    `select n.nspname || '.' || c.relname || '.' || a.attname as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where n.nspname = any($1) and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped`,
    [modules.map((module) => module.name)],
  )
  const all = new Set(rows.map(({ name }) => name))
  const tables = new Set(rows.map(({ name }) => name.split('.').slice(0, 2).join('.')))
  const named = declared.flatMap(
    ({ table, columns: own, files = [], marks = [], names = [], derived = [], order, rows: way, onErasure }) => [
      ...[...own, ...files, ...marks, ...names, ...derived, ...(order ? [order] : [])].map((column) => `${table}.${column}`),
      ...(typeof onErasure === 'object' ? Object.keys(onErasure.blank).map((column) => `${table}.${column}`) : []),
      ...(way && 'by' in way ? [`${table}.${way.by}`] : []),
      ...(way && 'telling' in way ? way.telling.map((column) => `${table}.${column}`) : []),
      ...(way && 'of' in way ? Object.entries(way.match).flatMap(([mine, theirs]) => [`${table}.${mine}`, `${way.of}.${theirs}`]) : []),
    ],
  )
  assert.deepEqual(
    named.filter((name) => !all.has(name)),
    [],
  )
  assert.deepEqual(
    [...impersonal.keys()].filter((name) => !tables.has(name) && !all.has(name)),
    [],
  )
  for (const one of declared) assert.equal(one.rows === undefined, one.onErasure === undefined, `${one.table}: rows and fate go together`)
})

test('every kind of data and every purpose has its words', () => {
  const t = translator('es')
  const keys = declared.flatMap(({ table, purpose, onErasure }) => [
    purpose,
    table.replace('.', '.personal-data.tables.'),
    ...(typeof onErasure === 'object' ? [onErasure.because] : []),
  ])
  const kinds = modules
    .flatMap((module) => module.retention ?? [])
    .flatMap(({ code }) => {
      const key = code.replace('.', '.retention.')
      return [key, `${key}_hint`]
    })
  assert.deepEqual(
    [...new Set([...keys, ...kinds])].filter((key) => t(key) === key),
    [],
  )
})
