import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'node:test'
import { findKeepers, keep } from '#kernel/postgres/data-folder.ts'
import { startPostgres } from '#kernel/postgres/postgres.ts'
import { findRunning } from '#kernel/postgres/running.ts'
import { aFolder, aLog, ask, aServer, isAlive, serveElsewhere, until } from './ground-kit.ts'

test('the first start makes a durable UTF-8 database that only this machine can reach', async (t) => {
  const dataDir = await aFolder(t)
  const server = await aServer(t, dataDir)
  const settings = [
    'server_encoding',
    'fsync',
    'full_page_writes',
    'synchronous_commit',
    'data_checksums',
    'listen_addresses',
    'password_encryption',
    'max_connections',
  ]
  const rows = await ask<{ name: string; value: string }>(
    server.admin,
    'select name, setting as value from pg_settings where name = any($1)',
    [settings],
  )
  assert.deepEqual(Object.fromEntries(rows.map(({ name, value }) => [name, value])), {
    server_encoding: 'UTF8',
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    data_checksums: 'on',
    listen_addresses: '',
    password_encryption: 'scram-sha-256',
    max_connections: '60',
  })
  const [locale] = await ask(
    server.admin,
    `select datlocprovider as provider, datlocale as locale from pg_database where datname = 'postgres'`,
  )
  assert.deepEqual(locale, { provider: 'b', locale: 'C.UTF-8' })
})

test('its password is random, asked of everybody and kept from other accounts', async (t) => {
  const dataDir = await aFolder(t)
  const server = await aServer(t, dataDir)
  const file = await stat(join(dataDir, 'secrets', 'postgres-password'))
  assert.equal(file.mode & 0o777, 0o600)
  assert.equal((await stat(join(dataDir, 'secrets'))).mode & 0o777, 0o700)
  assert.equal((await stat(server.socketDir ?? '')).mode & 0o777, 0o700)
  assert.ok(server.password.length >= 32)
  await assert.rejects(ask({ ...server.admin, password: 'postgres' }, 'select 1'), { code: '28P01' })
})

test('a stop leaves no process and no lock, and the next start finds the rows', async (t) => {
  const dataDir = await aFolder(t)
  const first = await startPostgres({ dataDir, log: aLog() })
  await ask(first.admin, 'create table sale as select 1 as n')
  const { pid } = first
  await first.stop()
  assert.equal(await isAlive(pid), false)
  assert.deepEqual((await readdir(dataDir)).toSorted(), ['pg', 'run', 'secrets'])
  const second = await aServer(t, dataDir)
  assert.deepEqual(await ask(second.admin, 'select n from sale'), [{ n: 1 }])
})

test('a second start on the same data says who has them and leaves the first alone', async (t) => {
  const dataDir = await aFolder(t)
  const first = serveElsewhere(t, dataDir)
  const { pid = 0 } = await first.told
  const second = await serveElsewhere(t, dataDir).told
  assert.equal(second.code, 'ground.already_running')
  assert.ok(
    second.message?.startsWith(`Yapa ya está en marcha con estos datos (pid ${first.child.pid}, http://localhost:5619).`),
    second.message,
  )
  assert.ok(await isAlive(pid))
  assert.deepEqual(
    (await findKeepers(dataDir)).map((keeper) => keeper.pid),
    [first.child.pid],
  )
  const connection = await findRunning(dataDir)
  assert.ok(connection)
  assert.deepEqual(await ask(connection, 'select 1 as n'), [{ n: 1 }])
})

test('of many starts at once on new data exactly one wins', async (t) => {
  const dataDir = await aFolder(t)
  const starters = Array.from({ length: 4 }, () => serveElsewhere(t, dataDir, { tuning: 'test' }))
  const told = await Promise.all(starters.map((starter) => starter.told))
  assert.equal(told.filter(({ pid }) => pid !== undefined).length, 1)
  assert.equal(told.filter(({ code }) => code === 'ground.already_running').length, 3)
})

test('SIGTERM to the product stops the server cleanly', async (t) => {
  const dataDir = await aFolder(t)
  const first = serveElsewhere(t, dataDir)
  const { pid = 0 } = await first.told
  first.child.kill('SIGTERM')
  const [code] = (await once(first.child, 'exit')) as [number]
  assert.equal(code, 0)
  assert.equal(await isAlive(pid), false)
  const log = aLog()
  await aServer(t, dataDir, { log })
  assert.deepEqual(log.lines, [], 'a recovery would have been told')
})

test('the lock of a process that died is taken over, whatever process has its number now', async (t) => {
  const dataDir = await aFolder(t)
  const held = await keep(dataDir)
  const lock = JSON.parse(await readFile(join(dataDir, 'yapa.lock'), 'utf8')) as { birth: string }
  await held.release()
  await writeFile(join(dataDir, 'yapa.lock'), JSON.stringify({ ...lock, pid: process.ppid, token: 'old', birth: `${lock.birth}0` }))
  assert.deepEqual(await findKeepers(dataDir), [])
  const server = await aServer(t, dataDir, { tuning: 'test' })
  assert.ok(server.pid > 0)
})

test('a lock cut short by a power failure does not lock anybody out', async (t) => {
  const dataDir = await aFolder(t)
  await writeFile(join(dataDir, 'yapa.lock'), '{"pid":')
  const folder = await keep(dataDir)
  await folder.release()
  assert.deepEqual(await readdir(dataDir), [])
})

test('a lock from another container is respected while its heart beats, and taken over when it stopped', async (t) => {
  const dataDir = await aFolder(t)
  const file = join(dataDir, 'yapa.lock')
  const foreign = JSON.stringify({ pid: 1, address: 'http://otra', since: '', version: '', token: 'x', birth: '1', place: 'otra pid:[1]' })
  await writeFile(file, foreign)
  const heart = setInterval(() => void writeFile(file, foreign), 500)
  t.after(() => clearInterval(heart))
  await assert.rejects(keep(dataDir), { code: 'ground.already_running' })
  clearInterval(heart)
  const folder = await keep(dataDir)
  await folder.release()
})

test('processes that share the folder because their database is elsewhere are all found', async (t) => {
  const dataDir = await aFolder(t)
  const shared = await keep(dataDir, '1.0.0', { isShared: true })
  await shared.announce('http://localhost:1')
  await writeFile(
    join(dataDir, 'yapa-999999.lock'),
    await readFile(join(dataDir, `yapa-${process.pid}.lock`), 'utf8').then((text) => text.replace(String(process.pid), '999999')),
  )
  assert.deepEqual(
    (await findKeepers(dataDir)).map(({ pid, address, version }) => ({ pid, address, version })),
    [{ pid: process.pid, address: 'http://localhost:1', version: '1.0.0' }],
  )
  await assert.rejects(keep(dataDir), { code: 'ground.already_running' }, 'nobody puts a database of its own beside them')
  await shared.release()
  assert.deepEqual(await readdir(dataDir), [], 'the killed one was cleared away')
})

test('a path too long for a socket gets a short one, the same at each start', async (t) => {
  const dataDir = join(await aFolder(t), 'una-carpeta-con-un-nombre-largo'.repeat(3), 'y-otra-adentro-tambien-larga')
  const first = await startPostgres({ dataDir, log: aLog(), tuning: 'test' })
  const { socketDir } = first
  await first.stop()
  assert.ok(socketDir && Buffer.byteLength(socketDir) < 80 && !socketDir.startsWith(dataDir), socketDir)
  assert.equal((await stat(socketDir)).mode & 0o777, 0o700)
  const second = await aServer(t, dataDir, { tuning: 'test' })
  assert.equal(second.socketDir, socketDir)
  assert.deepEqual(await ask(second.admin, 'select 1 as n'), [{ n: 1 }])
})

test('a first start cut off in the middle is begun again', async (t) => {
  const dataDir = await aFolder(t)
  await mkdir(join(dataDir, 'pg.init', 'base'), { recursive: true })
  await writeFile(join(dataDir, 'pg.init', 'PG_VERSION'), '18\n')
  const server = await aServer(t, dataDir, { tuning: 'test' })
  assert.deepEqual(await ask(server.admin, 'select 1 as n'), [{ n: 1 }])
  await until('pg.init is gone', async () => !(await readdir(dataDir)).includes('pg.init'))
})

test('a lost password file is made again, and the rows stay', async (t) => {
  const dataDir = await aFolder(t)
  const first = await startPostgres({ dataDir, log: aLog() })
  await ask(first.admin, 'create table sale as select 7 as n')
  await first.stop()
  await rm(join(dataDir, 'secrets'), { recursive: true })
  const second = await aServer(t, dataDir)
  assert.notEqual(second.password, first.password)
  assert.deepEqual(await ask(second.admin, 'select n from sale'), [{ n: 7 }])
})
