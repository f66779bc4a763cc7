import type { Database } from '#kernel/db/database.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'
import { asIfLong } from '#kernel/jobs/claim.ts'

/** What the lane of jobs that are put together begins with. */
export const gatheredLane = 'gather:'

/** So many items at most in one job, unless it came with more. */
const mostItems = 500

/**
 * Jobs whose moment has come, by the clock of the caller, become ready. Of those that gather for one place the first takes what
 * the others have, in their order, and they go: a job that was tried already, or is full, takes none. Returns the names.
 */
export const ripen = async (db: Database, now: Date): Promise<string[]> =>
  (await db.platformBatch<{ name: string }>([asIfLong, takeTurn, begin(now)])).map(({ name }) => name)

// Two that put the same jobs together would wait for each other in a circle.
const takeTurn = sql`select pg_advisory_xact_lock(hashtextextended('kernel.ripen', 0))`

const begin = (now: Date): Statement => sql`
  with due as materialized (
    select l.org_id, l.id, l.lane, l.attempts = 0 and starts_with(l.lane, ${gatheredLane}::text) as gathers
    from kernel.job l
    where l.state = 'later' and l.run_at <= ${now}
    order by l.run_at limit 1000 for update skip locked
  ), place as materialized (
    select distinct d.org_id, d.lane from due d where d.gathers
  ), head as materialized (
    select f.org_id, f.lane, f.id, f.items
    from place p cross join lateral (
      select j.org_id, j.lane, j.id, j.payload -> 'items' as items from kernel.job j
      where j.org_id = p.org_id and j.lane = p.lane and j.state = 'later' and j.attempts = 0
      order by j.id limit 1 for update skip locked) f
  ), other as materialized (
    select h.org_id, h.id as head, o.id, o.total
    from head h cross join lateral (
      select j.id, jsonb_array_length(h.items) + sum(jsonb_array_length(j.payload -> 'items')) over (order by j.id) as total
      from kernel.job j
      where j.org_id = h.org_id and j.lane = h.lane and j.state = 'later' and j.attempts = 0 and j.id > h.id) o
  ), taken as (
    delete from kernel.job j using other o
    where o.total <= ${mostItems}::int and j.org_id = o.org_id and j.id = o.id and j.state = 'later' and j.attempts = 0
    returning j.org_id, o.head, j.id, j.payload -> 'items' as items
  ), whole as (
    select i.org_id, i.head, jsonb_agg(e.item order by i.id, e.place) as items
    from (select h.org_id, h.id as head, h.id, h.items from head h union all select t.org_id, t.head, t.id, t.items from taken t) i
    cross join lateral jsonb_array_elements(i.items) with ordinality e (item, place)
    group by i.org_id, i.head
  ), ripe as (
    select d.org_id, d.id, null::jsonb as items from due d where not coalesce(d.gathers, false)
    union all
    select w.org_id, w.head, w.items from whole w
  )
  update kernel.job j
  set state = 'ready', payload = case when r.items is null then j.payload else jsonb_build_object('items', r.items) end
  from ripe r
  where j.org_id = r.org_id and j.id = r.id
  returning j.name`
