import type { QueryClient } from '@tanstack/react-query'
import { isPassing } from '#web/api.ts'
import { tellBack } from '#web/connection.ts'
import type { LiveHandler } from '#web/module.ts'
import { makeReplay } from '#web/replay.ts'

/**
 * One WebSocket per browser tab: what happens elsewhere reaches the cache of this screen. Messages are gathered and
 * applied once per frame, so that a burst costs one render; after a gap the server sends what was missed, or says
 * `reset` and everything on screen is asked for again. `since` is a place from before the first answer was read: what
 * happens between that answer and the first subscription is a gap like any other.
 */
export type Presence = { id: string; name: string; state: PresenceState }
export type PresenceState = 'viewing' | 'typing' | 'idle'
/** `connecting` is the first time, `lost` is after it had worked or when it takes long. */
export type LiveState = 'connecting' | 'open' | 'lost'

/** `at` is a place in the server's sequence of happenings: opaque, and what a gap is counted from. */
export type Happening = { type: string; at: string; topics: string[]; patch: unknown }
type Message = { ready: string } | Happening | { presence: { topic: string; people: Presence[] } } | { reset: true } | { revoked: true }

/** What of the browser it needs, so that tests can stand in for it at the edge. */
export type Edge = {
  open: (url: string) => WebSocket
  frame: (run: () => void) => void
  wait: (run: () => void, milliseconds: number) => () => void
  chance: () => number
}

const browserEdge: Edge = {
  open: (url) => new WebSocket(url),
  // A hidden tab gets no frames; its cache must stay true all the same.
  frame: (run) => (document.hidden ? void setTimeout(run, 250) : void requestAnimationFrame(run)),
  wait: (run, milliseconds) => {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
  chance: Math.random,
}

const longestPause = 20_000
/** The server says `ready` every 25 seconds to whoever follows something. Silence for so long is a dead line that nobody closed. */
const deafAfter = 65_000

export type Live = ReturnType<typeof makeLive>

/** By the name of the module whose events they are for. */
export type LateHandlers = ReadonlyMap<string, () => Promise<readonly LiveHandler[]>>

export function makeLive(options: {
  queryClient: QueryClient
  handlers: readonly LiveHandler[]
  lateHandlers?: LateHandlers
  onRevoked: () => void
  onDoubt: () => void
  since?: () => string | null
  edge?: Edge
}) {
  const { queryClient, onRevoked, onDoubt, since = () => null } = options
  const edge = options.edge ?? browserEdge
  const handlers = Map.groupBy(options.handlers, (handler) => handler.event)
  const watchers = new Map<string, number>()
  const people = new Map<string, readonly Presence[]>()
  const listeners = new Set<() => void>()
  const taps = new Set<(happening: Happening) => void>()
  let own: { topic: string; state: PresenceState } | null = null
  let socket: WebSocket | null = null
  let state: LiveState = 'connecting'
  let cursor: string | null = null
  let failures = 0
  let buffer: Message[] = []
  let isFlushPlanned = false
  let isStopped = true
  let cancelRetry = () => {}
  let cancelDeaf = () => {}
  let replay: ReturnType<typeof makeReplay> | null = null

  const tell = () => listeners.forEach((listener) => listener())
  const setState = (next: LiveState) => {
    if (state === next) return
    state = next
    tell()
  }
  const say = (message: object) => {
    if (socket?.readyState === 1) socket.send(JSON.stringify(message))
  }
  const subscribe = (topics: readonly string[]) => {
    if (topics.length > 0) say({ subscribe: topics, since: cursor ?? since() })
  }

  function connect() {
    cancelRetry()
    const url = `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/api/v1/live`
    const line = edge.open(url)
    socket = line
    line.onopen = () => {
      failures = 0
      setState('open')
      subscribe([...watchers.keys()])
      if (own) say({ presence: own })
      listenHard()
      askAgain()
      tellBack()
    }
    line.onmessage = (event) => {
      listenHard()
      buffer.push(JSON.parse(String(event.data)) as Message)
      if (isFlushPlanned) return
      isFlushPlanned = true
      edge.frame(flush)
    }
    line.onclose = (event) => {
      if (socket !== line) return
      // Rights have changed: what is on screen may no longer be this person's to see, and the session says the rest.
      if (event.code === 4401 && !isStopped) onDoubt()
      lose()
    }
  }

  function lose() {
    socket = null
    cancelDeaf()
    people.clear()
    if (isStopped) return
    setState('lost')
    plan()
  }

  /** A line without a network below it can take minutes to close: it is not waited for. */
  function drop() {
    const line = socket
    if (!line) return
    lose()
    line.close()
  }

  /** Longer and longer pauses, each with its own share of chance: a restarted server is not met by everybody at once. */
  function plan() {
    const pause = Math.min(longestPause, 500 * 2 ** failures) * (0.5 + edge.chance() / 2)
    failures++
    // A refused session looks like any other failure from here: the next request finds out.
    if (failures === 4) onDoubt()
    cancelRetry = edge.wait(connect, pause)
  }

  /** Not every browser notices that there was no network; what could not be asked meanwhile is asked now. */
  function askAgain() {
    void queryClient.refetchQueries({ type: 'active', predicate: (query) => isPassing(query.state.error) })
  }

  function listenHard() {
    cancelDeaf()
    if (watchers.size > 0) cancelDeaf = edge.wait(drop, deafAfter)
  }

  function flush() {
    isFlushPlanned = false
    const messages = buffer
    buffer = []
    let isPresenceNew = false
    for (const message of messages) {
      if ('type' in message) {
        cursor = message.at
        apply(message)
        replay?.keep(message)
        for (const tap of taps) guard(() => tap(message))
      } else if ('presence' in message) {
        people.set(message.presence.topic, message.presence.people)
        isPresenceNew = true
      } else if ('ready' in message) {
        cursor = message.ready
      } else if ('reset' in message) {
        void queryClient.invalidateQueries()
      } else if ('revoked' in message) {
        stop()
        onRevoked()
        return
      }
    }
    if (isPresenceNew) tell()
  }

  function apply({ type, patch }: Happening) {
    const run = (handler: LiveHandler) => guard(() => handler.apply(queryClient, patch as never))
    handlers.get(type)?.forEach(run)
    // Once they are there they run in the order in which things happened, as the others do.
    void options.lateHandlers
      ?.get(type.slice(0, type.indexOf('.')))?.()
      .then((late) => late.filter(({ event }) => event === type).forEach(run))
      .catch(() => {})
  }

  function start() {
    if (!isStopped) return
    isStopped = false
    replay = makeReplay(queryClient, apply)
    connect()
    window.addEventListener('online', hurry)
    window.addEventListener('offline', drop)
    document.addEventListener('visibilitychange', hurry)
  }

  /** The network came back or somebody looks again: no reason to sit out a long pause. */
  function hurry() {
    if (!isStopped && !socket && !document.hidden) {
      failures = 0
      connect()
    }
  }

  function stop() {
    isStopped = true
    replay?.stop()
    cancelRetry()
    cancelDeaf()
    window.removeEventListener('online', hurry)
    window.removeEventListener('offline', drop)
    document.removeEventListener('visibilitychange', hurry)
    const line = socket
    socket = null
    line?.close()
  }

  return {
    start,
    stop,
    hurry,
    state: () => state,
    people: (topic: string): readonly Presence[] => people.get(topic) ?? nobody,
    /** Follows a topic until the returned function is called. Several followers of one topic cost one subscription. */
    watch(topic: string): () => void {
      const count = watchers.get(topic) ?? 0
      watchers.set(topic, count + 1)
      if (count === 0) subscribe([topic])
      let isWatching = true
      return () => {
        if (!isWatching) return
        isWatching = false
        const left = (watchers.get(topic) ?? 1) - 1
        if (left > 0) return void watchers.set(topic, left)
        watchers.delete(topic)
        people.delete(topic)
        say({ unsubscribe: [topic] })
      }
    },
    /** Tells the others what this person does there; `idle` ends it. */
    show(topic: string, what: PresenceState) {
      own = what === 'idle' ? null : { topic, state: what }
      say({ presence: { topic, state: what } })
    },
    /** Every message as it is applied, for the few screens that need more than the cache. */
    tap(run: (happening: Happening) => void): () => void {
      taps.add(run)
      return () => taps.delete(run)
    },
    listen(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const nobody: readonly Presence[] = []

/** One handler that stumbles over its patch must not take the others' messages with it. */
function guard(run: () => void) {
  try {
    run()
  } catch (error) {
    console.error(error)
  }
}
