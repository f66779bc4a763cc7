import { Worker } from 'node:worker_threads'
import type { Readable } from 'node:stream'
import { Unreadable, type Cell, type OpenedTable } from '#kernel/sheet/unreadable.ts'
import type { Task, Told } from '#kernel/sheet/workbook-worker.ts'

let turn: Promise<unknown> = Promise.resolve()
const longestMs = 120_000
/** What a workbook may take of the memory while it is read; one that needs more is refused, and nobody else notices. */
const mostMegabytes = 768

/**
 * Reads a workbook in a thread of its own, one at a time in this process: requests go on being answered meanwhile, and a
 * file that takes too much memory or time takes only its thread along.
 */
export async function openWorkbook(content: Readable, sheet: string | null): Promise<OpenedTable> {
  const done = Promise.withResolvers<void>()
  const before = turn
  turn = done.promise
  await before
  try {
    const bytes = new Uint8Array(Buffer.concat(await content.toArray()))
    const thread = start({ bytes, sheet })
    const about = await thread.next()
    if (!('sheets' in about)) throw new Error('The thread began with rows.')
    return { encoding: 'xlsx', delimiter: '', ...about, rows: slices(thread, done.resolve) }
  } catch (error) {
    done.resolve()
    throw error
  }
}

type Thread = { next(): Promise<Exclude<Told, { refusal: unknown }>>; ask(): void; stop(): void }

function start(task: Task): Thread {
  const worker = new Worker(new URL('workbook-worker.ts', import.meta.url), {
    workerData: task,
    transferList: [task.bytes.buffer as ArrayBuffer],
    resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
  })
  let answer = Promise.withResolvers<Told>()
  const timer = setTimeout(() => answer.reject(new Unreadable('too-large-inside')), longestMs)
  worker.on('message', (told: Told) => answer.resolve(told))
  worker.on('error', (error: { code?: string }) =>
    answer.reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Unreadable('too-large-inside') : error),
  )
  worker.on('exit', () => answer.reject(new Error('The thread that read a workbook ended without an answer.')))
  const stop = (): void => {
    clearTimeout(timer)
    answer.promise.catch(() => {})
    void worker.terminate()
  }
  return {
    stop,
    ask() {
      answer = Promise.withResolvers<Told>()
      worker.postMessage('more')
    },
    async next() {
      try {
        const told = await answer.promise
        if ('refusal' in told) throw new Unreadable(told.refusal)
        return told
      } catch (error) {
        stop()
        throw error
      }
    },
  }
}

async function* slices(thread: Thread, finish: () => void): AsyncGenerator<Cell[]> {
  try {
    for (;;) {
      thread.ask()
      const told = await thread.next()
      if (!('rows' in told) || told.rows.length === 0) return
      yield* told.rows
    }
  } finally {
    thread.stop()
    finish()
  }
}
