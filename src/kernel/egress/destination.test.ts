import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { newDestination } from './destination.ts'
import { EgressFailure, openEgress } from './egress.ts'

test('five failures in a row close the way for five seconds, then one call may try', () => {
  const destination = newDestination(10)
  for (let i = 0; i < 4; i++) destination.failed(0)
  assert.equal(destination.mayTry(0), true)
  destination.failed(0)
  assert.equal(destination.mayTry(4_999), false)
  assert.equal(destination.mayTry(5_000), true)
  assert.equal(destination.mayTry(5_000), false, 'only one tries')
})

test('each failed try doubles the pause up to two minutes, and one success ends it', () => {
  const destination = newDestination(10)
  let now = 0
  for (let i = 0; i < 5; i++) destination.failed(now)
  const pauses: number[] = []
  for (let round = 0; round < 7; round++) {
    const from = now
    while (!destination.mayTry(now)) now += 1_000
    pauses.push(now - from)
    destination.failed(now)
  }
  assert.deepEqual(pauses, [5_000, 10_000, 20_000, 40_000, 80_000, 120_000, 120_000])
  now += 120_000
  assert.equal(destination.mayTry(now), true)
  destination.succeeded()
  for (let i = 0; i < 20; i++) assert.equal(destination.mayTry(now), true)
})

test('a success between failures keeps the way open', () => {
  const destination = newDestination(10)
  for (let i = 0; i < 50; i++) {
    destination.failed(0)
    if (i % 4 === 3) destination.succeeded()
  }
  assert.equal(destination.mayTry(0), true)
})

test('places are handed on in order and never exceed their number', async () => {
  const destination = newDestination(1)
  const order: number[] = []
  const later = Date.now() + 60_000
  assert.equal(await destination.enter(later), true)
  const second = destination.enter(later).then((isIn) => isIn && order.push(2))
  const third = destination.enter(later).then((isIn) => isIn && order.push(3))
  assert.equal(await destination.enter(Date.now() + 10), false)
  destination.leave()
  await second
  destination.leave()
  await third
  assert.deepEqual(order, [2, 3])
})

test('a destination that is down costs nothing while its breaker is open, and others are not touched', async (t) => {
  const server = createServer((_request, response) => response.end('ok'))
  const port = await new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)))
  let now = 0
  const outcomes: string[] = []
  const egress = openEgress({
    allow: ['127.0.0.1', 'well.test', 'ill.test'],
    resolve: async () => ['127.0.0.1'],
    now: () => now,
    observe: ({ host, outcome }) => outcomes.push(`${host} ${outcome}`),
  })
  t.after(() => {
    egress.close()
    server.close()
  })
  const well = () => egress.fetch({ url: `http://well.test:${port}/`, onlyLocalSimulator: false })
  const ill = (at: number, breaker?: string) =>
    egress.fetch({ url: `http://ill.test:${at}/`, onlyLocalSimulator: false, ...(breaker && { breaker }) })

  server.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.on('close', resolve))
  const kindOf = (error: unknown): string => (error instanceof EgressFailure ? error.kind : String(error))
  const kinds: string[] = []
  for (let i = 0; i < 8; i++) kinds.push(await ill(port).then(() => 'ok', kindOf))
  assert.deepEqual(kinds, [...Array<string>(5).fill('connect'), ...Array<string>(3).fill('breaker-open')])
  assert.equal(await ill(port, 'org-2').then(() => 'ok', kindOf), 'connect', 'another breaker')

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()))
  assert.equal((await well()).status, 200)
  assert.equal(await ill(port).then(() => 'ok', kindOf), 'breaker-open')
  now += 5_000
  assert.equal((await ill(port)).status, 200)
  assert.equal((await ill(port)).status, 200)
  assert.deepEqual(
    outcomes.filter((outcome) => outcome.startsWith('well')),
    ['well.test 2xx'],
  )
})
