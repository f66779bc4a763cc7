import { Worker } from 'node:worker_threads'
import type { ClosedLead, Training } from '#crm/server/lead-model/training.ts'

let turn: Promise<unknown> = Promise.resolve()

/**
 * Learns in a thread of its own, one organization at a time in this process: requests go on being answered meanwhile. The
 * leads come in slices, so that neither reading nor handing them over holds anybody up.
 */
export function trainApart(slices: AsyncIterable<readonly ClosedLead[]>): Promise<Training> {
  const mine = turn.then(() => learn(slices))
  turn = mine.catch(() => {})
  return mine
}

async function learn(slices: AsyncIterable<readonly ClosedLead[]>): Promise<Training> {
  const worker = new Worker(new URL('training-worker.ts', import.meta.url))
  const { promise, resolve, reject } = Promise.withResolvers<Training>()
  worker.once('message', resolve)
  worker.once('error', reject)
  worker.once('exit', () => reject(new Error('The training thread ended without an answer.')))
  try {
    // Whoever fails first is heard: a thread that could not start must not wait for leads.
    await Promise.race([promise, handOver(worker, slices)])
    return await promise
  } finally {
    void worker.terminate()
  }
}

async function handOver(worker: Worker, slices: AsyncIterable<readonly ClosedLead[]>): Promise<void> {
  for await (const slice of slices) worker.postMessage(slice)
  worker.postMessage('done')
}
