import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmod, chown, mkdir, readdir, readFile, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { assertComplete, findBinaries } from '#kernel/postgres/binaries.ts'
import { startPostgres } from '#kernel/postgres/postgres.ts'
import { aFolder, aLog, ask, aServer, isRoot, nobody, serveElsewhere, undo, until } from './ground-kit.ts'

const start = (dataDir: string) => startPostgres({ dataDir, log: aLog(), tuning: 'test' })

test("another major version's data are refused by name and not touched", async (t) => {
  const dataDir = await aFolder(t)
  await (await start(dataDir)).stop()
  await writeFile(join(dataDir, 'pg', 'PG_VERSION'), '17\n')
  await assert.rejects(
    start(dataDir),
    (error: Error & { code?: string }) => error.code === 'ground.other_version' && /PostgreSQL 17 .* PostgreSQL 18/.test(error.message),
  )
  await writeFile(join(dataDir, 'pg', 'PG_VERSION'), '18\n')
  const again = await aServer(t, dataDir, { tuning: 'test' })
  assert.deepEqual(await ask(again.admin, 'select 1 as n'), [{ n: 1 }])
})

test('a folder named pg that holds something else is left alone', async (t) => {
  const dataDir = await aFolder(t)
  await mkdir(join(dataDir, 'pg'))
  await writeFile(join(dataDir, 'pg', 'fotos.txt'), 'mías')
  await assert.rejects(start(dataDir), { code: 'ground.not_a_cluster' })
  assert.equal(await readFile(join(dataDir, 'pg', 'fotos.txt'), 'utf8'), 'mías')
})

test('a data folder that is a file is refused in one sentence', async (t) => {
  const file = join(await aFolder(t), 'data')
  await writeFile(file, '')
  await assert.rejects(start(join(file, 'dentro')), { code: 'ground.not_writable' })
})

test('a folder that the user may not write is refused, and says how to choose another', async (t) => {
  if (!isRoot) return t.skip('needs root to make a folder of somebody else')
  const dataDir = await aFolder(t)
  const told = await serveElsewhere(t, dataDir, { uid: nobody }).told
  assert.equal(told.code, 'ground.wrong_owner')
  assert.match(told.message ?? '', /son del usuario root\. Arrancá Yapa con ese usuario/)
  assert.deepEqual(await readdir(dataDir), [])
})

test("an ordinary user is told whose the data are, and root does not take a person's data", async (t) => {
  if (!isRoot) return t.skip('needs root to change owners')
  const dataDir = await aFolder(t)
  await (await start(dataDir)).stop()
  await chown(dataDir, nobody, nobody)
  const asNobody = await serveElsewhere(t, dataDir, { uid: nobody, tuning: 'test' }).told
  assert.equal(asNobody.code, 'ground.wrong_owner')
  await chown(join(dataDir, 'pg'), 12345, 12345)
  await assert.rejects(
    start(dataDir),
    (error: Error & { code?: string }) => error.code === 'ground.wrong_owner' && error.message.includes('12345'),
  )
})

test('a machine without binaries is told what to do instead', async () => {
  await assert.rejects(findBinaries('win32-x64'), { code: 'ground.unsupported_platform' })
  await assert.rejects(findBinaries('linux-s390x'), { code: 'ground.unsupported_platform' })
})

test('binaries whose links were never made are told apart from missing ones', async (t) => {
  const root = join(await aFolder(t), 'native')
  await mkdir(join(root, 'bin'), { recursive: true })
  await assert.rejects(assertComplete(root), /bin\/postgres/)
  for (const name of ['postgres', 'initdb']) await writeFile(join(root, 'bin', name), '')
  await writeFile(join(root, 'pg-symlinks.json'), JSON.stringify([{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]))
  await assert.rejects(assertComplete(root), { code: 'ground.binaries_missing' })
  await mkdir(join(root, 'lib'))
  await writeFile(join(root, 'lib', 'libpq.so.5'), '')
  await assertComplete(root)
})

/** A small disk of its own. */
async function aDisk(t: TestContext, megabytes: number): Promise<string | undefined> {
  const folder = await aFolder(t)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return undefined
  }
  undo(t, async () => execFileSync('umount', ['-l', folder]))
  await chmod(folder, 0o755)
  return folder
}

test('a disk too small for the first start says so and leaves no half database', async (t) => {
  const disk = await aDisk(t, 20)
  if (!disk) return t.skip('needs root and tmpfs for a small disk')
  await assert.rejects(start(join(disk, 'data')), { code: 'ground.disk_full' })
  assert.deepEqual(await readdir(join(disk, 'data')), ['secrets'])
})

test('a disk that is already full says so', async (t) => {
  const disk = await aDisk(t, 1)
  if (!disk) return t.skip('needs root and tmpfs for a small disk')
  await fill(join(disk, 'peso'), disk)
  await assert.rejects(start(disk), { code: 'ground.disk_full' })
})

test('a disk that fills up under way loses nothing, and service returns when there is room again', async (t) => {
  const disk = await aDisk(t, 160)
  if (!disk) return t.skip('needs root and tmpfs for a small disk')
  const log = aLog()
  const server = await aServer(t, join(disk, 'data'), { log })
  await ask(server.admin, 'create table sale (n int, note text)')
  await fill(join(disk, 'peso'), disk)
  let acknowledged = 0
  await assert.rejects(async () => {
    for (; ; acknowledged++)
      await ask(server.admin, `insert into sale values ($1, (select string_agg(md5(random()::text), '') from generate_series(1, 30000)))`, [
        acknowledged + 1,
      ])
  })
  await rm(join(disk, 'peso'))
  await until('it serves again', () =>
    ask(server.admin, 'insert into sale values (-1, null)').then(
      () => true,
      () => false,
    ),
  )
  const [found] = await ask<{ count: number }>(server.admin, 'select count(*)::int as count from sale where n > 0')
  assert.equal(found?.count, acknowledged)
})

async function fill(file: string, disk: string): Promise<void> {
  const { bavail, bsize } = await statfs(disk)
  await writeFile(file, Buffer.alloc(Math.max(0, bavail * bsize)))
}
