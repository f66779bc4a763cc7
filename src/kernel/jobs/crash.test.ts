import assert from 'node:assert/strict'
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { newId } from '#kernel/contract/ids.ts'
import { aBench, until, type Bench } from '#kernel/jobs/testing/bench.ts'
import { saleMade, saleMadeToday, shipping } from '#kernel/jobs/testing/worker-process.ts'

const program = fileURLToPath(new URL('./testing/worker-process.ts', import.meta.url))
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

async function begin(bench: Bench, t: TestContext): Promise<ChildProcess> {
  const child = fork(program, { stdio: 'ignore' })
  t.after(() => child.kill('SIGKILL'))
  child.send(bench.urls as never)
  await once(child, 'message')
  return child
}

/** Sales are made while two processes relay and ship, and are killed in the middle of it, again and again. */
async function sellUnderFire(t: TestContext, sold: typeof saleMade): Promise<{ sales: number; shipped: number[] }> {
  const bench = await aBench(t, { modules: [shipping] })
  const org = newId()
  const children = [await begin(bench, t), await begin(bench, t)]
  let sales = 0
  let isOpen = true
  const selling = (async () => {
    while (isOpen) {
      await bench.run(org, async (ctx) => {
        for (let i = 0; i < 5; i++) await ctx.emit(sold, { n: sales++ })
      })
      await pause(8)
    }
  })()
  for (let kill = 0; kill < 5; kill++) {
    const before = sales
    await pause(100 + Math.random() * 150)
    await until(() => sales > before + 20)
    const [victim] = children.splice(kill % 2, 1)
    victim?.kill('SIGKILL')
    children.push(await begin(bench, t))
  }
  isOpen = false
  await selling
  await bench.relay({ isManual: true }).catchUp()
  await until(async () => (await bench.jobs(org)).length === 0)
  return { sales, shipped: await bench.effects(org) }
}

test('when processes are killed at any moment, everything sold is shipped, and nothing twice', async (t) => {
  const { sales, shipped } = await sellUnderFire(t, saleMade)
  assert.deepEqual(
    shipped.toSorted((a, b) => a - b),
    Array.from({ length: sales }, (_, n) => n),
  )
})

test('control: with the effect committed before the job is removed, some are shipped twice', async (t) => {
  // A kill has to fall between the two commits: five of them may all miss, and then five more are given.
  for (let round = 1; ; round++) {
    const { sales, shipped } = await sellUnderFire(t, saleMadeToday)
    assert.equal(new Set(shipped).size, sales, 'at least once holds')
    if (shipped.length > sales) return
    assert.ok(round < 6, `${shipped.length} shipments of ${sales} sales`)
  }
})

test('when the database drops every connection again and again, nothing is lost and nothing happens twice', async (t) => {
  const bench = await aBench(t, { modules: [shipping] })
  const org = newId()
  const relay = bench.relay()
  bench.worker()
  const sold = new Set<number>()
  let next = 0
  let isOpen = true
  const selling = (async () => {
    while (isOpen) {
      const n = next++
      // A commit whose answer was lost may or may not have happened; only what was acknowledged must be shipped.
      await bench
        .run(org, (ctx) => ctx.emit(saleMade, { n }))
        .then(
          () => sold.add(n),
          () => pause(20),
        )
      relay.wake()
    }
  })()
  for (let cut = 0; cut < 4; cut++) {
    const before = sold.size
    await pause(100 + Math.random() * 150)
    await until(() => sold.size > before + 25)
    await bench.cut()
  }
  isOpen = false
  await selling
  await until(() =>
    relay
      .catchUp()
      .then(() => true)
      .catch(() => false),
  )
  await until(async () => (await bench.jobs(org)).length === 0)
  const shipped = await bench.effects(org)
  assert.equal(new Set(shipped).size, shipped.length)
  assert.deepEqual(
    [...sold].filter((n) => !shipped.includes(n)),
    [],
  )
})
