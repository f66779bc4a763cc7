import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashOf, liveClock, manualClock, randomFrom } from './clock-and-random.ts'

test('a clock that stands still runs what is due in order, also what is planned on the way', async () => {
  const clock = manualClock(1_000)
  const ran: string[] = []
  clock.at(3_000, () => ran.push(`b ${clock.now()}`))
  clock.at(2_000, () => {
    ran.push(`a ${clock.now()}`)
    clock.at(2_500, () => ran.push(`a2 ${clock.now()}`))
  })
  clock.at(3_000, () => ran.push(`c ${clock.now()}`))
  const cancel = clock.at(2_200, () => ran.push('never'))
  cancel()
  await clock.advance(1_999)
  assert.deepEqual(ran, ['a 2000', 'a2 2500'])
  assert.equal(clock.now(), 2_999)
  await clock.advance(1)
  assert.deepEqual(ran, ['a 2000', 'a2 2500', 'b 3000', 'c 3000'])
})

test('what an awaited step plans inside the jump still runs inside it', async () => {
  const clock = manualClock(0)
  const ran: number[] = []
  let planned = false
  clock.at(10, () => ran.push(10))
  await clock.advance(100, async () => {
    if (ran.length === 1 && !planned) {
      planned = true
      clock.at(50, () => ran.push(50))
    }
  })
  assert.deepEqual(ran, [10, 50])
})

test('a live clock runs with real time and jumps ahead of it', async () => {
  const clock = liveClock()
  const hour = 3_600_000
  const [earlier, start, later] = [Date.now(), clock.now(), Date.now()]
  assert.ok(earlier <= start && start <= later)
  const ran: string[] = []
  clock.at(start + 15, () => ran.push('soon'))
  clock.at(start + hour, () => ran.push('in an hour'))
  clock.at(start + 3 * hour, () => ran.push('in three'))
  while (ran.length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
  assert.ok(clock.now() >= start + 15)
  await clock.advance(2 * hour)
  assert.deepEqual(ran, ['soon', 'in an hour'])
  assert.ok(clock.now() >= start + 2 * hour)
  clock.clear()
})

test('random numbers are repeatable, spread evenly, and streams do not disturb each other', () => {
  const draw = (seed: string) => Array.from({ length: 5 }, () => randomFrom(seed).next())
  assert.deepEqual(draw('a'), draw('a'))
  assert.notEqual(randomFrom('a').next(), randomFrom('b').next())
  const random = randomFrom('spread')
  const counts = Array.from({ length: 10 }, () => 0)
  for (let index = 0; index < 20_000; index++) {
    const bucket = random.int(0, 9)
    counts[bucket] = (counts[bucket] ?? 0) + 1
  }
  assert.ok(
    counts.every((count) => count > 1_800 && count < 2_200),
    counts.join(' '),
  )
  const parent = randomFrom('p')
  const before = parent.fork('x').next()
  parent.next()
  assert.equal(parent.fork('x').next(), before)
  assert.throws(() => parent.pick([]), RangeError)
  assert.equal(hashOf('x'), hashOf('x'))
})
