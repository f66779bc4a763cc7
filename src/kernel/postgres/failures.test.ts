import assert from 'node:assert/strict'
import test from 'node:test'
import { GroundError } from '#kernel/config/ground-error.ts'
import { fromFileError, fromOutput, isStillDying } from './failures.ts'

const fileErrors = [
  ['ENOSPC', 'ground.disk_full'],
  ['EDQUOT', 'ground.disk_full'],
  ['EACCES', 'ground.not_writable'],
  ['EROFS', 'ground.not_writable'],
  ['ENOTDIR', 'ground.not_writable'],
] as const

for (const [code, expected] of fileErrors)
  test(`the file system's ${code} becomes ${expected}, with the folder and a cure`, () => {
    const failure = fromFileError(Object.assign(new Error('write'), { code }), '/srv/yapa')
    assert.ok(failure instanceof GroundError)
    assert.equal(failure.code, expected)
    assert.ok(failure.message.includes('/srv/yapa'))
    assert.ok(failure.cure.length > 10)
  })

test('an error nobody foresaw is handed back as it came', () => {
  const odd = new Error('odd')
  assert.equal(fromFileError(odd, '/srv'), odd)
})

const outputs = [
  ['FATAL:  could not write to file "pg_wal/xlogtemp.31": No space left on device', 'ground.disk_full'],
  ['initdb: error: could not write file "/d/pg.init/base/1/2608": Disk quota exceeded', 'ground.disk_full'],
  ['FATAL:  could not resize shared memory segment "/PostgreSQL.1" to 1048576 bytes: No space left on device', 'ground.shared_memory_full'],
  [
    'FATAL:  database files are incompatible with server\nDETAIL:  The data directory was initialized by PostgreSQL version 17, which is not compatible with this version 18.4.',
    'ground.other_version',
  ],
  ['FATAL:  data directory "/d/pg" has wrong ownership', 'ground.wrong_owner'],
  ['FATAL:  could not open file "global/pg_control": Permission denied', 'ground.not_writable'],
  ['PANIC:  could not write block 3 of relation base/1/2691: wrote only 4096 of 8192 bytes', 'ground.disk_full'],
  ['PANIC:  cannot abort transaction 1\ninitdb: removing data directory "/d/pg.init"', 'ground.start_failed'],
  [
    'postgres: could not find the database system\nExpected to find it in the directory "/data/pg",\nbut could not open file "/data/pg/global/pg_control": No such file or directory',
    'ground.damaged',
  ],
  ['PANIC:  could not locate a valid checkpoint record at 0/15F1B40', 'ground.damaged'],
  ['FATAL:  something that nobody expected', 'ground.start_failed'],
  ['', 'ground.start_failed'],
] as const

for (const [output, expected] of outputs)
  test(`PostgreSQL's "${output.slice(0, 60)}" becomes ${expected}`, () => {
    const failure = fromOutput(output, '/srv/yapa/pg')
    assert.equal(failure.code, expected)
    assert.ok(failure.message.endsWith(failure.cure))
  })

test('a start just after a kill is worth repeating, a full disk is not', () => {
  assert.ok(isStillDying('FATAL:  lock file "postmaster.pid" already exists'))
  assert.ok(isStillDying('FATAL:  pre-existing shared memory block (key 17, ID 3) is still in use'))
  assert.ok(!isStillDying('FATAL:  could not write: No space left on device'))
})
