import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'node:test'
import pg from 'pg'
import { findBinaries } from '#kernel/postgres/binaries.ts'
import type { Connection } from '#kernel/postgres/postgres.ts'
import { chooseRunner } from '#kernel/postgres/runner.ts'
import { findRunning } from '#kernel/postgres/running.ts'
import { aFolder, aLog, ask, aServer, isAlive, serveElsewhere, undo, until } from './ground-kit.ts'

/** Writers that insert one row after another and remember what was acknowledged, until their connection breaks. */
async function startWriters(connection: Connection, count: number, commit: 'on' | 'off') {
  await ask(connection, 'create table if not exists sale (writer int, n int)')
  const acknowledged: string[] = []
  const writers = Array.from({ length: count }, async (_, writer) => {
    const client = new pg.Client(connection)
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.query(`set synchronous_commit = ${commit}`)
      for (let n = 0; ; n++) {
        await client.query('insert into sale values ($1, $2)', [writer, n])
        acknowledged.push(`${writer}:${n}`)
      }
    } catch {
      // The server was killed under it, as it should.
    }
  })
  return { acknowledged, end: () => Promise.all(writers) }
}

const missingOf = async (connection: Connection, acknowledged: string[]) => {
  const rows = await ask<{ key: string }>(connection, `select writer || ':' || n as key from sale`)
  const present = new Set(rows.map((row) => row.key))
  return acknowledged.filter((key) => !present.has(key))
}

test('PostgreSQL killed under ten writers comes back by itself with every acknowledged row', async (t) => {
  const restarts: number[] = []
  const server = await aServer(t, await aFolder(t), { onRestart: (count) => restarts.push(count) })
  for (const round of [1, 2, 3]) {
    await ask(server.admin, 'drop table if exists sale')
    const { pid } = server
    const writers = await startWriters(server.admin, 10, 'on')
    await until('a few hundred rows', () => writers.acknowledged.length > 300)
    process.kill(pid, 'SIGKILL')
    await writers.end()
    await until('the restart', () => restarts.length === round)
    assert.notEqual(server.pid, pid)
    assert.deepEqual(await missingOf(server.admin, writers.acknowledged), [])
  }
})

test('control: without waiting for the disk the same kill is seen to lose acknowledged rows', async (t) => {
  const restarts: number[] = []
  const server = await aServer(t, await aFolder(t), { onRestart: (count) => restarts.push(count) })
  await ask(server.admin, `alter system set wal_writer_delay = '10s'`)
  await ask(server.admin, 'select pg_reload_conf()')
  const writers = await startWriters(server.admin, 10, 'off')
  await until('a few hundred rows', () => writers.acknowledged.length > 300)
  process.kill(server.pid, 'SIGKILL')
  await writers.end()
  await until('the restart', () => restarts.length === 1)
  assert.ok((await missingOf(server.admin, writers.acknowledged)).length > 0)
})

test(
  'kill -9 of the product takes PostgreSQL down with it, and the next start has every acknowledged row',
  { skip: process.platform !== 'linux' },
  async (t) => {
    const dataDir = await aFolder(t)
    const first = serveElsewhere(t, dataDir)
    const { pid = 0 } = await first.told
    const connection = await findRunning(dataDir)
    assert.ok(connection)
    const writers = await startWriters(connection, 4, 'on')
    await until('a few hundred rows', () => writers.acknowledged.length > 300)
    first.child.kill('SIGKILL')
    await writers.end()
    const second = await aServer(t, dataDir)
    assert.equal(await isAlive(pid), false)
    assert.deepEqual(await missingOf(second.admin, writers.acknowledged), [])
  },
)

test('everything killed at once: the next start recovers at once with every acknowledged row', async (t) => {
  const dataDir = await aFolder(t)
  const first = serveElsewhere(t, dataDir)
  const { pid = 0 } = await first.told
  const connection = await findRunning(dataDir)
  assert.ok(connection)
  const writers = await startWriters(connection, 4, 'on')
  await until('a few hundred rows', () => writers.acknowledged.length > 300)
  const gone = once(first.child, 'exit')
  process.kill(pid, 'SIGKILL')
  first.child.kill('SIGKILL')
  await gone
  const second = await aServer(t, dataDir)
  await writers.end()
  assert.deepEqual(await missingOf(second.admin, writers.acknowledged), [])
})

test('a server left running by a product that died is replaced by one of ours, cleanly', async (t) => {
  const dataDir = await aFolder(t)
  const first = await aServer(t, dataDir)
  await ask(first.admin, 'create table sale as select 1 as n')
  await first.stop()
  const program = join((await findBinaries()).root, 'bin', 'postgres')
  const command = (await chooseRunner(program)).command(program, [
    '-D',
    join(dataDir, 'pg'),
    '-c',
    'listen_addresses=',
    '-c',
    `unix_socket_directories=${dataDir}/run`,
  ])
  const orphan = spawn(command.file, command.args, { ...command.options, stdio: 'ignore' })
  undo(t, async () => void orphan.kill('SIGQUIT'))
  await until('the orphan answers', async () =>
    (await readFile(join(dataDir, 'pg', 'postmaster.pid'), 'utf8').catch(() => '')).includes('ready'),
  )
  const log = aLog()
  const second = await aServer(t, dataDir, { log })
  assert.equal(await isAlive(orphan.pid ?? 0), false)
  assert.deepEqual(await ask(second.admin, 'select n from sale'), [{ n: 1 }])
  assert.deepEqual(log.lines, [], 'it was stopped, not killed: no recovery')
})

test('a pid file whose number now belongs to another process does not keep anybody waiting', async (t) => {
  const dataDir = await aFolder(t)
  const first = await aServer(t, dataDir, { tuning: 'test' })
  const { socketDir } = first
  await first.stop()
  await writeFile(join(dataDir, 'pg', 'postmaster.pid'), `${process.pid}\n${dataDir}/pg\n0\n5432\n${socketDir}\n\n0 0\nready\n`)
  await writeFile(join(socketDir ?? '', '.s.PGSQL.5432.lock'), `${process.pid}\n${dataDir}/pg\n0\n5432\n${socketDir}\n`)
  const second = await aServer(t, dataDir, { tuning: 'test' })
  assert.deepEqual(await ask(second.admin, 'select 1 as n'), [{ n: 1 }])
})
