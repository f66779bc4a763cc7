import assert from 'node:assert/strict'
import { rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'node:test'
import { provision } from '#kernel/postgres/provision.ts'
import { aFolder, ask, aServer } from './ground-kit.ts'

test('each duty gets a login of its own that can neither rule the server nor step around row security', async (t) => {
  const dataDir = await aFolder(t)
  const server = await aServer(t, dataDir, { tuning: 'test' })
  const secrets = join(dataDir, 'secrets.json')
  const logins = await provision(server, secrets)
  assert.equal((await stat(secrets)).mode & 0o777, 0o600)
  assert.equal(new Set(Object.values(logins).map(({ password }) => password)).size, 4)
  const rows = await ask(
    server.admin,
    `select rolname as name, rolsuper or rolbypassrls or rolcreatedb or rolcreaterole as mighty, rolcanlogin as enters from pg_roles where rolname = any($1) order by 1`,
    [['yapa_app', 'yapa_owner', 'yapa_platform', 'yapa_reader']],
  )
  assert.deepEqual(
    rows,
    ['yapa_app', 'yapa_owner', 'yapa_platform', 'yapa_reader'].map((name) => ({ name, mighty: false, enters: true })),
  )
  await ask(logins.owner, 'create schema crm')
  for (const attempt of [
    'create schema mine',
    'create table public.mine ()',
    'set role yapa_owner',
    'select * from pg_authid',
    `copy (select 1) to program 'id'`,
    'create extension xml2',
    'alter role yapa_app bypassrls',
  ])
    await assert.rejects(ask(logins.app, attempt), { code: '42501' }, attempt)
})

test('requests give up after their time, and an unfinished transaction does not stay', async (t) => {
  const dataDir = await aFolder(t)
  const server = await aServer(t, dataDir, { tuning: 'test' })
  const logins = await provision(server, join(dataDir, 'secrets.json'))
  const limits = `select current_setting('statement_timeout') as statement, current_setting('idle_in_transaction_session_timeout') as idle, current_setting('lock_timeout') as lock`
  assert.deepEqual(await ask(logins.app, limits), [{ statement: '15s', idle: '20s', lock: '5s' }])
  assert.deepEqual(await ask(logins.platform, limits), [{ statement: '30s', idle: '20s', lock: '5s' }])
  await ask(
    logins.owner,
    'create schema crm create table contact (); grant usage on schema crm to yapa_reader; grant all on crm.contact to yapa_reader',
  )
  await assert.rejects(ask(logins.reader, 'insert into crm.contact default values'), { code: '25006' })
})

test('doing it again changes nothing, and lost passwords are made anew', async (t) => {
  const dataDir = await aFolder(t)
  const server = await aServer(t, dataDir, { tuning: 'test' })
  const secrets = join(dataDir, 'secrets.json')
  const verifiers = () => ask(server.admin, `select rolname, rolpassword from pg_authid where rolname ~ '^yapa_' order by 1`)
  const first = await provision(server, secrets)
  const before = await verifiers()
  assert.deepEqual(await provision(server, secrets), first)
  assert.deepEqual(await verifiers(), before)
  await rm(secrets)
  const second = await provision(server, secrets)
  assert.notEqual(second.app.password, first.app.password)
  assert.deepEqual(await ask(second.app, 'select 1 as n'), [{ n: 1 }])
  await assert.rejects(ask(first.app, 'select 1'), { code: '28P01' })
  await writeFile(secrets, '{"app":')
  assert.deepEqual(await ask((await provision(server, secrets)).app, 'select 1 as n'), [{ n: 1 }], 'a damaged file too')
})

test('searches keep their indexes under row security on our own server', async (t) => {
  const dataDir = await aFolder(t)
  const server = await aServer(t, dataDir, { tuning: 'test' })
  const logins = await provision(server, join(dataDir, 'secrets.json'))
  const rows = await ask<{ name: string }>(logins.app, `select extname as name from pg_extension order by 1`)
  for (const name of ['pg_trgm', 'unaccent', 'btree_gin', 'btree_gist'])
    assert.ok(
      rows.some((row) => row.name === name),
      name,
    )
  await ask(
    logins.owner,
    `create schema crm;
     create table crm.contact (org_id int, words tsvector);
     create index contact_words on crm.contact using gin (words);
     insert into crm.contact select n % 50, to_tsvector('simple', 'palabra' || n) from generate_series(1, 5000) n;
     analyze crm.contact;
     alter table crm.contact enable row level security, force row level security;
     create policy own on crm.contact using (org_id = 7);
     grant usage on schema crm to yapa_app;
     grant select on crm.contact to yapa_app`,
  )
  const question = `explain select from crm.contact where words @@ to_tsquery('simple', 'palabra57')`
  const planOf = async () => JSON.stringify(await ask(logins.app, question))
  assert.match(await planOf(), /contact_words/)
  await ask({ ...server.admin, database: 'yapa' }, 'alter function ts_match_vq not leakproof')
  assert.doesNotMatch(await planOf(), /contact_words/, 'control: without the mark the index is skipped')
})
