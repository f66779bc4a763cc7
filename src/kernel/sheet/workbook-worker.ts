import { parentPort, workerData } from 'node:worker_threads'
import { Unreadable } from '#kernel/sheet/unreadable.ts'
import { readWorkbook, type Workbook } from '#kernel/sheet/workbook.ts'

/** The body of the thread: it reads the workbook, and hands its rows over a slice at a time, each when it is asked for. */
export type Task = { bytes: Uint8Array; sheet: string | null }
export type Told = { sheets: string[]; sheet: string } | { rows: Workbook['rows'] } | { refusal: Unreadable['reason'] }

const sliceSize = 1_000
const tell = (told: Told): void => parentPort?.postMessage(told)

const { bytes, sheet } = workerData as Task
try {
  const { rows, ...about } = await readWorkbook(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), sheet)
  let from = 0
  parentPort?.on('message', () => {
    tell({ rows: rows.slice(from, from + sliceSize) })
    from += sliceSize
  })
  tell(about)
} catch (error) {
  if (!(error instanceof Unreadable)) throw error
  tell({ refusal: error.reason })
}
