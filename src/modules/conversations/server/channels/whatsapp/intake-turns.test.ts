import assert from 'node:assert/strict'
import { test } from 'node:test'
import { turns } from './intake-turns.ts'

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A database of `size` connections in which work about one customer waits for the one before it, holding its own. */
function database(size: number) {
  let free = size
  const waiting: (() => void)[] = []
  const tails = new Map<string, Promise<void>>()
  let mostHeld = 0
  return {
    mostHeld: () => mostHeld,
    async transaction(customer: string): Promise<void> {
      if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve))
      else free--
      mostHeld = Math.max(mostHeld, size - free)
      const before = tails.get(customer) ?? Promise.resolve()
      const mine = before.then(tick)
      tails.set(customer, mine)
      await mine
      const next = waiting.shift()
      if (next) next()
      else free++
    },
  }
}

/** How many of a flood were done before somebody else, who came last, had their turn. */
async function floodedBy(count: number, take: (customer: string) => Promise<void>): Promise<number> {
  let done = 0
  const flood = Array.from({ length: count }, () => take('flooder').then(() => done++))
  let before = 0
  await take('somebody else').then(() => (before = done))
  await Promise.all(flood)
  assert.equal(done, count)
  return before
}

test('a customer who writes a thousand times at once delays nobody; without turns everybody waits', async () => {
  const guarded = database(5)
  const line = turns<number>({ most: 2_000, together: 50 })
  const withTurns = await floodedBy(1_000, (who) => line.take(who, 1, () => guarded.transaction(who)))
  const open = database(5)
  const without = await floodedBy(1_000, (who) => open.transaction(who))
  assert.ok(withTurns <= 50, `${withTurns} of the flood went first`)
  assert.ok(without >= 990, `only ${without} went first without turns`)
  assert.ok(guarded.mostHeld() <= 2)
})

test('what waits goes in together, in the order of arrival', async () => {
  const line = turns<number>({ most: 100, together: 4 })
  const groups: number[][] = []
  const work = async (items: readonly number[]): Promise<void> => {
    groups.push([...items])
    await tick()
  }
  await Promise.all(Array.from({ length: 10 }, (_, i) => line.take('ana', i, work)))
  assert.deepEqual(groups, [[0], [1, 2, 3, 4], [5, 6, 7, 8], [9]])
})

test('a piece that cannot be taken fails alone', async () => {
  const line = turns<number>({ most: 100, together: 10 })
  const taken: number[] = []
  const work = async (items: readonly number[]): Promise<void> => {
    await tick()
    if (items.includes(3)) throw new Error('no')
    taken.push(...items)
  }
  const ends = await Promise.allSettled([1, 2, 3, 4].map((i) => line.take('ana', i, work)))
  assert.deepEqual(
    ends.map(({ status }) => status),
    ['fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
  )
  assert.deepEqual(taken, [1, 2, 4])
})

test('a line has an end: whoever comes beyond it is told to come back', async () => {
  const line = turns<number>({ most: 3, together: 1 })
  const ends = await Promise.allSettled(Array.from({ length: 6 }, (_, i) => line.take('ana', i, tick)))
  const refused = ends.filter((end) => end.status === 'rejected')
  assert.deepEqual(
    refused.map(({ reason }) => (reason as { code: string }).code),
    ['kernel.unavailable', 'kernel.unavailable'],
  )
  await line.take('ana', 9, tick)
})
