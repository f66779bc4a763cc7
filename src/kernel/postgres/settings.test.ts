import assert from 'node:assert/strict'
import test from 'node:test'
import { availableMemory, describeSettings } from './settings.ts'

const GiB = 1024 ** 3
const roomy = { tuning: 'standard', memory: 8 * GiB, freeDisk: 100 * GiB, hasStatements: true } as const
const valueOf = (text: string, name: string) => new RegExp(`^${name} = '([^']*)'$`, 'm').exec(text)?.[1]

test('shared buffers stay small on any machine, so that an idle shop does', () => {
  for (const memory of [GiB, 8 * GiB, 512 * GiB]) {
    const megabytes = Number.parseInt(valueOf(describeSettings({ ...roomy, memory }), 'shared_buffers') ?? '', 10)
    assert.ok(megabytes >= 64 && megabytes <= 128, `${megabytes} MB`)
  }
})

test('the log of changes never wants more than a tenth of a small disk', () => {
  assert.equal(valueOf(describeSettings({ ...roomy, freeDisk: 4 * GiB }), 'max_wal_size'), '409MB')
  assert.equal(valueOf(describeSettings(roomy), 'max_wal_size'), '2048MB')
  assert.equal(valueOf(describeSettings({ ...roomy, freeDisk: 0 }), 'max_wal_size'), '256MB')
})

test('a shop never gives up durability; only tests do', () => {
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    assert.equal(valueOf(describeSettings(roomy), name), undefined)
    assert.equal(valueOf(describeSettings({ ...roomy, tuning: 'test' }), name), 'off')
  }
})

test("no customer's data reach PostgreSQL's log", () => {
  const text = describeSettings(roomy)
  assert.equal(valueOf(text, 'log_min_error_statement'), 'panic')
  assert.equal(valueOf(text, 'log_error_verbosity'), 'terse')
  assert.equal(valueOf(text, 'log_parameter_max_length'), '0')
})

test("a container's limit counts, an absurd one does not", () => {
  assert.equal(availableMemory(512 * 1024 ** 2), 512 * 1024 ** 2)
  assert.equal(availableMemory(0), availableMemory(2 ** 63))
})
