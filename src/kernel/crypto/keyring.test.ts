import assert from 'node:assert/strict'
import test from 'node:test'
import { openKeyring } from './keyring.ts'

test('keys for which there is no place are told as the operator can cure it', { skip: process.platform !== 'linux' }, async () => {
  await assert.rejects(
    openKeyring('/proc/x'),
    (error: Error & { code?: string }) =>
      error.code === 'ground.not_writable' && error.message.includes('elegí otra carpeta con YAPA_DATA'),
  )
})
