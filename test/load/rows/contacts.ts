import { importContacts } from '../importing.ts'
import { latencies, ms, type Latencies, type Row } from '../figures.ts'
import type { Stage } from '../plan.ts'
import { pace, requestBytes } from '../raw-client.ts'
import { assertAll, contactList, readsOf } from '../reading.ts'

const shown = (latency: Latencies): Pick<Row, 'p50' | 'p95' | 'p99'> => ({
  p50: ms(latency.at(0.5)),
  p95: ms(latency.at(0.95)),
  p99: ms(latency.at(0.99)),
})

/** How people look through contacts, by what they do. */
const looks = {
  'list of contacts, sorted': ['&sort=-createdAt', '&sort=name', '&sort=-updatedAt', '&sort=-score'],
  'search of contacts': ['&search=maria', '&search=quiroga', '&search=maria%20gomez', '&search=0009-0004', '&search=ma', '&search=54911'],
  'filter of contacts': ['&filter=source:eq:manual', '&filter=kind:eq:company', '&filter=relations:has:customer', '&filter=ownerId:empty:'],
} as const

/** What the largest organization's owner feels among all the others, and what everybody feels of an import. */
export async function contactRows(stage: Stage): Promise<Row[]> {
  return [...(await lookRows(stage, 'in all, asked by the largest organization')), ...(await importRows(stage))]
}

export async function lookRows({ product, ground, plan, say }: Stage, whose: string): Promise<Row[]> {
  const owner = ground.people[0]
  const rows: Row[] = []
  for (const [what, queries] of Object.entries(looks)) {
    const all = latencies()
    let slowest = { query: '', at: 0 }
    for (const query of queries) {
      const request = requestBytes(product.target, 'GET', `${contactList}${query}`, { Cookie: `__Host-yapa_session=${owner?.token}` })
      const ask = (seconds: number) => pace(product.target, { connections: 4, seconds, perSecond: 20, request: () => request })
      await ask(0.5)
      const { latency, statuses } = await ask(plan.seconds / 2)
      assertAll(200, statuses)
      for (let i = 0; i < latency.count(); i++) all.add(latency.at(i / latency.count()))
      if (latency.at(0.95) > slowest.at) slowest = { query, at: latency.at(0.95) }
    }
    say(`${what}, ${whose}: p95 ${ms(all.at(0.95))} ms`)
    rows.push({
      what,
      figure: `${queries.length} ways`,
      ...shown(all),
      goal: 'p95 < 25',
      note: `${ground.amount.contacts.toLocaleString('en-US')} contacts ${whose}; slowest “${slowest.query.slice(1)}”`,
    })
  }
  return rows
}

/** A file in the background while others read at the rate of a busy morning. */
async function importRows({ product, ground, plan, say }: Stage): Promise<Row[]> {
  const readers = { connections: 50, perSecond: 200, request: readsOf(product.target, ground, contactList) }
  let isOver = false
  const meanwhile = latencies()
  const reading = (async () => {
    while (!isOver) {
      const { latency, statuses } = await pace(product.target, { ...readers, seconds: 1 })
      assertAll(200, statuses)
      for (let i = 0; i < latency.count(); i++) meanwhile.add(latency.at(i / latency.count()))
    }
  })()
  const done = await importContacts(product.target, ground, plan.importedRows).finally(() => (isOver = true))
  await reading
  const seconds = done.readSeconds + done.checkSeconds + done.runSeconds
  say(`import of ${plan.importedRows}: ${seconds.toFixed(1)} s`)
  return [
    {
      what: `import of ${plan.importedRows.toLocaleString('en-US')} contacts`,
      figure: `${Math.round(seconds)} s`,
      goal: `< ${Math.round((plan.importedRows * 60) / 100_000)} s`,
      note: `${(done.bytes / 1e6).toFixed(1)} MB: reading ${done.readSeconds.toFixed(1)} s, dry run ${done.checkSeconds.toFixed(1)} s, import ${done.runSeconds.toFixed(1)} s; ${done.created} made, ${done.invalid} left out`,
    },
    { what: 'others meanwhile, 200 lists a second', figure: '200/s', ...shown(meanwhile), goal: 'p95 < 100' },
  ]
}
