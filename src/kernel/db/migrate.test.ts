import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { GroundError } from '#kernel/config/ground-error.ts'
import { migrationFolders } from '#app/migrations.ts'
import { stopTestPostgres, testPostgres } from '#kernel/testing/postgres.ts'
import { migrate, type MigrationFolder, pending } from './migrate.ts'
import type { Connection } from './database.ts'

let owner: Connection
let folder: string
before(async () => {
  owner = (await testPostgres()).urls.owner
  folder = await mkdtemp(join(tmpdir(), 'yapa-migrations-'))
})
after(async () => {
  await stopTestPostgres()
  await rm(folder, { recursive: true })
})

const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text)
const folders = (): MigrationFolder[] => [...migrationFolders(), { module: 'trial', folder }]
const run = (): Promise<string[]> => migrate(owner, folders())

async function ask(text: string): Promise<unknown[]> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** What an operator reads: what happened to which file, and what to do. */
async function refusal(): Promise<GroundError> {
  const error = await run().then(
    () => undefined,
    (failure: unknown) => failure,
  )
  assert.ok(error instanceof GroundError, String(error))
  return error
}

test('what is missing is applied in order, once', async () => {
  await write('0001-begin.sql', 'create schema trial; create table trial.thing (n int);')
  await write('0002-more.sql', 'insert into trial.thing values (1);')
  assert.deepEqual(await pending(owner, folders()), ['trial/0001-begin.sql', 'trial/0002-more.sql'])
  assert.deepEqual(await run(), ['trial/0001-begin.sql', 'trial/0002-more.sql'])
  assert.deepEqual(await run(), [])
  assert.deepEqual(await ask('select n from trial.thing'), [{ n: 1 }])
})

test('of two that start at the same moment one applies everything, and the other waits and finds it done', async () => {
  await write('0002-zz-slow.sql', 'insert into trial.thing values (7); select pg_sleep(0.2);')
  const both = await Promise.all([run(), run()])
  assert.deepEqual(
    both.toSorted((a, b) => a.length - b.length),
    [[], ['trial/0002-zz-slow.sql']],
  )
  assert.deepEqual(await ask('delete from trial.thing where n = 7 returning n'), [{ n: 7 }])
})

test('one that fails leaves nothing of itself, and is told in a sentence with its name and a cure', async () => {
  await write('0003-broken.sql', 'insert into trial.thing values (2); select 1 / 0;')
  const { code, message, cure } = await refusal()
  assert.equal(code, 'ground.migration_failed')
  assert.match(message, /^No se pudo aplicar el cambio de la base de datos trial\/0003-broken\.sql \(division by zero\)\./)
  assert.match(cure, /quedaron como antes/)
  assert.deepEqual(await ask('select n from trial.thing'), [{ n: 1 }])
  await write('0003-broken.sql', 'insert into trial.thing values (3);')
  assert.deepEqual(await run(), ['trial/0003-broken.sql'])
})

test('whoever cannot go back to the version before, because part of it is done, is told how', async () => {
  await write('0003-good.sql', 'insert into trial.thing values (4);')
  await write('0003-worse.sql', 'select 1 / 0;')
  assert.match((await refusal()).cure, /volvé a la versión anterior de Yapa con la última copia/)
  await rm(join(folder, '0003-worse.sql'))
})

test('a server that goes away meanwhile is told as that, and does not end the process', async () => {
  await write('0003-cut.sql', 'select pg_terminate_backend(pg_backend_pid());')
  assert.match((await refusal()).message, /^No se pudo aplicar el cambio de la base de datos trial\/0003-cut\.sql/)
  await rm(join(folder, '0003-cut.sql'))
})

test('a table that somebody else holds is told as that', async () => {
  const other = new pg.Client(owner)
  await other.connect()
  await other.query('begin; lock table trial.thing in access exclusive mode')
  try {
    await write('0004-wait.sql', 'alter table trial.thing add column m int;')
    assert.match((await refusal()).cure, /ocupada una tabla: cerrá/)
  } finally {
    await other.end()
  }
  assert.deepEqual(await run(), ['trial/0004-wait.sql'])
})

test('the data of a newer version are refused by what it changed, before anything is applied', async () => {
  await ask(`insert into kernel.migration (module, name, checksum) values ('trial', '9999-tomorrow.sql', '')`)
  await write('0004-zz-today.sql', 'insert into trial.thing values (8);')
  const { code, message } = await refusal()
  assert.equal(code, 'ground.newer_data')
  assert.match(message, /^Los datos son de una versión más nueva de Yapa: .* no conoce \(trial\/9999-tomorrow\.sql\)\. Actualizá Yapa/)
  await assert.rejects(pending(owner, folders()), { code: 'ground.newer_data' })
  assert.deepEqual(await ask('select n from trial.thing where n = 8'), [])
  await ask(`delete from kernel.migration where name = '9999-tomorrow.sql'`)
  assert.deepEqual(await run(), ['trial/0004-zz-today.sql'])
})

test('a released file that was edited is refused by its name, before anything is applied', async () => {
  await write('0002-more.sql', 'insert into trial.thing values (99);')
  await write('0005-new.sql', 'insert into trial.thing values (5);')
  const { code, message } = await refusal()
  assert.equal(code, 'ground.migration_changed')
  assert.match(message, /trial\/0002-more\.sql ya se aplicó, y su archivo no es el que se aplicó\. Volvé a poner/)
  assert.deepEqual(await ask('select n from trial.thing where n in (5, 99)'), [])
})
