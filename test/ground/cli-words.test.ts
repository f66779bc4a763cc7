import assert from 'node:assert/strict'
import { appendFile, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'node:test'
import { describeBytes, describeDuration } from '../../bin/commands/command.ts'
import { describeLine } from '../../bin/commands/log-view.ts'
import { rotate } from '../../bin/commands/log-rotation.ts'
import { lookAtProxy, lookAtPublicUrl, lookAtWhatsapp } from '../../bin/commands/product-checks.ts'
import { aFolder } from './ground-kit.ts'

test('the address that people use must be safe for sessions, and lead others here', () => {
  const stateOf = (publicUrl: string, host = '127.0.0.1') => lookAtPublicUrl({ publicUrl, host }).state
  assert.equal(stateOf('https://tienda.example'), 'good')
  assert.equal(stateOf('http://localhost:8080'), 'note')
  assert.equal(stateOf('http://[::1]:8080'), 'note')
  assert.equal(stateOf('http://127.evil.example'), 'bad')
  assert.equal(stateOf('http://192.168.0.5:8080'), 'bad')
  assert.equal(stateOf('http://localhost:8080', '0.0.0.0'), 'note')
  const local = lookAtPublicUrl({ publicUrl: 'http://localhost:8080', host: '127.0.0.1' })
  assert.match(`${local.told} ${local.cure}`, /enlaces .* http:\/\/localhost:8080, .* YAPA_PUBLIC_URL/)
})

test('an address with https whose proxy is not believed is noticed', () => {
  const stateOf = (publicUrl: string, trustProxy: string[] | false) => lookAtProxy({ publicUrl, trustProxy }).state
  assert.equal(stateOf('https://tienda.example', false), 'note')
  assert.equal(stateOf('https://tienda.example', ['127.0.0.1']), 'good')
  assert.equal(stateOf('http://localhost:8080', false), 'good')
})

test('a WhatsApp address that is not the real one is noticed', () => {
  const stateOf = (whatsappUrl: string) => lookAtWhatsapp({ whatsappUrl }).state
  assert.equal(stateOf('https://graph.facebook.com/v26.0'), 'good')
  assert.equal(stateOf('http://127.0.0.1:5600/v26.0'), 'note')
  assert.equal(stateOf('http://graph.facebook.com.example/v26.0'), 'bad')
})

test("the server's log lines read as sentences, and others stay as they are", () => {
  const line = describeLine('{"level":50,"time":"2026-11-21T12:00:00.000Z","requestId":"r1","err":{"message":"boom"},"msg":"job failed"}')
  assert.match(line, /^2026-11-2\d \d\d:\d\d:00 ERROR {3}job failed boom \(r1\)$/)
  assert.equal(describeLine('hola'), 'hola')
  assert.equal(describeLine('{cortado'), '{cortado')
})

test('a log that grows is cut while its writer keeps appending, and old ones are dropped in turn', async (t) => {
  const file = join(await aFolder(t), 'yapa.log')
  assert.equal(await rotate(file, 10), false, 'no log yet')
  for (let age = 1; age <= 6; age++) {
    await appendFile(file, `turno ${age} `.repeat(3))
    assert.equal(await rotate(file, 10), true)
  }
  await writeFile(file, 'corto', { flag: 'a' })
  assert.equal(await rotate(file, 10), false)
  assert.equal((await stat(file)).size, 5)
  assert.match(await readFile(`${file}.1`, 'utf8'), /turno 6/)
  assert.match(await readFile(`${file}.4`, 'utf8'), /turno 3/)
  await assert.rejects(stat(`${file}.5`))
})

test('sizes and times are told as people of the region say them', () => {
  assert.deepEqual([0, 1023, 1536, 50 * 1024 ** 2].map(describeBytes), ['0 bytes', '1.023 bytes', '1,5 kB', '50 MB'])
  const minute = 60_000
  assert.deepEqual([0, 5 * minute, 125 * minute, 3 * 1440 * minute].map(describeDuration), [
    'menos de un minuto',
    '5 min',
    '2 h 5 min',
    '3 d',
  ])
})
