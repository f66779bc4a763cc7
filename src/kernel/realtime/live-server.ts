import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import type { Principal } from '#kernel/auth/principal.ts'
import type { Database } from '#kernel/db/database.ts'
import type { Cursor } from '#kernel/events/cursor.ts'
import type { Module } from '#kernel/module.ts'
import type { Metrics } from '#kernel/observe/metrics.ts'
import { startAccess, type Identify } from '#kernel/realtime/access.ts'
import { startFeed } from '#kernel/realtime/feed.ts'
import { openHall } from '#kernel/realtime/hall.ts'
import { openLine, type Line } from '#kernel/realtime/line.ts'
import { startPresence } from '#kernel/realtime/presence.ts'
import { ClientMessage, closing, limits } from '#kernel/realtime/protocol.ts'
import { openWatching, type ReadCtx } from '#kernel/realtime/watching.ts'

export type LiveServer = {
  /** Takes over a connection whose origin and session were checked. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, principal: Principal): void
  sockets(): number
  /** What was committed up to here is in every answer that is begun from now on; a browser may follow from here. */
  place(): Cursor
  /** Browsers are told to come back, to whoever serves then. */
  stop(): Promise<void>
}

export type LiveOptions = {
  db: Database
  modules: readonly Module[]
  log: Logger
  metrics?: Pick<Metrics, 'watch' | 'counted'> | undefined
  identify: Identify
  readCtx: ReadCtx
}

const beatMs = 25_000
const reliefMs = 250

/**
 * The WebSockets of this process: what happened, as far as each viewer may see it, in order and without gaps; who else
 * is there; and an end within a second when the right to see ends. Any number of processes may run one.
 */
export async function startLive({ db, modules, log, metrics, identify, readCtx }: LiveOptions): Promise<LiveServer> {
  const hall = openHall()
  const mayWatch = openWatching(modules, readCtx, log)
  const feed = await startFeed(db, modules, hall, log)
  const presence = await startPresence(db, hall, log)
  const access = await startAccess(db, hall, identify, mayWatch, log)
  const server = new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: false, maxPayload: limits.messageBytes })
  let isStopping = false

  metrics?.watch('live_sockets', 'Open live sockets', () => hall.lines.size)
  const count = (what: string): void => metrics?.counted(`live.${what}`)

  const timers = [
    setInterval(() => {
      for (const line of hall.lines) {
        line.beat()
        if (line.topics.size > 0 && !line.isBehind()) line.send({ ready: feed.place() })
      }
      presence.repeat()
    }, beatMs),
    setInterval(() => {
      for (const line of hall.lines)
        line.relieve(() => {
          count('reset')
          line.send({ reset: true })
          line.send({ ready: feed.place() })
        })
    }, reliefMs),
  ]
  for (const timer of timers) timer.unref()

  function open(socket: WebSocket, principal: Principal & { person: { id: string; name: string } }, request: IncomingMessage): void {
    const { cookie, authorization } = request.headers
    const line = openLine(socket, principal, { cookie, authorization })
    hall.enter(line)
    let turn = Promise.resolve()
    socket.on('message', (data, isBinary) => {
      if (isBinary) return line.close(closing.textOnly, 'text only')
      if (!line.mayTalk()) return refuse(line, 'too many messages')
      const message = readMessage(data)
      if (!message) return refuse(line, 'not understood')
      // One after the other: a subscription that is being checked must not be overtaken by its own end.
      turn = turn
        .then(() => answer(line, message))
        .catch((error: unknown) => {
          if (!isStopping) log.warn({ err: error, org: line.org }, 'a live subscription failed; the browser will try again')
          line.close(closing.trouble, 'try again')
        })
    })
    socket.on('error', () => line.end())
    socket.on('close', () => {
      presence.leave(line)
      hall.leave(line)
    })
  }

  function refuse(line: Line, reason: string): void {
    count('refused')
    line.close(closing.refused, reason)
  }

  async function answer(line: Line, message: ClientMessage): Promise<void> {
    if (!line.isOpen()) return
    if ('subscribe' in message) return subscribe(line, message.subscribe, message.since ?? null)
    if ('presence' in message) return presence.set(line, message.presence.topic, message.presence.state)
    presence.leave(line, message.unsubscribe)
    for (const topic of message.unsubscribe) hall.unfollow(line, topic)
  }

  async function subscribe(line: Line, topics: readonly string[], since: string | null): Promise<void> {
    const fitting = [...new Set(topics)].filter((topic) => !line.topics.has(topic)).slice(0, limits.topics - line.topics.size)
    const allowed = await mayWatch(line.principal, fitting)
    const denied = topics.filter((topic) => !allowed.includes(topic) && !line.topics.has(topic))
    if (denied.length > 0) {
      count('denied')
      line.send({ denied })
    }
    await feed.join(line, allowed, since)
    presence.greet(line, allowed)
  }

  return {
    accept(request, socket, head, principal) {
      const { person, orgId } = principal
      if (isStopping || !person || orgId === null) return turnAway(socket, isStopping ? '503 Service Unavailable' : '401 Unauthorized')
      if (hall.lines.size >= limits.sockets || hall.ofPerson(person.id).size >= limits.socketsPerPerson)
        return turnAway(socket, '429 Too Many Requests')
      server.handleUpgrade(request, socket, head, (opened) => open(opened, { ...principal, person }, request))
    },
    sockets: () => hall.lines.size,
    place: () => feed.place(),
    async stop() {
      isStopping = true
      for (const timer of timers) clearInterval(timer)
      await Promise.all([feed.stop(), presence.stop(), access.stop()])
      for (const line of hall.lines) line.close(closing.restart, 'restart')
      for (const end = Date.now() + 1_000; hall.lines.size > 0 && Date.now() < end;) await new Promise((resolve) => setTimeout(resolve, 10))
      for (const line of hall.lines) line.end()
    },
  }
}

const turnAway = (socket: Duplex, status: string): void => void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`)

function readMessage(data: RawData): ClientMessage | undefined {
  try {
    return ClientMessage.safeParse(JSON.parse((data as Buffer).toString('utf8'))).data
  } catch {
    return undefined
  }
}
