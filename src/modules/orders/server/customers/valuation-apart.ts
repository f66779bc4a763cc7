import { Worker } from 'node:worker_threads'
import { valuate, type Customers, type Valuation } from '#orders/server/customers/valuation.ts'

/** So many are valued in some milliseconds. */
const few = 150

let turn: Promise<unknown> = Promise.resolve()

/** Many in a thread of its own, one organization at a time in this process: requests go on being answered meanwhile. */
export function valuateApart(customers: Customers): Promise<Valuation> {
  if (customers.purchases.length <= few) return Promise.resolve(valuate(customers))
  const mine = turn.then(() => inThread(customers))
  turn = mine.catch(() => {})
  return mine
}

async function inThread(customers: Customers): Promise<Valuation> {
  const worker = new Worker(new URL('valuation-worker.ts', import.meta.url))
  const { promise, resolve, reject } = Promise.withResolvers<Valuation>()
  worker.once('message', resolve)
  worker.once('error', reject)
  worker.once('exit', () => reject(new Error('The thread that values customers ended without an answer.')))
  try {
    worker.postMessage(customers)
    return await promise
  } finally {
    void worker.terminate()
  }
}
