import type { Logger } from 'pino'
import type { Database } from '#kernel/db/database.ts'
import type { Hall } from '#kernel/realtime/hall.ts'
import type { Line } from '#kernel/realtime/line.ts'
import type { Present } from '#kernel/realtime/protocol.ts'

type State = 'viewing' | 'typing' | 'idle'
/** What one socket of one process does in one topic. */
type Entry = {
  org: string
  topic: string
  line: string
  person: { id: string; name: string }
  state: 'viewing' | 'typing'
  typingUntil: number
  until: number
}
type News = { o: string; t: string; l: string; p: string; n: string; s: State }

const viewingMs = 60_000
const typingMs = 10_000
const gatherMs = 50
const lookMs = 1_000
const mostTopics = 20
/** Below the 8,000 bytes of a notification. */
const noticeBytes = 7_500

/**
 * Who else is looking at a topic, across all processes. Each process knows its own sockets and tells the others with
 * NOTIFY `presence`, gathered; what a process that died had told runs out by itself. An open socket keeps its place.
 */
export async function startPresence(db: Database, hall: Hall, log: Logger) {
  const me = crypto.randomUUID().slice(0, 8)
  const rooms = new Map<string, Map<string, Entry>>()
  /** Where the sockets of this process are present. */
  const places = new Map<Line, Set<string>>()
  const changed = new Set<string>()
  let news = new Map<string, News>()
  let timer: NodeJS.Timeout | undefined
  let isStopped = false

  const roomOf = (org: string, topic: string): string => `${org} ${topic}`
  const nameOf = (line: Line): string => `${me}-${line.id}`
  const newsOf = (line: Line, topic: string, s: State): News => ({
    o: line.org,
    t: topic,
    l: nameOf(line),
    p: line.person.id,
    n: line.person.name.slice(0, 80),
    s,
  })

  function apply({ o, t, l, p, n, s }: News): void {
    const key = roomOf(o, t)
    const room = rooms.get(key) ?? new Map<string, Entry>()
    const before = room.get(l)
    const now = Date.now()
    if (s === 'idle') {
      if (!room.delete(l)) return
      if (room.size === 0) rooms.delete(key)
    } else {
      room.set(l, {
        org: o,
        topic: t,
        line: l,
        person: { id: p, name: n },
        state: s,
        until: now + viewingMs,
        typingUntil: s === 'typing' ? now + typingMs : 0,
      })
      rooms.set(key, room)
    }
    if (before?.state !== s) mark(key)
  }

  function mark(room: string): void {
    changed.add(room)
    timer ??= setTimeout(flush, gatherMs)
  }

  function tell(item: News): void {
    news.set(`${item.l} ${item.t}`, item)
    timer ??= setTimeout(flush, gatherMs)
  }

  function flush(): void {
    timer = undefined
    for (const room of changed) {
      const org = room.slice(0, 36)
      const topic = room.slice(37)
      const bytes = Buffer.from(JSON.stringify({ presence: { topic, people: peopleIn(room) } }))
      for (const line of hall.followers(org, topic)) line.sendBytes(bytes)
    }
    changed.clear()
    const items = [...news.values()]
    news = new Map()
    for (const notice of packed(me, items)) send(notice)
  }

  function send(notice: string): void {
    if (isStopped) return
    db.platform`select pg_notify('presence', ${notice})`.catch((error: unknown) =>
      log.warn({ err: error }, 'other processes do not know who is present'),
    )
  }

  function peopleIn(room: string): Present[] {
    const people = new Map<string, Present>()
    for (const { person, state } of rooms.get(room)?.values() ?? [])
      if (people.get(person.id)?.state !== 'typing') people.set(person.id, { ...person, state })
    return [...people.values()]
  }

  // Typing that was not repeated is looking again; who was not heard of for a minute is gone.
  function expire(): void {
    const now = Date.now()
    for (const [key, room] of rooms) {
      for (const entry of room.values()) {
        if (entry.until < now) room.delete(entry.line)
        else if (entry.state === 'typing' && entry.typingUntil < now) entry.state = 'viewing'
        else continue
        mark(key)
      }
      if (room.size === 0) rooms.delete(key)
    }
  }

  function repeat(): void {
    for (const [line, topics] of places)
      for (const topic of topics) {
        const entry = rooms.get(roomOf(line.org, topic))?.get(nameOf(line))
        if (!entry) continue
        entry.until = Date.now() + viewingMs
        tell(newsOf(line, topic, entry.state))
      }
  }

  function leave(line: Line, from?: readonly string[]): void {
    const topics = places.get(line)
    for (const topic of topics ?? []) {
      if (from && !from.includes(topic)) continue
      topics?.delete(topic)
      const item = newsOf(line, topic, 'idle')
      apply(item)
      tell(item)
    }
    if (topics?.size === 0) places.delete(line)
  }

  function hear(payload: string): void {
    const { from, asks, news: items } = JSON.parse(payload) as { from: string; asks?: boolean; news?: News[] }
    if (from === me) return
    if (asks) repeat()
    for (const item of items ?? []) apply(item)
  }

  const listener = await db.listen('presence', hear, () => send(JSON.stringify({ from: me, asks: true })))
  const expiry = setInterval(expire, lookMs)
  expiry.unref()
  send(JSON.stringify({ from: me, asks: true }))

  return {
    /** A browser says what its person does in a topic that it follows. */
    set(line: Line, topic: string, state: State): void {
      const topics = places.get(line) ?? new Set()
      if (state === 'idle') return topics.has(topic) ? leave(line, [topic]) : undefined
      if (!line.topics.has(topic) || (topics.size >= mostTopics && !topics.has(topic))) return
      const before = rooms.get(roomOf(line.org, topic))?.get(nameOf(line))
      // A repeated key tells the others only when what they know grows old.
      const leftMs = (state === 'typing' ? before?.typingUntil : before?.until) ?? 0
      const isKnown = before?.state === state && leftMs - Date.now() > (state === 'typing' ? typingMs : viewingMs) / 2
      places.set(line, topics.add(topic))
      const item = newsOf(line, topic, state)
      if (!isKnown) tell(item)
      if (!isKnown || state === 'typing') apply(item)
    },
    /** Who is there already, for somebody who begins to follow. */
    greet(line: Line, topics: readonly string[]): void {
      for (const topic of topics) {
        const people = peopleIn(roomOf(line.org, topic))
        if (people.length > 0) line.send({ presence: { topic, people } })
      }
    },
    /** No longer follows these topics, or (without any) is gone. */
    leave,
    /** Everybody connected here is still here. */
    repeat,
    async stop() {
      isStopped = true
      clearInterval(expiry)
      clearTimeout(timer)
      await listener.close()
    },
  }
}

/** As few notifications as hold all the news. */
export function packed(from: string, items: readonly News[]): string[] {
  const notices: string[] = []
  let parts: string[] = []
  let bytes = 0
  const close = (): void => {
    if (parts.length > 0) notices.push(`{"from":${JSON.stringify(from)},"news":[${parts.join(',')}]}`)
    parts = []
    bytes = 0
  }
  for (const item of items) {
    const text = JSON.stringify(item)
    const size = Buffer.byteLength(text) + 1
    if (bytes + size > noticeBytes) close()
    parts.push(text)
    bytes += size
  }
  close()
  return notices
}
