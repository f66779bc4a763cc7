import type { Logger } from 'pino'
import { sql, type Statement } from '#kernel/db/sql.ts'
import type { EventRow } from '#kernel/events/relay.ts'
import { type Sort, sortOf } from '#kernel/jobs/job.ts'
import { gatheredLane } from '#kernel/jobs/ripen.ts'
import type { Gather } from '#kernel/module.ts'

/** What one job of one organization is to get. */
export type Gathering = Sort & {
  org_id: string
  name: string
  lane: string
  items: unknown[]
  within_ms: number
  max_attempts: number
  request_id: string
}

/** Up to so many events a second a gathering waits as long as it says, and at most so many times as long. */
const calmPerSecond = 75
const longestStretch = 4
const memoryMs = 3_000

/**
 * How many times as long a gathering waits for more: once while little happens, up to four times in a storm, when what it saves
 * is missing for those who wait for an answer. Told of each batch of events, it forgets within seconds.
 */
export function pressure(now: () => number = () => performance.now()): { feel(events: number): void; stretch(): number } {
  let lately = 0
  let at = now()
  const fade = (): void => {
    const moment = now()
    lately *= Math.exp((at - moment) / memoryMs)
    at = moment
  }
  return {
    feel(events) {
      fade()
      lately += events
    },
    stretch() {
      fade()
      const perSecond = (lately / memoryMs) * 1_000
      return Math.min(longestStretch, Math.max(1, perSecond / calmPerSecond))
    },
  }
}

/** Items by organization and job, in the order of the events' numbers. */
export function gatheredBy(events: readonly EventRow[], gathersByType: ReadonlyMap<string, readonly Gather[]>, log: Logger): Gathering[] {
  const byPlace = new Map<string, Gathering>()
  for (const event of events.toSorted((a, b) => a.seq - b.seq))
    for (const reaction of gathersByType.get(event.type) ?? []) {
      const item = itemOf(reaction, event, log)
      if (item === null) continue
      const { name, attempts = 8 } = reaction.job
      const place = `${event.org} ${name}`
      const found = byPlace.get(place)
      if (found) found.items.push(item)
      else
        byPlace.set(place, {
          org_id: event.org,
          name,
          lane: `${gatheredLane}${name}`,
          items: [item],
          within_ms: reaction.withinMs,
          max_attempts: attempts,
          ...sortOf(reaction.job),
          request_id: event.requestId,
        })
    }
  return [...byPlace.values()]
}

function itemOf(reaction: Gather, event: EventRow, log: Logger): unknown {
  try {
    return reaction.item(event.data as never)
  } catch (error) {
    // One event that cannot be read must not stop all the others behind it.
    log.error({ err: error, event: event.type, job: reaction.job.name, org: event.org }, 'an event could not be gathered; it is left out')
    return null
  }
}

/**
 * A job for the items of each place, which waits for its moment. Nothing is looked up and nothing is changed: what came for one
 * place meanwhile is put together once, when the first of its jobs may begin (`ripen`).
 */
export const gathering = (gathered: readonly Gathering[], { isAtOnce, stretch }: { isAtOnce: boolean; stretch: number }): Statement => sql`
  insert into kernel.job (org_id, name, payload, state, run_at, lane, max_attempts, urgent, transactional, request_id)
  select g.org_id, g.name, jsonb_build_object('items', g.items), 'later',
    case when ${isAtOnce}::boolean then to_timestamp(0) else now() + make_interval(secs => g.within_ms::float8 * ${stretch}::float8 / 1000) end,
    g.lane, g.max_attempts, g.urgent, g.transactional, g.request_id
  from jsonb_to_recordset(${JSON.stringify(gathered)}::jsonb)
    as g (org_id uuid, name text, lane text, items jsonb, within_ms bigint, max_attempts smallint, urgent boolean,
      transactional boolean, request_id text)
  order by g.org_id, g.name`
