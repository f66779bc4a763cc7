import assert from 'node:assert/strict'
import test from 'node:test'
import { contentStore } from './content.ts'

test('a file for which there is no place is refused at once', { skip: process.platform !== 'linux' }, async () => {
  await assert.rejects(contentStore('/proc/x').receive([Buffer.from('hola')], 10), { code: 'EPERM' })
})
