import { z } from 'zod'
import { deskOf } from '#kernel/context.ts'
import { event } from '#kernel/contract/declare.ts'
import { startRelay } from '#kernel/events/relay.ts'
import { job } from '#kernel/jobs/job.ts'
import { bareKernel } from '#kernel/jobs/testing/bare-kernel.ts'
import { startWorker } from '#kernel/jobs/worker.ts'
import { after, type Module } from '#kernel/module.ts'
import type { DatabaseUrls } from '#kernel/postgres/provision.ts'

const Sale = z.object({ n: z.int() })
export const saleMade = event('test.sale.made', Sale)
export const saleMadeToday = event('test.sale.made-carelessly', Sale)

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 4))

/** Writes its effect in the transaction in which the job is removed. */
const ship = job({
  name: 'test.ship',
  payload: Sale,
  attempts: 1_000,
  async run(ctx, { n }) {
    await ctx.sql`insert into test.effect (n) values (${n})`
    await pause()
  },
})

/** The same, wrongly: the effect commits first, and the job is removed afterwards. */
const shipCarelessly = job({
  name: 'test.ship-carelessly',
  payload: Sale,
  attempts: 1_000,
  async work(desk, { n }) {
    await desk.transaction(async (ctx) => void (await ctx.sql`insert into test.effect (n) values (${n})`))
    await pause()
  },
})

export const shipping: Module = {
  name: 'test',
  needs: [],
  events: [saleMade, saleMadeToday],
  reactions: [after(saleMade, ship), after(saleMadeToday, shipCarelessly)],
}

/** A process of its own with a relay and a worker, to be killed. */
function serve(urls: DatabaseUrls): void {
  const kernel = bareKernel(urls, [shipping], { now: () => new Date() })
  startRelay({ ...kernel, metrics: undefined })
  startWorker({ ...kernel, metrics: undefined, makeDesk: (one) => deskOf(kernel, one), leaseSeconds: 1 })
  process.send?.('ready')
}

if (process.argv[1] === import.meta.filename) process.once('message', (urls) => serve(urls as DatabaseUrls))
