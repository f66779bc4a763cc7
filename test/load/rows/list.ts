import { median, ms, perSecond, type Row } from '../figures.ts'
import { ratioTo, type Stage, type Yardsticks } from '../plan.ts'
import { asSuperuser } from '../product.ts'
import { pace, saturate, type Outcome } from '../raw-client.ts'
import { assertAll, contactList, inbox, readsOf } from '../reading.ts'
import { asVariant } from '../variants.ts'
import { driver, hello, selectOnly } from '../yardsticks.ts'

const quantiles = [0.5, 0.95, 0.99] as const
/** The rate that is promised; what a list takes while it is kept is what readers feel. */
const namedRate = 3_000

/** The middle of several runs, figure by figure. */
function middle(runs: readonly Pick<Outcome, 'perSecond' | 'latency'>[]): {
  rate: number
  row: Pick<Row, 'figure' | 'p50' | 'p95' | 'p99'>
  at: number[]
} {
  const rate = median(runs.map((run) => run.perSecond))
  const at = quantiles.map((quantile) => median(runs.map((run) => run.latency.at(quantile))))
  const [p50 = '', p95 = '', p99 = ''] = at.map(ms)
  return { rate, at, row: { figure: `${perSecond(rate)}/s`, p50, p95, p99 } }
}

const spread = (runs: readonly Pick<Outcome, 'perSecond'>[]): string => `runs ${runs.map((run) => perSecond(run.perSecond)).join(', ')}`

/** Lists as signed-in people ask for them, beside what this machine can do at all. */
export async function listRows(stage: Stage): Promise<{ rows: Row[]; yardsticks: Yardsticks }> {
  const { plan, ground } = stage
  const orgs = ground.orgs.map(({ id }) => id)
  const closed = async (path: string): Promise<Outcome> => {
    const outcome = await saturate(stage.product.target, {
      connections: 50,
      seconds: plan.seconds,
      warmUpSeconds: plan.warmUpSeconds,
      request: readsOf(stage.product.target, ground, path),
    })
    assertAll(200, outcome.statuses)
    return outcome
  }
  const hellos: number[] = []
  const drivers: Awaited<ReturnType<typeof driver>>[] = []
  const selects: (number | undefined)[] = []
  const [guarded, unguarded, inboxes, crowd, crush, named]: Outcome[][] = [[], [], [], [], [], []]
  for (let round = 0; round < plan.rounds; round++) {
    hellos.push(await hello(plan.seconds))
    drivers.push(await driver(stage.product, orgs, plan.seconds))
    selects.push(await selectOnly(stage.product, plan.seconds))
    const pair = [
      async () => guarded?.push(await afresh(stage, () => closed(contactList))),
      async () => unguarded?.push(await withoutRowSecurity(stage, () => closed(contactList))),
    ]
    // Side by side, each in a process that has just begun, and each first as often: what the machine does meanwhile is no cost of either.
    for (const run of round % 2 === 0 ? pair : pair.toReversed()) await run()
    inboxes?.push(await closed(inbox))
    const request = readsOf(stage.product.target, ground, contactList)
    named?.push(await pace(stage.product.target, { connections: 50, seconds: plan.seconds, perSecond: namedRate, request }))
    const rate = Math.round((guarded?.at(-1)?.perSecond ?? 0) / 2)
    crowd?.push(await pace(stage.product.target, { connections: 1_000, seconds: plan.seconds, perSecond: rate, request }))
    crush?.push(await saturate(stage.product.target, { connections: 1_000, seconds: plan.seconds, request }))
    stage.say(`lists, round ${round + 1}: ${perSecond(guarded?.at(-1)?.perSecond ?? 0)}/s`)
  }
  const yardsticks: Yardsticks = {
    hello: median(hellos),
    driver: median(drivers.map((run) => run.perSecond)),
    pgbench: selects[0] === undefined ? undefined : median(selects.map((value) => value ?? 0)),
  }
  const [list, free, box, many, most, atRate] = [guarded, unguarded, inboxes, crowd, crush, named].map((runs) => middle(runs ?? []))
  const bare = middle(drivers)
  const rows: Row[] = [
    { what: 'yardstick: `node:http` hello, 50 connections', figure: `${perSecond(yardsticks.hello)}/s` },
    { what: 'yardstick: `pg` driver alone, the SQL of the list, 8 connections', ...bare.row },
    {
      what: 'yardstick: `pgbench -S`, 8 connections',
      figure: yardsticks.pgbench ? `${perSecond(yardsticks.pgbench)}/s` : 'not on this machine',
    },
    {
      what: `list of 50 contacts, 50 connections, at ${namedRate.toLocaleString('en-US')}/s`,
      ...atRate?.row,
      goal: 'keeps the rate, p99 < 30',
      note: `open loop; ${spread(named ?? [])}, p99 ${(named ?? []).map((run) => ms(run.latency.at(0.99))).join(', ')}`,
    },
    {
      what: 'list of 50 contacts, 50 connections, saturated',
      ...list?.row,
      ratio: ratioTo(list?.rate ?? 0, yardsticks),
      goal: '≥ 3,000/s',
      note: `closed loop; ${spread(guarded ?? [])}`,
    },
    {
      what: 'the same without row security and tenant setting',
      ...free?.row,
      ratio: `${median((guarded ?? []).map((run, i) => run.perSecond / (unguarded?.[i]?.perSecond ?? 1))).toFixed(2)} of it with row security`,
      goal: 'within 10 %',
      note: `${spread(unguarded ?? [])}; the ratio is the middle one of runs side by side`,
    },
    { what: 'list of 50 contacts, 1,000 connections, at half of the rate above', ...many?.row, goal: 'p95 < 100', note: 'open loop' },
    { what: 'list of 50 contacts, 1,000 connections, saturated', ...most?.row, note: 'closed loop: every connection always waits' },
    {
      what: 'inbox of 50 conversations, 50 connections',
      ...box?.row,
      ratio: ratioTo(box?.rate ?? 0, yardsticks),
      note: spread(inboxes ?? []),
    },
  ] as Row[]
  return { rows, yardsticks }
}

async function afresh<T>(stage: Stage, measure: () => Promise<T>): Promise<T> {
  await stage.restart()
  return measure()
}

async function withoutRowSecurity<T>(stage: Stage, measure: () => Promise<T>): Promise<T> {
  const toggle = (word: 'enable' | 'disable') =>
    asSuperuser(stage.product, (client) => client.query(`alter table crm.contact ${word} row level security`))
  await stage.restart(asVariant('unguarded'))
  await toggle('disable')
  try {
    return await measure()
  } finally {
    await toggle('enable')
    await stage.restart()
  }
}
