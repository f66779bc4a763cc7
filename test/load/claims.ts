import type { Ground } from './ground.ts'
import { latencies, type Latencies } from './figures.ts'
import { asSuperuser, type Product } from './product.ts'
import { openLane, requestBytes } from './raw-client.ts'

export type Claims = {
  latency: Latencies
  attempts: number
  seconds: number
  statuses: Map<number, number>
  /** Conversations that nobody got, or that more than one was told to have. */
  unclaimed: number
  doubled: number
}

/** All agents press "take" on the same conversation in the same moment, one conversation after the other. */
export async function claimTogether(product: Product, ground: Ground, conversations: number): Promise<Claims> {
  const { target } = product
  const agents = ground.people.map(({ id, token }) => ({ id, token }))
  const ids = await asSuperuser(product, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `update conversations.conversation set assignee_id = null, assignee_name = null, team_id = null
       where (org_id, id) in (select org_id, id from conversations.conversation where org_id = $1 and state = 'open' order by id limit $2) returning id`,
      [ground.orgs[0]?.id, conversations],
    )
    return rows.map(({ id }) => id)
  })
  const lanes = await Promise.all(agents.map(() => openLane(target)))
  const latency = latencies()
  const statuses = new Map<number, number>()
  const winners: string[][] = []
  const since = performance.now()
  for (const id of ids) {
    const won: string[] = []
    await Promise.all(
      agents.map(async (agent, i) => {
        const body = Buffer.from('{}')
        const headers = {
          'Content-Type': 'application/json',
          Cookie: `__Host-yapa_session=${agent.token}`,
          Origin: `http://${target.host}:${target.port}`,
        }
        const begun = performance.now()
        const status = await lanes[i]?.send(requestBytes(target, 'POST', `/api/v1/conversations/${id}/take`, headers, body))
        latency.add(performance.now() - begun)
        statuses.set(status ?? 0, (statuses.get(status ?? 0) ?? 0) + 1)
        if (status === 200) won.push(agent.id)
      }),
    )
    winners.push(won)
  }
  const seconds = (performance.now() - since) / 1000
  for (const lane of lanes) lane.close()
  return {
    latency,
    attempts: latency.count(),
    seconds,
    statuses,
    unclaimed: winners.filter((won) => won.length === 0).length,
    doubled: winners.filter((won) => won.length > 1).length,
  }
}
