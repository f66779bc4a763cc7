import assert from 'node:assert/strict'
import { join } from 'node:path'
import test from 'node:test'
import { describeUrl, externalPostgres, judge } from '#kernel/postgres/external.ts'
import type { RunningPostgres } from '#kernel/postgres/postgres.ts'
import { provision } from '#kernel/postgres/provision.ts'
import { aFolder, ask, aServer } from './ground-kit.ts'

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

test('an address is read as the driver reads it', () => {
  assert.deepEqual(describeUrl('postgres://ana:cl%40ve@db.ejemplo.com:6432/negocio'), {
    host: 'db.ejemplo.com',
    port: 6432,
    user: 'ana',
    password: 'cl@ve',
    database: 'negocio',
  })
})
