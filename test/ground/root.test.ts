import assert from 'node:assert/strict'
import { chmod, chown, lstat, mkdir, readFile, readlink, stat } from 'node:fs/promises'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { findServiceAccount, ownPowers, type Powers } from '#kernel/postgres/runner.ts'
import { aFolder, ask, aServer, isRoot, nobody, serveElsewhere } from './ground-kit.ts'

/** A machine that forbids user namespaces, as Docker does by default. */
const withoutNamespaces = (): Powers => {
  const own = ownPowers()
  return { ...own, works: async (command) => command.file !== 'unshare' && own.works(command) }
}

const uidOf = async (pid: number) => Number(/^Uid:\t(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1])

/** A folder that only root may enter, like /root. */
async function aClosedFolder(t: TestContext): Promise<string> {
  const folder = await aFolder(t)
  await chmod(folder, 0o700)
  await mkdir(join(folder, 'yapa', 'data'), { recursive: true })
  return join(folder, 'yapa', 'data')
}

const options = { skip: !isRoot && 'only root can drop to another user' }

test('root with its project under a closed home serves from there, and the files stay its own', options, async (t) => {
  const dataDir = await aClosedFolder(t)
  const server = await aServer(t, dataDir, { tuning: 'test' })
  assert.deepEqual(await ask(server.admin, 'select 1 as n'), [{ n: 1 }])
  assert.equal((await stat(join(dataDir, 'pg'))).uid, 0)
})

test('root where namespaces are forbidden serves as an account without privileges, in the same folder', options, async (t) => {
  const dataDir = join(await aFolder(t), 'data')
  const account = findServiceAccount(await ownPowers().accounts())
  const server = await aServer(t, dataDir, { tuning: 'test', powers: withoutNamespaces() })
  assert.equal(await uidOf(server.pid), account?.uid)
  assert.equal((await lstat(join(dataDir, 'pg'))).isDirectory(), true)
  assert.equal((await stat(join(dataDir, 'secrets'))).uid, 0, 'the account reads no secret of the product')
  assert.equal((await stat(dataDir)).mode & 0o007, 0, 'nor does anybody else')
})

test(
  'root under a closed home where namespaces are forbidden keeps binaries and cluster where the account may enter',
  options,
  async (t) => {
    const dataDir = await aClosedFolder(t)
    const shelter = join(await aFolder(t), 'lib')
    const first = await aServer(t, dataDir, { tuning: 'test', powers: withoutNamespaces(), shelter })
    await ask(first.admin, 'create table sale as select 3 as n')
    assert.ok((await readlink(join(dataDir, 'pg'))).startsWith(shelter))
    await first.stop()
    const second = await aServer(t, dataDir, { tuning: 'test', powers: withoutNamespaces(), shelter })
    assert.deepEqual(await ask(second.admin, 'select n from sale'), [{ n: 3 }])
  },
)

test('the same data change from one way of running to the other with their rows', options, async (t) => {
  const dataDir = await aClosedFolder(t)
  const shelter = join(await aFolder(t), 'lib')
  const first = await aServer(t, dataDir, { tuning: 'test' })
  await ask(first.admin, 'create table sale as select 4 as n')
  await first.stop()
  const moved = await aServer(t, dataDir, { tuning: 'test', powers: withoutNamespaces(), shelter })
  assert.deepEqual(await ask(moved.admin, 'select n from sale'), [{ n: 4 }])
  await moved.stop()
  const back = await aServer(t, dataDir, { tuning: 'test', shelter })
  assert.deepEqual(await ask(back.admin, 'select n from sale'), [{ n: 4 }])
})

test('an ordinary user serves as herself', options, async (t) => {
  const dataDir = await aFolder(t)
  await chown(dataDir, nobody, nobody)
  const { pid = 0 } = await serveElsewhere(t, dataDir, { uid: nobody, tuning: 'test' }).told
  assert.equal(await uidOf(pid), nobody)
  assert.equal((await stat(join(dataDir, 'pg'))).uid, nobody)
})

test('a user whose number has no name (docker run --user) serves too', options, async (t) => {
  const dataDir = await aFolder(t)
  await chown(dataDir, 43210, 43210)
  const served = serveElsewhere(t, dataDir, { uid: 43210, tuning: 'test' })
  assert.ok((await served.told).pid, served.errors())
})
