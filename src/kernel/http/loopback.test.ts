import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLoopback } from '#kernel/http/loopback.ts'

const hosts: [host: string, isOurs: boolean][] = [
  ['127.0.0.1', true],
  ['127.8.9.1', true],
  ['::1', true],
  ['[::1]', true],
  ['::ffff:127.0.0.1', true],
  ['localhost', true],
  ['tienda.localhost', true],
  ['192.168.0.5', false],
  ['::ffff:192.168.0.5', false],
  ['0.0.0.0', false],
  ['127.evil.example', false],
  ['localhost.example', false],
]
for (const [host, isOurs] of hosts) {
  test(`${host} ${isOurs ? 'is' : 'is not'} this machine itself`, () => assert.equal(isLoopback(host), isOurs))
}
