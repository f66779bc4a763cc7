import { median, ms, perSecond, type Row } from '../figures.ts'
import { loginsOf } from '../logins.ts'
import type { Stage } from '../plan.ts'
import { throughput, waitBeside } from '../queue.ts'
import { pace } from '../raw-client.ts'
import { assertAll, contactList, readsOf } from '../reading.ts'

export async function jobRows(stage: Stage): Promise<Row[]> {
  const { plan, product, ground } = stage
  const orgs = ground.orgs.map(({ id }) => id)
  const single: number[] = []
  const bundled: number[] = []
  for (let round = 0; round < plan.rounds; round++) {
    single.push(await throughput(product, orgs, { jobs: plan.jobs, each: 1, writers: 24 }))
    bundled.push(await throughput(product, orgs, { jobs: plan.jobs, each: 10, writers: 8 }))
    stage.say(`jobs, round ${round + 1}: ${perSecond(single.at(-1) ?? 0)}/s and ${perSecond(bundled.at(-1) ?? 0)}/s`)
  }
  const { waits, left } = await waitBeside(product, orgs[0] ?? '', orgs[1] ?? '', { flood: plan.flood, probes: 40 })
  return [
    {
      what: 'jobs, ten to a transaction, from the first transaction to the last job done',
      figure: `${perSecond(median(bundled))}/s`,
      goal: '≥ 2,000/s',
      note: `runs ${bundled.map(perSecond).join(', ')}`,
    },
    {
      what: 'jobs, each in a transaction of its own',
      figure: `${perSecond(median(single))}/s`,
      note: `runs ${single.map(perSecond).join(', ')}`,
    },
    {
      what: `a job beside another organization's ${plan.flood.toLocaleString('en-US')}`,
      figure: `${ms(waits.at(1))} ms at most`,
      p50: ms(waits.at(0.5)),
      p95: ms(waits.at(0.95)),
      p99: ms(waits.at(0.99)),
      goal: '< 1,000',
      note: `${waits.count()} jobs; ${left.toLocaleString('en-US')} of the others were still waiting`,
    },
  ]
}

/** What readers feel of a storm of logins. */
export async function loginRows(stage: Stage): Promise<Row[]> {
  const { plan, product, ground } = stage
  const read = (seconds: number) =>
    pace(product.target, { connections: 50, seconds, perSecond: 200, request: readsOf(product.target, ground, contactList) })
  const calm = await read(plan.seconds)
  const seconds = plan.seconds * 2
  const [stormy, logins] = await Promise.all([
    read(seconds),
    pace(product.target, { connections: 50, seconds, perSecond: 50, request: loginsOf(product.target, ground, 50 * seconds) }),
  ])
  assertAll(200, stormy.statuses)
  const shown = ({ latency }: typeof calm) => ({ p50: ms(latency.at(0.5)), p95: ms(latency.at(0.95)), p99: ms(latency.at(0.99)) })
  const inside = logins.statuses.get(200) ?? 0
  return [
    { what: 'others, 200 lists a second, before the storm', figure: `${perSecond(calm.perSecond)}/s`, ...shown(calm) },
    { what: 'others during 50 logins a second', figure: `${perSecond(stormy.perSecond)}/s`, ...shown(stormy), goal: 'p95 < 100' },
    {
      what: 'those logins',
      figure: `${perSecond(inside / logins.seconds)}/s got in`,
      ...shown(logins),
      note: [...logins.statuses].map(([status, count]) => `${count} x ${status}`).join(', '),
    },
  ]
}
