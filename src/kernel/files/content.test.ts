import assert from 'node:assert/strict'
import fs, { mkdtemp, rm } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { contentStore } from './content.ts'

const hello = [Buffer.from('hola')]

test('a file for which there is no place is refused at once', { skip: process.platform !== 'linux' }, async () => {
  await assert.rejects(contentStore('/proc/x').receive(hello, 10), { code: 'EPERM' })
})

test('a disk that has no room for a folder either says that it is full', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'yapa-content-'))
  t.after(() => rm(root, { recursive: true }))
  const arrival = await contentStore(root).receive(hello, 10)
  const { mock } = t.mock.method(fs, 'mkdir', () => Promise.reject(Object.assign(new Error('no room'), { code: 'ENOSPC' })))
  syncBuiltinESMExports()
  t.after(() => {
    mock.restore()
    syncBuiltinESMExports()
  })
  const full = { code: 'kernel.storage_full', status: 507 }
  await assert.rejects(contentStore(root).keep('shop', arrival), full)
  await assert.rejects(contentStore(join(root, 'elsewhere')).receive(hello, 10), full)
})
