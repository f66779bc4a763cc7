import { latencies, ms, perSecond, type Row } from '../figures.ts'
import { layMenus, orderBytes, type Shop } from '../menus.ts'
import type { Stage } from '../plan.ts'
import { pace } from '../raw-client.ts'
import { assertAll } from '../reading.ts'
import { each, spentBy } from '../usage.ts'

const rate = 200
const shops = 20

/** Orders of five lines at a counter, two promotions counted into each, as the API takes them: priced, numbered, told, audited. */
export async function orderRows(stage: Stage): Promise<Row[]> {
  const { plan, product } = stage
  stage.say(`a menu and two promotions for ${shops} organizations`)
  const open = await layMenus(stage, shops, { hasPromotions: true })
  const run = async (seconds: number, among: number) => {
    const mark = crypto.randomUUID()
    const outcome = await pace(product.target, {
      connections: 32,
      seconds,
      perSecond: rate,
      request: (i) => orderBytes(stage, open[i % among] as Shop, `${mark}-${i}`, i),
    })
    assertAll(200, outcome.statuses)
    return outcome
  }
  await run(2, shops)
  const before = await spentBy(product.pid)
  const many = await run(plan.liveSeconds, shops)
  const spent = each(before, await spentBy(product.pid), many.done)
  const one = await run(Math.ceil(plan.liveSeconds / 2), 1)
  const quantiles = ({ at }: ReturnType<typeof latencies>) => ({ p50: ms(at(0.5)), p95: ms(at(0.95)), p99: ms(at(0.99)) })
  return [
    {
      what: `an order of five lines with promotions, ${rate}/s`,
      figure: `${perSecond(many.perSecond)}/s`,
      ...quantiles(many.latency),
      goal: 'p95 < 40',
      note: `${shops} organizations; ${ms((spent.own + spent.below) / 1_000)} ms of processor each, ${ms(spent.below / 1_000)} ms of it in the database, all that follows included`,
    },
    {
      what: `the same, all of one brand, whose numbers have no gaps`,
      figure: `${perSecond(one.perSecond)}/s`,
      ...quantiles(one.latency),
    },
  ]
}
