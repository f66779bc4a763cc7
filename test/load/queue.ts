import { z } from 'zod'
import { withKernel } from '#app/with-kernel.ts'
import { loadConfig } from '#kernel/config/config.ts'
import { deskOf, inTenant, type Kernel } from '#kernel/context.ts'
import { newId } from '#kernel/contract/ids.ts'
import { job } from '#kernel/jobs/job.ts'
import { startWorker } from '#kernel/jobs/worker.ts'
import { latencies, type Latencies } from './figures.ts'
import { asSuperuser, type Product } from './product.ts'

const concurrency = 6
const doneAt = new Map<number, number>()
/** Does nothing but be done: what is measured is the queue. */
const note = job({
  name: 'load.note',
  payload: z.object({ n: z.int() }),
  async run(_ctx, { n }) {
    doneAt.set(n, performance.now())
  },
})

type Bench = { kernel: Kernel; enqueue(org: string, numbers: readonly number[]): Promise<void> }

/** A worker like the product's, beside it on its database, that knows the job of this file. */
async function withWorker<T>(product: Product, work: (bench: Bench) => Promise<T>): Promise<T> {
  return withKernel(loadConfig(product.env), async (built) => {
    const modules = [{ name: 'load', needs: [], jobs: [note] }]
    let wake = (): void => {}
    const kernel: Kernel = { ...built, modules, wake: { afterCommit: () => wake() } }
    const worker = startWorker({ ...kernel, concurrency, makeDesk: (one) => deskOf(kernel, one) })
    wake = worker.wake
    doneAt.clear()
    const enqueue = (org: string, numbers: readonly number[]): Promise<void> =>
      inTenant(kernel, { org, actor: { kind: 'system', name: 'load' }, locale: 'es', zone: 'UTC', requestId: newId() }, (ctx) => {
        for (const n of numbers) ctx.enqueue(note, { n })
        return Promise.resolve()
      })
    try {
      return await work({ kernel, enqueue })
    } finally {
      await worker.stop()
    }
  })
}

async function until(isTrue: () => boolean, patienceMs = 120_000): Promise<void> {
  for (const end = Date.now() + patienceMs; !isTrue();) {
    if (Date.now() > end) throw new Error('jobs were not done in time')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Jobs a second from the first transaction to the last job done; each transaction leaves `each` jobs. */
export const throughput = (
  product: Product,
  orgs: readonly string[],
  { jobs, each, writers }: { jobs: number; each: number; writers: number },
): Promise<number> =>
  withWorker(product, async ({ enqueue }) => {
    const begun = performance.now()
    let next = 0
    await Promise.all(
      Array.from({ length: writers }, async () => {
        while (next < jobs) {
          const first = next
          next += each
          await enqueue(
            orgs[(first / each) % orgs.length] ?? '',
            Array.from({ length: each }, (_, i) => first + i),
          )
        }
      }),
    )
    await until(() => doneAt.size >= jobs)
    return (jobs / (performance.now() - begun)) * 1000
  })

/** How long jobs of one organization wait, from their commit, while another one's queue of `flood` is being done. */
export const waitBeside = (
  product: Product,
  big: string,
  small: string,
  { flood, probes }: { flood: number; probes: number },
): Promise<{ waits: Latencies; left: number }> =>
  withWorker(product, async ({ enqueue }) => {
    await enqueue(small, [-1])
    await until(() => doneAt.has(-1))
    await asSuperuser(product, (client) =>
      client.query(
        `insert into kernel.job (org_id, name, payload, state, max_attempts, request_id)
         select $1, $2, jsonb_build_object('n', n), 'ready', 8, 'load' from generate_series(1000000, 999999 + $3::int) n`,
        [big, note.name, flood],
      ),
    )
    const waits = latencies()
    for (let n = 1; n <= probes; n++) {
      await enqueue(small, [-1 - n])
      const committed = performance.now()
      await until(() => doneAt.has(-1 - n))
      waits.add(Math.max(0, (doneAt.get(-1 - n) ?? 0) - committed))
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    const left = flood - (doneAt.size - 1 - probes)
    await asSuperuser(product, (client) =>
      client.query(`delete from kernel.job where org_id = $1 and name = $2 and state = 'ready'`, [big, note.name]),
    )
    return { waits, left }
  })
