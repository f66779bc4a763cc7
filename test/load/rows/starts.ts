import { deliveriesOf, storedOf } from '../deliveries.ts'
import { median, ms, type Row } from '../figures.ts'
import { treeOf } from '../usage.ts'
import type { Stage } from '../plan.ts'
import { newFolder, removeFolder, startProduct, type Product } from '../product.ts'
import { untilGone } from '../raw-client.ts'
import { contactList, readsOf } from '../reading.ts'

const settleMs = 15_000

/** The first start of a new user, the ones after it, and what it takes to just be there. */
export async function startRows(say: (line: string) => void): Promise<Row[]> {
  const folder = await newFolder()
  try {
    const first = await startProduct(folder)
    say(`fresh start: ${Math.round(first.startMs)} ms`)
    await first.stop()
    const warm: number[] = []
    const stops: number[] = []
    for (let i = 0; i < 3; i++) {
      const product = await startProduct(folder)
      warm.push(product.startMs)
      if (i < 2) stops.push(await product.stop())
      else {
        await new Promise((resolve) => setTimeout(resolve, settleMs))
        const { total, processes } = await treeOf(product.pid)
        stops.push(await product.stop())
        return [
          {
            what: 'fresh start: empty folder, database made, demo loaded',
            figure: `${(first.startMs / 1000).toFixed(1)} s`,
            note: 'to the line that says where it is',
          },
          {
            what: 'warm start',
            figure: `${(median(warm) / 1000).toFixed(2)} s`,
            goal: '< 3 s',
            note: `runs ${warm.map((one) => (one / 1000).toFixed(2)).join(', ')}`,
          },
          {
            what: 'memory of everything, idle with the demo',
            figure: `${Math.round(total)} MiB`,
            goal: '≤ 450',
            note: `${processes} processes, PostgreSQL included; shared pages counted once`,
          },
          { what: 'stop, idle', figure: `${(median(stops) / 1000).toFixed(2)} s`, goal: '< 5 s' },
        ]
      }
    }
    return []
  } finally {
    await removeFolder(folder)
  }
}

export type Stopping = { stopMs: number; answered: number; late: number; unanswered: number; lost: number; statuses: Map<number, number> }

/** Ends it while lists are read and customers write, and counts what was sent and never answered, or answered and not kept. */
export async function stopUnderLoad(
  stage: Pick<Stage, 'product' | 'ground' | 'restart'>,
  end: (product: Product) => Promise<number>,
): Promise<Stopping> {
  const { product, ground } = stage
  const { target } = product
  const mark = `s${Date.now().toString(36)}`
  const count = 30_000
  let isLeaving = false
  const reading = untilGone(target, { connections: 40, request: readsOf(target, ground, contactList), isLeaving: () => isLeaving })
  const writing = untilGone(target, { connections: 16, request: deliveriesOf(target, ground, { mark, count }), isLeaving: () => isLeaving })
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  isLeaving = true
  const stopMs = await end(product)
  const [reads, writes] = await Promise.all([reading, writing])
  const restarted = await stage.restart()
  const kept = new Set((await storedOf(restarted, mark)).messages)
  const statuses = new Map(reads.statuses)
  for (const [status, number] of writes.statuses) statuses.set(status, (statuses.get(status) ?? 0) + number)
  return {
    stopMs,
    answered: statuses.values().reduce((sum, number) => sum + number, 0),
    late: reads.late + writes.late,
    unanswered: reads.unanswered.length + writes.unanswered.length,
    lost: writes.taken.filter((i) => !kept.has(i)).length,
    statuses,
  }
}

export async function stopRows(stage: Stage): Promise<Row[]> {
  const { stopMs, answered, late, unanswered, lost, statuses } = await stopUnderLoad(stage, (product) => product.stop())
  return [
    {
      what: 'stop under load: 56 busy connections',
      figure: `${(stopMs / 1000).toFixed(2)} s`,
      goal: '< 5 s, none lost',
      note: `${unanswered} sent and not answered, ${lost} acknowledged and not kept, of ${answered} (${late} after the request to stop); ${[...statuses].map(([status, number]) => `${number} x ${status}`).join(', ')}; ${ms(stopMs)} ms`,
    },
  ]
}
