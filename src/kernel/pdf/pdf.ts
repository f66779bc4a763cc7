import { Worker } from 'node:worker_threads'

/**
 * A document to be typeset. `source` is Typst of our own (typst.app/docs) that reads `data`: what people wrote reaches it as
 * strings and is never read as markup. `files` are pictures it names, by file name. Without network and without files of
 * this machine.
 */
export type Sheet = { source: string; data: unknown; language: string; files: Record<string, Uint8Array> }
export type Typeset = { id: number; pdf: Uint8Array } | { id: number; failure: string }

type Waiting = { resolve: (pdf: Uint8Array) => void; reject: (error: Error) => void }

const idleMs = 30_000
let worker: Worker | undefined
let idle: NodeJS.Timeout | undefined
let last = 0
const waiting = new Map<number, Waiting>()

/** A PDF, typeset off the main thread. Throws when the source is wrong: a fault of ours, never of what people wrote. */
export function renderPdf(
  source: string,
  data: unknown,
  options: { language?: string; files?: Record<string, Uint8Array> } = {},
): Promise<Uint8Array> {
  const id = ++last
  clearTimeout(idle)
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
  waiting.set(id, { resolve, reject })
  const sheet: Sheet = { source, data, language: options.language ?? 'es', files: options.files ?? {} }
  worker ??= hire()
  worker.ref()
  worker.postMessage({ id, sheet })
  return promise
}

function hire(): Worker {
  const hired = new Worker(new URL('typesetter.ts', import.meta.url))
  hired.on('message', (answer: Typeset) => {
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('pdf' in answer) asked?.resolve(answer.pdf)
    else asked?.reject(new Error(`A document could not be typeset: ${answer.failure}`))
    if (waiting.size === 0) rest(hired)
  })
  hired.on('error', (error) => abandon(hired, error))
  hired.on('exit', () => abandon(hired, new Error('The typesetter ended.')))
  return hired
}

/** Fonts and caches are some 60 MB: not kept for a shop that prints twice a day. */
function rest(hired: Worker): void {
  hired.unref()
  idle = setTimeout(() => {
    if (worker === hired) worker = undefined
    void hired.terminate()
  }, idleMs)
  idle.unref()
}

function abandon(hired: Worker, error: Error): void {
  if (worker !== hired) return
  worker = undefined
  for (const { reject } of waiting.values()) reject(error)
  waiting.clear()
}
