import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openLog, withoutPersons } from './log.ts'

function listen(level: 'info' | 'debug' = 'info') {
  const lines: string[] = []
  const log = openLog({ logLevel: level }, { write: (line: string) => void lines.push(line) })
  return { log, lines, entries: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) }
}

test('an entry is one line of JSON with its moment, its level and the request it belongs to', () => {
  const { log, lines, entries } = listen()
  log.child({ requestId: 'r-1', org: 'o-1' }).info({ route: '/contacts', ms: 12 }, 'answered')
  assert.equal(lines.length, 1)
  assert.equal(lines[0]?.split('\n').length, 2)
  const [entry] = entries()
  assert.equal(entry?.level, 'info')
  assert.equal(entry?.requestId, 'r-1')
  assert.equal(entry?.route, '/contacts')
  assert.match(String(entry?.time), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
})

test('below the level asked for nothing is written', () => {
  const { log, lines } = listen()
  log.debug({ a: 1 }, 'detail')
  assert.deepEqual(lines, [])
})

const secret = 'canary-7f3a'
const places: [string, (log: ReturnType<typeof listen>['log']) => void][] = [
  [
    'a header',
    (log) =>
      log.info({ req: { headers: { authorization: secret, cookie: secret, 'set-cookie': secret, 'x-hub-signature-256': secret } } }, 'in'),
  ],
  ['a field of the entry', (log) => log.info({ password: secret, token: secret, secret, apiKey: secret }, 'in')],
  ['the text of a message', (log) => log.info({ message: { text: secret, caption: secret }, payload: { entry: { body: secret } } }, 'in')],
  ['a child logger', (log) => log.child({ credentials: { accessToken: secret } }).info('in')],
  ['the address of a person', (log) => log.info({ contact: { email: `${secret}@pollo.test`, phone: secret, waId: secret } }, 'in')],
  ['the sentence', (log) => log.info(`sent to ${secret}@pollo.test`)],
  ['a value put into the sentence', (log) => log.info('sent to %s', `${secret}@pollo.test`)],
  [
    'the row in a database error',
    (log) =>
      log.error(
        { err: Object.assign(new Error('duplicate key'), { code: '23505', detail: `Key (email)=(${secret})`, where: secret }) },
        'failed',
      ),
  ],
  [
    'the request in the error of a provider',
    (log) => log.error({ err: Object.assign(new Error('refused'), { config: { headers: { authorization: secret } } }) }, 'failed'),
  ],
  [
    'the message of a cause',
    (log) => log.error({ err: new Error('failed', { cause: new Error(`no mailbox ${secret}@pollo.test`) }) }, 'failed'),
  ],
  ['an error thrown as text', (log) => log.error({ err: `no mailbox ${secret}@pollo.test` }, 'failed')],
]
for (const [place, write] of places) {
  test(`a secret in ${place} does not reach the log`, () => {
    const { log, lines } = listen()
    write(log)
    assert.equal(lines.length, 1)
    assert.ok(!lines[0]?.includes(secret), lines[0])
  })
}

test('an error keeps what helps to mend it', () => {
  const { log, entries } = listen()
  log.error({ err: Object.assign(new Error('duplicate key', { cause: new TypeError('inner') }), { code: '23505' }) }, 'failed')
  const err = entries()[0]?.err as Record<string, unknown> & { cause: Record<string, unknown> }
  assert.equal(err.type, 'Error')
  assert.equal(err.message, 'duplicate key')
  assert.equal(err.code, '23505')
  assert.match(String(err.stack), /log\.test\.ts/)
  assert.equal(err.cause.type, 'TypeError')
})

test('an error that causes itself does not hang the log', () => {
  const { log, lines } = listen()
  const err = new Error('round')
  err.cause = err
  log.error({ err }, 'failed')
  assert.equal(lines.length, 1)
})

const sentences: [string, string][] = [
  ['call +54 9 11 5123-4567 now', 'call [number] now'],
  ['wa id 5491151234567 unknown', 'wa id [number] unknown'],
  ['ana.perez+x@pollo.com.ar bounced', '[address] bounced'],
  ['job 0190f0c2-7b1e-7cc3-8f6a-446655440000 done', 'job 0190f0c2-7b1e-7cc3-8f6a-446655440000 done'],
  ['at 2026-11-21T00:15:27.123Z', 'at 2026-11-21T00:15:27.123Z'],
  ['took 1234567 us, wrote 123456789 bytes', 'took 1234567 us, wrote 123456789 bytes'],
]
for (const [text, expected] of sentences) test(`"${text}" is logged as "${expected}"`, () => assert.equal(withoutPersons(text), expected))
