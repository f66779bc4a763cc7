import { ms, type Row } from '../figures.ts'
import type { Stage } from '../plan.ts'
import { asSuperuser } from '../product.ts'
import { pace, requestBytes } from '../raw-client.ts'
import { assertAll } from '../reading.ts'

const items = 100_000
const queue = '/api/v1/attention-items?limit=50'
/** As many as look at the queue of one organization; each asks again at most every second. */
const askers = 4

/** The top of a queue that nobody has looked after: half of it late, every value, wait and chance there can be. */
export async function attentionRows(stage: Stage): Promise<Row[]> {
  const { product, ground, plan, say } = stage
  const [org] = ground.orgs
  const owner = ground.people.find(({ orgId }) => orgId === org?.id)
  if (!org || !owner) throw new Error('the ground has no organization')
  await fill(stage, org.id)
  say(`attention: ${items.toLocaleString('en-US')} items wait in one organization`)
  const request = requestBytes(product.target, 'GET', queue, { Cookie: `__Host-yapa_session=${owner.token}` })
  const ask = (seconds: number) => pace(product.target, { connections: askers, seconds, perSecond: askers, request: () => request })
  await ask(2)
  const { latency, statuses } = await ask(plan.deskSeconds)
  assertAll(200, statuses)
  return [
    {
      what: `top 50 of "attend now", ${items.toLocaleString('en-US')} open items in one organization, ${askers}/s`,
      figure: `${askers}/s`,
      p50: ms(latency.at(0.5)),
      p95: ms(latency.at(0.95)),
      p99: ms(latency.at(0.99)),
      goal: 'p95 < 100',
      note: 'open loop; as an owner, who sees all; the order is computed anew each time',
    },
  ]
}

const fill = (stage: Stage, orgId: string): Promise<unknown> =>
  asSuperuser(stage.product, async (client) => {
    await client.query('delete from crm.attention_item where org_id = $1', [orgId])
    await client.query(
      `insert into crm.attention_item (org_id, kind, subject_id, contact_id, href, priority, is_vip, waiting_since, sla_started_at, sla_due_at,
         value_minor, chance, chance_from)
       select $1, case when r < 0.7 then 'conversation' else 'task' end, gen_random_uuid(), gen_random_uuid(), '/bandeja/' || n,
         case when r < 0.01 then 'urgent' else 'normal' end, r > 0.97, since, since, since + interval '60 minutes', (10000000 * r ^ 3)::bigint,
         case when s < 0.8 then s end, case when s < 0.8 then 'model' end
       from (select n, random() as r, random() as s, now() - random() * interval '120 minutes' as since from generate_series(1, $2::int) n) made`,
      [orgId, items],
    )
    await client.query('vacuum analyze crm.attention_item')
  })
