import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import type { GroundError } from '#kernel/config/ground-error.ts'
import { describeUrl, externalPostgres, judge } from '#kernel/postgres/external.ts'
import type { RunningPostgres } from '#kernel/postgres/postgres.ts'
import { olderServersToo, provision } from '#kernel/postgres/provision.ts'
import { aFolder, ask, aServer, projectRoot } from './ground-kit.ts'

const urlTo = (server: RunningPostgres, user: string, password: string, database: string) =>
  `postgres://${user}:${encodeURIComponent(password)}@/${database}?host=${encodeURIComponent(server.host)}&port=${server.port}`

test("a provider's ordinary administrator is enough to prepare the database", async (t) => {
  const dataDir = await aFolder(t)
  const server = await aServer(t, dataDir, { tuning: 'test' })
  await ask(server.admin, `create role dueña login createrole password 'c/l@ve'`)
  await ask(server.admin, `create database negocio owner dueña`)
  const external = await externalPostgres(urlTo(server, encodeURIComponent('dueña'), 'c/l@ve', 'negocio'))
  assert.equal(external.embedded, false)
  const secrets = join(dataDir, 'external.json')
  const logins = await provision(external, secrets)
  assert.equal(logins.app.database, 'negocio')
  assert.deepEqual(await provision(external, secrets), logins, 'and again at the next start')
  await ask(logins.owner, 'create schema crm')
  assert.deepEqual(await ask(logins.app, `select similarity('empanada', 'empanadas') > 0.5 as near`), [{ near: true }])
  await external.stop()
  assert.deepEqual(await ask(server.admin, 'select 1 as n'), [{ n: 1 }], 'stop leaves a server that is not ours alone')
})

test('a user who may not make logins is told which permission to ask for', async (t) => {
  const dataDir = await aFolder(t)
  const server = await aServer(t, dataDir, { tuning: 'test' })
  await ask(server.admin, `create role ana login password 'clave'`)
  await ask(server.admin, `create database negocio owner ana`)
  const external = await externalPostgres(urlTo(server, 'ana', 'clave', 'negocio'))
  await assert.rejects(
    provision(external, join(dataDir, 'external.json')),
    (error: Error & { code?: string }) => error.code === 'ground.cannot_provision' && error.message.includes('alter role "ana" createrole'),
  )
})

test('a user whose the database is not is told to be made its owner, by a command that cures it', async (t) => {
  const dataDir = await aFolder(t)
  const server = await aServer(t, dataDir, { tuning: 'test' })
  await ask(server.admin, `create role ana login createrole password 'clave'`)
  await ask(server.admin, 'create database ajena')
  const external = await externalPostgres(urlTo(server, 'ana', 'clave', 'ajena'))
  const prepare = () => provision(external, join(dataDir, 'external.json'))
  let cure = ''
  await assert.rejects(prepare(), (error: GroundError) => {
    cure = /alter database .*;/.exec(error.message)?.[0] ?? ''
    return error.code === 'ground.cannot_provision'
  })
  await ask(server.admin, cure)
  assert.equal((await prepare()).app.database, 'ajena')
})

test('beside a database that is elsewhere, a data folder that cannot be is refused at once', async (t) => {
  const server = await aServer(t, await aFolder(t), { tuning: 'test' })
  const external = await externalPostgres(urlTo(server, 'postgres', server.password, 'postgres'))
  await assert.rejects(
    provision(external, '/proc/x/secrets.json'),
    (error: Error & { code?: string }) => error.code === 'ground.not_writable' && error.message.includes('carpeta de datos /proc/x.'),
  )
})

test('a database in another encoding is refused', async (t) => {
  const dataDir = await aFolder(t)
  const server = await aServer(t, dataDir, { tuning: 'test' })
  await ask(server.admin, `create database vieja encoding 'SQL_ASCII' template template0 locale_provider libc locale 'C'`)
  await assert.rejects(externalPostgres(urlTo(server, 'postgres', server.password, 'vieja')), { code: 'ground.not_utf8' })
})

test('a wrong password, a closed port and an unknown host are told in one sentence without the password', async (t) => {
  const server = await aServer(t, await aFolder(t), { tuning: 'test' })
  for (const url of [
    urlTo(server, 'postgres', 'equivocada', 'postgres'),
    'postgres://ana:equivocada@127.0.0.1:5618/yapa',
    'postgres://ana:equivocada@nadie.invalid/yapa',
  ])
    await assert.rejects(
      externalPostgres(url),
      (error: Error & { code?: string }) => error.code === 'ground.unreachable' && !error.message.includes('equivocada'),
      url,
    )
})

test('PostgreSQL 14 is too old and 15 is not', () => {
  assert.throws(() => judge({ number: 140_013, version: '14.13', encoding: 'UTF8' }), { code: 'ground.too_old' })
  assert.doesNotThrow(() => judge({ number: 150_000, version: '15.0', encoding: 'UTF8' }))
})

test('what an older server lacks is given to it, and is what newer ones have', async (t) => {
  const server = await aServer(t, await aFolder(t), { tuning: 'test' })
  await ask(server.admin, olderServersToo.replaceAll(/\b(uuidv7|uuid_extract_timestamp)\(/g, 'old_$1('))
  const [made] = await ask(
    server.admin,
    `select count(distinct id)::int as ids, bool_and(uuid_extract_version(id) = 7 and abs(extract(epoch from uuid_extract_timestamp(id) - now())) < 5
       and old_uuid_extract_timestamp(id) = uuid_extract_timestamp(id)) as right from (select old_uuidv7() as id from generate_series(1, 500)) i`,
  )
  assert.deepEqual(made, { ids: 500, right: true })
})

test('no statement asks for a function that PostgreSQL 15 does not have', () => {
  const newer =
    /(?<![.\w])(any_value|array_reverse|array_sample|array_shuffle|array_sort|casefold|crc32c?|date_add|date_subtract|erfc?|l?gamma|jsonb?_(agg|object_agg)_(strict|unique)|json_(array|object|scalar|serialize|table|value|query|exists)|pg_input_(is_valid|error_info)|random_normal|to_(bin|oct)|unicode_assigned|uuidv4|uuid_extract_version|xmltext)\(/
  const offences = globSync('src/**/*.{sql,store.ts}', { cwd: projectRoot }).flatMap((path) => {
    const found = newer.exec(readFileSync(join(projectRoot, path), 'utf8'))
    return found ? [`${path}: ${found[1]}`] : []
  })
  assert.deepEqual(offences, [])
})

test('an address is read as the driver reads it', () => {
  assert.deepEqual(describeUrl('postgres://ana:cl%40ve@db.ejemplo.com:6432/negocio'), {
    host: 'db.ejemplo.com',
    port: 6432,
    user: 'ana',
    password: 'cl@ve',
    database: 'negocio',
  })
})
