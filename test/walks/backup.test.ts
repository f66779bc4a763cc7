import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { access, appendFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import test from 'node:test'
import pg from 'pg'
import { beginDraft } from '#kernel/postgres/backup-draft.ts'
import { takeBackup } from '#kernel/postgres/backup.ts'
import { keep } from '#kernel/postgres/data-folder.ts'
import type { Connection } from '#kernel/postgres/postgres.ts'
import { startPostgres } from '#kernel/postgres/postgres.ts'
import { restore } from '#kernel/postgres/restore.ts'
import { aFolder, aLog, ask, aServer, projectRoot, undo, until } from '../ground/ground-kit.ts'

const version = '1.2.3'
const backupsThere = `select 1 from pg_stat_activity where application_name = 'yapa-backup'`
const countSales = `select count(*)::int as count, coalesce(max(n), 0)::int as last from sale`

/** Inserts one row after another until told to stop; `acknowledged` is the last one that was. */
function keepSelling(connection: Connection, from: number) {
  let isOpen = true
  const state = { acknowledged: from }
  const done = (async () => {
    const client = new pg.Client(connection)
    await client.connect()
    while (isOpen) {
      await client.query(`insert into sale select $1::int, repeat(md5($1::int::text), 20)`, [state.acknowledged + 1])
      state.acknowledged++
    }
    await client.end()
  })()
  return {
    state,
    stop: async () => {
      isOpen = false
      await done
    },
  }
}

test('a backup taken while the shop sells brings back every sale from before it, and the files and secrets', async (t) => {
  const dataDir = await aFolder(t)
  const backupsDir = await aFolder(t)
  const server = await startPostgres({ dataDir, log: aLog() })
  await ask(server.admin, 'create table sale (n int primary key, note text)')
  await mkdir(join(dataDir, 'files', 'ab'), { recursive: true })
  await writeFile(join(dataDir, 'files', 'ab', 'foto'), 'bytes')
  await writeFile(join(dataDir, 'secrets.json'), '{"key":"k"}')
  const sales = keepSelling(server.admin, 0)
  await until('two hundred sales', () => sales.state.acknowledged >= 200)
  const before = sales.state.acknowledged
  const { folder, manifest } = await takeBackup({ dataDir, backupsDir, version })
  const after = sales.state.acknowledged
  await sales.stop()
  assert.ok(after > before, 'it did sell meanwhile')
  assert.equal(manifest.isHot, true)
  await server.stop()
  await rm(dataDir, { recursive: true })

  const restored = await restore(folder, dataDir, [])
  assert.equal(restored.aside, undefined)
  const again = await aServer(t, dataDir)
  const [found] = await ask<{ count: number; last: number }>(again.admin, countSales)
  assert.ok(found && found.last >= before, `${found?.last} of ${before}`)
  assert.equal(found.count, found.last, 'no hole in the middle')
  assert.equal(await readFile(join(dataDir, 'files', 'ab', 'foto'), 'utf8'), 'bytes')
  assert.equal(await readFile(join(dataDir, 'secrets.json'), 'utf8'), '{"key":"k"}')
  assert.equal((await stat(join(dataDir, 'secrets.json'))).mode & 0o777, 0o600)
})

test('control: a copy without the log of what happened meanwhile cannot be served', async (t) => {
  const dataDir = await aFolder(t)
  const backupsDir = await aFolder(t)
  const server = await aServer(t, dataDir)
  await ask(server.admin, 'create table sale as select n from generate_series(1, 1000) n')
  const { folder, manifest } = await takeBackup({ dataDir, backupsDir, version })
  const isLog = (path: string) => /^pg\/pg_wal\/[0-9A-F]{24}$/.test(path)
  assert.ok(manifest.files.some(({ path }) => isLog(path)))
  const without = { ...manifest, files: manifest.files.filter(({ path }) => !isLog(path)) }
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(without))
  const elsewhere = await aFolder(t)
  await restore(folder, elsewhere, [])
  await assert.rejects(startPostgres({ dataDir: elsewhere, log: aLog() }), { code: 'ground.damaged' })
})

test('a backup of a resting shop needs no server', async (t) => {
  const dataDir = await aFolder(t)
  const server = await startPostgres({ dataDir, log: aLog() })
  await ask(server.admin, 'create table sale as select n from generate_series(1, 7) n')
  await server.stop()
  const { folder, manifest } = await takeBackup({ dataDir, backupsDir: join(dataDir, 'backups'), version })
  assert.equal(manifest.isHot, false)
  await restore(folder, dataDir, [])
  const again = await aServer(t, dataDir)
  assert.deepEqual(await ask(again.admin, countSales), [{ count: 7, last: 7 }])
})

test('a restore moves what was there aside and deletes nothing, the backups included', async (t) => {
  const dataDir = await aFolder(t)
  const backupsDir = join(dataDir, 'copias')
  const server = await startPostgres({ dataDir, log: aLog() })
  await ask(server.admin, 'create table sale as select 1 as n')
  const { folder } = await takeBackup({ dataDir, backupsDir, version })
  await ask(server.admin, 'insert into sale values (2)')
  await server.stop()
  const second = await takeBackup({ dataDir, backupsDir: join(dataDir, 'copias'), version })
  assert.ok(!second.manifest.files.some(({ path }) => path.startsWith('copias')), 'a backup holds no backup')

  const { aside } = await restore(folder, dataDir, [])
  const again = await aServer(t, dataDir)
  assert.deepEqual(await ask(again.admin, countSales), [{ count: 1, last: 1 }])
  await again.stop()
  assert.ok(aside)
  assert.equal((await readdir(backupsDir)).length, 2)
  const old = await aServer(t, aside)
  assert.deepEqual(await ask(old.admin, countSales), [{ count: 2, last: 2 }])
})

test('one changed byte is found before anything is touched', async (t) => {
  const dataDir = await aFolder(t)
  const server = await startPostgres({ dataDir, log: aLog() })
  await ask(server.admin, 'create table sale as select 1 as n')
  await server.stop()
  const { folder, manifest } = await takeBackup({ dataDir, backupsDir: await aFolder(t), version })
  const victim = manifest.files.find(({ path, size }) => path.startsWith('pg/base/') && size > 8000)?.path ?? ''
  const bytes = await readFile(join(folder, victim))
  bytes[4000] = (bytes[4000] ?? 0) ^ 1
  await writeFile(join(folder, victim), bytes)
  const before = await readdir(dataDir)
  await assert.rejects(
    restore(folder, dataDir, []),
    (error: Error & { code?: string }) => error.code === 'ground.backup_damaged' && error.message.includes(victim),
  )
  assert.deepEqual(await readdir(dataDir), before)
})

test('a backup that lacks a file, is of another version or is none at all is refused', async (t) => {
  const dataDir = await aFolder(t)
  await (await startPostgres({ dataDir, log: aLog(), tuning: 'test' })).stop()
  const { folder, manifest } = await takeBackup({ dataDir, backupsDir: await aFolder(t), version })
  await assert.rejects(restore(dataDir, dataDir, []), { code: 'ground.not_a_backup' })
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, postgres: '17.2' }))
  await assert.rejects(restore(folder, dataDir, []), { code: 'ground.other_version' })
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest))
  await rm(join(folder, 'pg', 'PG_VERSION'))
  await assert.rejects(restore(folder, dataDir, []), { code: 'ground.backup_damaged' })
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest).slice(0, 200))
  await assert.rejects(restore(folder, dataDir, []), { code: 'ground.not_a_backup' })
})

test('what a folder that only looks like a backup names is put nowhere', async (t) => {
  const dataDir = await aFolder(t)
  await (await startPostgres({ dataDir, log: aLog(), tuning: 'test' })).stop()
  const { folder, manifest } = await takeBackup({ dataDir, backupsDir: await aFolder(t), version })
  const [first] = manifest.files
  const before = await readdir(dataDir)
  await writeFile(join(folder, '..', 'fuera'), '')
  const sha256 = createHash('sha256').digest('hex')
  const foreign = [
    { ...manifest, files: [...manifest.files, { path: '../fuera', size: 0, sha256 }] },
    { ...manifest, folders: [...manifest.folders, '/tmp/yapa-fuera'] },
    { ...manifest, files: [first, {}] },
    { ...manifest, files: [] },
    { format: 1, files: manifest.files },
  ]
  for (const one of foreign) {
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(one))
    await assert.rejects(restore(folder, dataDir, []), { code: 'ground.not_a_backup' })
  }
  assert.deepEqual(await readdir(dataDir), before)
})

test('what a restore had copied when it was killed is taken away by the next start', async (t) => {
  const dataDir = await aFolder(t)
  await (await startPostgres({ dataDir, log: aLog(), tuning: 'test' })).stop()
  await mkdir(join(dataDir, 'restore.new', 'pg'), { recursive: true })
  await writeFile(join(dataDir, 'restore.new', 'pg', 'mitad'), 'x')
  await aServer(t, dataDir, { tuning: 'test' })
  assert.ok(!(await readdir(dataDir)).includes('restore.new'))
})

test('a backup during which Yapa stops, or that its operator calls off, says so and leaves nothing behind', async (t) => {
  const [dataDir, backupsDir] = [await aFolder(t), await aFolder(t)]
  const server = await aServer(t, dataDir, { tuning: 'test' })
  await ask(server.admin, 'create table sale as select n, repeat(md5(n::text), 100) as told from generate_series(1, 20000) as n')
  const stopping = takeBackup({ dataDir, backupsDir, version })
  await until('it copies', async () => (await readdir(backupsDir)).some((name) => name.endsWith('.part')))
  await until('it is known to the server', async () => (await ask(server.admin, backupsThere)).length > 0)
  await Promise.all([server.stop(), assert.rejects(stopping, { code: 'ground.backup_cut_off' })])
  const calling = new AbortController()
  const cancelled = takeBackup({ dataDir, backupsDir, version, signal: calling.signal })
  await until('it copies', async () => (await readdir(backupsDir)).some((name) => name.endsWith('.part')))
  calling.abort()
  await assert.rejects(cancelled, { code: 'ground.backup_cancelled' })
  assert.deepEqual(await readdir(backupsDir), [])
})

test('what a backup had written when it was killed is cleared away by the next one, and nothing that is written or that is not ours', async (t) => {
  const [dataDir, backupsDir] = [await aFolder(t), await aFolder(t)]
  await (await startPostgres({ dataDir, log: aLog(), tuning: 'test' })).stop()
  // Killed in the middle of its files, as by the kernel when memory runs out.
  const killing = `
    import { beginDraft } from '#kernel/postgres/backup-draft.ts'
import { takeBackup } from '#kernel/postgres/backup.ts'
    const signal = { throwIfAborted: () => process.kill(process.pid, 'SIGKILL') }
    await takeBackup({ dataDir: ${JSON.stringify(dataDir)}, backupsDir: ${JSON.stringify(backupsDir)}, version: '1.2.3', signal })`
  const killed = spawnSync(process.execPath, ['--input-type=module', '--eval', killing], { cwd: projectRoot, encoding: 'utf8' })
  assert.equal(killed.signal, 'SIGKILL', killed.stderr)
  const [forsaken = ''] = await readdir(backupsDir)
  assert.match(forsaken, /\.part$/)
  const writing = await beginDraft(join(backupsDir, '2026-01-02T03-04-05-678Z'))
  undo(t, async () => writing.end())
  const notOurs = ['mio.part', '2026-01-01T00-00-00-000Z.part']
  for (const name of notOurs) await mkdir(join(backupsDir, name))
  const { folder } = await takeBackup({ dataDir, backupsDir, version })
  assert.deepEqual((await readdir(backupsDir)).toSorted(), [...notOurs, basename(writing.folder), basename(folder)].toSorted())
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.startsWith('writer')),
    [],
  )
})

test('a restore is refused while Yapa runs on the data', async (t) => {
  const dataDir = await aFolder(t)
  const backupsDir = await aFolder(t)
  const server = await aServer(t, dataDir, { tuning: 'test' })
  const { folder } = await takeBackup({ dataDir, backupsDir, version })
  await assert.rejects(restore(folder, dataDir, []), { code: 'ground.already_running' })
  assert.deepEqual(await ask(server.admin, 'select 1 as n'), [{ n: 1 }])
})

test('after a restore cut off in the middle nobody starts on half the data, and doing it again finishes it', async (t) => {
  const dataDir = await aFolder(t)
  const server = await startPostgres({ dataDir, log: aLog() })
  await ask(server.admin, 'create table sale as select 1 as n')
  await server.stop()
  const { folder } = await takeBackup({ dataDir, backupsDir: await aFolder(t), version })
  // What a power cut leaves between taking the old data away and putting the new ones there.
  await writeFile(join(dataDir, 'restore.unfinished'), '')
  await rm(join(dataDir, 'pg'), { recursive: true })
  await assert.rejects(startPostgres({ dataDir, log: aLog() }), { code: 'ground.restore_unfinished' })
  await assert.rejects(access(join(dataDir, 'pg')), 'no empty database was made')
  await restore(folder, dataDir, [])
  const again = await aServer(t, dataDir)
  assert.deepEqual(await ask(again.admin, countSales), [{ count: 1, last: 1 }])
})

test('a backup that fails leaves nothing behind, and one without data is refused', async (t) => {
  const dataDir = await aFolder(t)
  const backupsDir = await aFolder(t)
  await assert.rejects(takeBackup({ dataDir, backupsDir, version }), { code: 'ground.nothing_to_back_up' })
  await (await startPostgres({ dataDir, log: aLog(), tuning: 'test' })).stop()
  const kept = await keep(dataDir)
  await assert.rejects(takeBackup({ dataDir, backupsDir, version }), { code: 'ground.already_running' })
  await kept.release()
  assert.deepEqual(await readdir(backupsDir), [])
  await appendFile(join(backupsDir, 'archivo'), '')
  await assert.rejects(
    takeBackup({ dataDir, backupsDir: join(backupsDir, 'archivo'), version }),
    (error: Error & { code?: string }) =>
      error.code === 'ground.not_writable' && /carpeta de las copias .*archivo\. .* --to/.test(error.message),
  )
})

test('a place where nothing can be put is told at once, with the way out', async (t) => {
  const dataDir = await aFolder(t)
  await (await startPostgres({ dataDir, log: aLog(), tuning: 'test' })).stop()
  for (const place of ['/proc/x', '/proc/x/copias'])
    await assert.rejects(
      takeBackup({ dataDir, backupsDir: place, version }),
      (error: Error & { code?: string }) => error.code === 'ground.not_writable' && error.message.includes(`${place}. Dale permiso`),
    )
  await assert.rejects(keep('/proc/x'), { code: 'ground.not_writable' })
})

test('a backup is not put inside of what it copies, where the next one would copy it too', async (t) => {
  const dataDir = await aFolder(t)
  await (await startPostgres({ dataDir, log: aLog(), tuning: 'test' })).stop()
  for (const place of ['', 'pg', 'files', 'files/copias', 'keys'])
    await assert.rejects(takeBackup({ dataDir, backupsDir: join(dataDir, place), version }), { code: 'ground.backup_inside_data' }, place)
  const takeTo = async (place: string) => (await takeBackup({ dataDir, backupsDir: join(dataDir, place), version })).manifest.files.length
  assert.equal(await takeTo('otra/copias'), await takeTo('otra/copias'), 'in a folder of their own they do not copy each other')
})
