import assert from 'node:assert/strict'
import test from 'node:test'
import { chooseRunner, type Powers } from './runner.ts'

const root = { name: 'root', uid: 0, gid: 0 }
const nobody = { name: 'nobody', uid: 65534, gid: 65534 }
const postgres = { name: 'postgres', uid: 101, gid: 104 }
const ana = { name: 'ana', uid: 1000, gid: 1000 }

/** A machine with these accounts, where only these programs work. */
const machine = (uid: number, accounts: (typeof ana)[], working: string[]): Powers => ({
  uid,
  gid: uid,
  accounts: async () => accounts,
  works: async ({ file, options }) => working.includes(options.uid === undefined ? file : `as ${options.uid}`),
})

test('an ordinary user runs PostgreSQL as herself, tied to our life where the kernel can', async () => {
  const tied = await chooseRunner('/pg/postgres', undefined, machine(1000, [root, ana], ['setpriv']))
  assert.equal(tied.kind, 'self')
  assert.equal(tied.uid, 1000)
  const loose = await chooseRunner('/pg/postgres', undefined, machine(1000, [root, ana], []))
  assert.deepEqual(
    [loose.command('/pg/postgres', ['-D', 'x']).file, loose.command('/pg/postgres', ['-D', 'x']).args],
    ['/pg/postgres', ['-D', 'x']],
  )
  if (process.platform === 'linux') assert.deepEqual(tied.command('/pg/postgres', []).args, ['--pdeathsig', 'INT', '--', '/pg/postgres'])
})

test('root appears as nobody in a namespace, and the files stay its own', async () => {
  const runner = await chooseRunner('/pg/postgres', undefined, machine(0, [root, nobody, postgres], ['unshare', 'as 101']))
  assert.equal(runner.kind, 'namespace')
  assert.equal(runner.uid, 0)
  assert.ok(runner.command('/pg/postgres', []).args.includes('--map-user=65534'))
})

test('where namespaces are forbidden root drops to the account made for databases', async () => {
  const runner = await chooseRunner('/pg/postgres', undefined, machine(0, [root, nobody, postgres], ['as 101', 'as 65534']))
  assert.deepEqual([runner.kind, runner.uid, runner.gid], ['account', 101, 104])
})

test('data that belong to the account stay with it, even where a namespace would work', async () => {
  const runner = await chooseRunner('/pg/postgres', 101, machine(0, [root, nobody, postgres], ['unshare', 'as 101']))
  assert.equal(runner.kind, 'account')
})

test('a machine without nobody lends another name to the namespace', async () => {
  const runner = await chooseRunner('/pg/postgres', undefined, machine(0, [root, { name: 'daemon', uid: 1, gid: 1 }], ['unshare']))
  assert.ok(runner.command('/pg/postgres', []).args.includes('--map-user=1'))
})

test('root with neither way gets one sentence that says what to do', async () => {
  await assert.rejects(chooseRunner('/pg/postgres', undefined, machine(0, [root, nobody], [])), { code: 'ground.no_way_as_root' })
})
