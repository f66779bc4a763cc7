import type { Logger } from 'pino'
import type { Database } from '#kernel/db/database.ts'
import { sql } from '#kernel/db/sql.ts'
import { cursorOf, isAfter, origin, readCursor, type Cursor } from '#kernel/events/cursor.ts'
import type { Module } from '#kernel/module.ts'
import type { Hall } from '#kernel/realtime/hall.ts'
import type { Line } from '#kernel/realtime/line.ts'
import { limits } from '#kernel/realtime/protocol.ts'
import { screenplayOf, show, type EventRow } from '#kernel/realtime/show.ts'

export type Feed = {
  /** Everything up to here was shown. */
  place(): Cursor
  /** Sends a line what it missed of these topics since its cursor, then follows them. */
  join(line: Line, topics: readonly string[], since: Cursor | null): Promise<void>
  stop(): Promise<void>
}

type Joining = { line: Line; topics: readonly string[]; since: Cursor | null; done: () => void; failed: (error: unknown) => void }

const batchSize = 1_000
const mostJoiningAtOnce = 50
const lookMs = 1_000
/** Longer than this at a stretch, and other work gets its turn first. */
const stretchMs = 15

/**
 * Brings committed events to the screens connected to this process. It hears from the relay how far it got and reads
 * the rows of the organizations present here. Joining and showing take turns, so that a line that joins at a place
 * gets everything after it once: from the table before, from the feed after.
 */
export async function startFeed(db: Database, modules: readonly Module[], hall: Hall, log: Logger): Promise<Feed> {
  const screenplay = screenplayOf(modules)
  const types = [...screenplay.keys()]
  let seen = await position(db)
  let heard = seen
  let concernsUs = false
  let joining: Joining[] = []
  let turn: Promise<void> | undefined
  let isStopped = false

  function hear(payload: string): void {
    const { to, orgs } = JSON.parse(payload) as { to: Cursor; orgs: string[] | null }
    if (isAfter(to, heard)) heard = to
    if (orgs === null || orgs.some((org) => hall.ofOrg(org).size > 0)) concernsUs = true
    work()
  }

  // Lost notifications, and reads that failed, show at the next look.
  async function look(): Promise<void> {
    const reached = await position(db)
    if (isAfter(reached, heard)) {
      heard = reached
      concernsUs = true
    }
    if (isAfter(heard, seen)) work()
  }

  function work(): void {
    if (isStopped) return
    turn ??= takeTurns()
      .catch((error: unknown) => {
        log.error({ err: error }, 'live screens wait: events could not be read')
        concernsUs = true
      })
      .finally(() => {
        turn = undefined
        if (joining.length > 0) work()
      })
  }

  async function takeTurns(): Promise<void> {
    while (!isStopped && (joining.length > 0 || isAfter(heard, seen))) {
      if (joining.length > 0) await admit(joining.splice(0, mostJoiningAtOnce))
      if (isAfter(heard, seen)) await advance()
    }
  }

  async function advance(): Promise<void> {
    const to = heard
    if (!concernsUs || hall.lines.size === 0) {
      seen = to
      return
    }
    concernsUs = false
    for (;;) {
      const rows = await eventsBetween(db, hall.orgs(), types, seen, to, batchSize)
      let since = performance.now()
      for (const event of rows) {
        show(screenplay, event, (topic) => hall.followers(event.org, topic), log)
        if (performance.now() - since < stretchMs) continue
        await new Promise(setImmediate)
        since = performance.now()
      }
      const last = rows.at(-1)
      if (rows.length < batchSize || !last) break
      seen = cursorOf(last)
    }
    seen = to
  }

  async function admit(lines: readonly Joining[]): Promise<void> {
    // What was heard before these lines came may concern them.
    if (isAfter(heard, seen)) concernsUs = true
    // After a restart all browsers of an organization come back with the same cursor.
    const gaps = new Map<string, Promise<readonly EventRow[] | null>>()
    await Promise.all(
      lines.map(async ({ line, topics, since, done, failed }) => {
        const gap = `${line.org} ${since}`
        const missed = gaps.get(gap) ?? missedSince(line.org, since)
        gaps.set(gap, missed)
        await missed.then((events) => welcome(line, topics, events)).then(done, failed)
      }),
    )
  }

  /** Null: too much, or nobody knows. */
  async function missedSince(org: string, since: Cursor | null): Promise<readonly EventRow[] | null> {
    if (since === null) return []
    if (since === seen) return []
    // Another process may be a little ahead of us, never of the relay: a cursor from beyond is of a time that a backup took back.
    if (!isAfter(seen, since)) return readCursor(since) && !isAfter(since, await position(db)) ? [] : null
    if (since !== origin && !(await exists(db, since))) return null
    const rows = await eventsBetween(db, [org], types, since, seen, limits.missedEvents + 1)
    return rows.length > limits.missedEvents ? null : rows
  }

  function welcome(line: Line, topics: readonly string[], missed: readonly EventRow[] | null): void {
    if (!line.isOpen()) return
    const wanted = new Set(topics)
    if (!missed) line.send({ reset: true })
    for (const event of missed ?? []) show(screenplay, event, (topic) => (wanted.has(topic) ? [line] : []), log)
    for (const topic of topics) hall.follow(line, topic)
    line.send({ ready: seen })
  }

  const listener = await db.listen('live', hear, () => void look().catch(() => {}))
  const timer = setInterval(
    () => void look().catch((error: unknown) => log.warn({ err: error }, 'the place of the relay could not be read')),
    lookMs,
  )
  timer.unref()

  return {
    place: () => seen,
    join: (line, topics, since) =>
      new Promise((done, failed) => {
        if (isStopped) return failed(new Error('the live server stops'))
        joining.push({ line, topics, since, done, failed })
        work()
      }),
    async stop() {
      isStopped = true
      clearInterval(timer)
      await listener.close()
      await turn
      for (const { failed } of joining) failed(new Error('the live server stops'))
    },
  }
}

async function position(db: Database): Promise<Cursor> {
  const [row] = await db.platform<{ xid: string; seq: number }>`select xid::text as xid, seq from kernel.relay_position where name = 'main'`
  return row ? cursorOf(row) : origin
}

// A cursor whose event is gone is older than what is kept, or from another server: nothing can be said about its gap.
async function exists(db: Database, cursor: Cursor): Promise<boolean> {
  const place = readCursor(cursor)
  return (
    place !== undefined &&
    (await db.platform`select from kernel.event where xid = ${place.xid}::xid8 and seq = ${place.seq}::bigint`).length > 0
  )
}

async function eventsBetween(
  db: Database,
  orgs: readonly string[],
  types: readonly string[],
  from: Cursor,
  to: Cursor,
  limit: number,
): Promise<EventRow[]> {
  const [after, upTo] = [readCursor(from), readCursor(to)]
  if (!after || !upTo) return []
  // Of one organization what it missed is read, however much others did meanwhile; of many what is new, from the end of all.
  const whose = orgs.length === 1 ? sql`e.org_id = ${orgs[0]}::uuid` : sql`e.org_id = any (${orgs}::uuid[])`
  return db.platform<EventRow>`
    select e.org_id as org, e.xid::text as xid, e.seq, e.type, e.data
    from kernel.event e
    where ${whose} and e.type = any (${types}::text[])
      and (e.xid, e.seq) > (${after.xid}::xid8, ${after.seq}::bigint) and (e.xid, e.seq) <= (${upTo.xid}::xid8, ${upTo.seq}::bigint)
    order by e.xid, e.seq limit ${limit}::int`
}
