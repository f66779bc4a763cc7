import { connect, type Socket } from 'node:net'
import { latencies, type Latencies } from './figures.ts'

/**
 * A load generator that costs as little as Node allows: requests are prepared bytes on raw keep-alive sockets, answers
 * are read only as far as their length and status. It shares the machine with what it measures.
 */
export type Target = { host: string; port: number }
export type Outcome = { seconds: number; done: number; perSecond: number; latency: Latencies; statuses: Map<number, number> }

export function requestBytes(target: Target, method: string, path: string, headers: Record<string, string> = {}, body?: Buffer): Buffer {
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `Host: ${target.host}:${target.port}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ]
  if (body) lines.push(`Content-Length: ${body.length}`)
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body ?? Buffer.alloc(0)])
}

type Lane = { send(bytes: Buffer): Promise<number>; isOpen(): boolean; close(): void }

/** One keep-alive connection; `send` resolves with the status once the whole answer has arrived. */
export function openLane(target: Target): Promise<Lane> {
  return new Promise((resolve, reject) => {
    let pending: { resolve: (status: number) => void; reject: (error: Error) => void } | undefined
    let buffered = Buffer.alloc(0)
    let missing = 0
    let status = 0
    let isOpen = true
    const socket: Socket = connect(target.port, target.host)
    const finish = (): void => {
      const waiting = pending
      pending = undefined
      waiting?.resolve(status)
    }
    socket.setNoDelay(true)
    socket.once('connect', () =>
      resolve({
        send: (bytes) =>
          new Promise((done, failed) => {
            if (!isOpen) return failed(new Error('the server had closed the connection'))
            pending = { resolve: done, reject: failed }
            socket.write(bytes)
          }),
        isOpen: () => isOpen,
        close: () => socket.destroy(),
      }),
    )
    socket.on('error', (error) => (pending ? pending.reject(error) : reject(error)))
    socket.on('end', () => (isOpen = false))
    socket.on('close', () => {
      isOpen = false
      pending?.reject(new Error('the server closed the connection'))
    })
    socket.on('data', (chunk) => {
      if (missing > 0) {
        missing -= chunk.length
        if (missing <= 0) finish()
        return
      }
      buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk])
      const end = buffered.indexOf('\r\n\r\n')
      if (end === -1) return
      const head = buffered.toString('latin1', 0, end)
      status = Number(head.slice(9, 12))
      if (/^connection: close/im.test(head)) isOpen = false
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
      missing = length - (buffered.length - end - 4)
      buffered = Buffer.alloc(0)
      if (missing <= 0) finish()
    })
  })
}

/** Closed loop: each connection sends the next request when the last was answered. */
export async function saturate(
  target: Target,
  options: { connections: number; seconds: number; warmUpSeconds?: number; request: (i: number) => Buffer },
): Promise<Outcome> {
  const lanes = await Promise.all(Array.from({ length: options.connections }, () => openLane(target)))
  const latency = latencies()
  const statuses = new Map<number, number>()
  const startAt = performance.now() + (options.warmUpSeconds ?? 1) * 1000
  const endAt = startAt + options.seconds * 1000
  let sent = 0
  await Promise.all(
    lanes.map(async (lane) => {
      for (let now = performance.now(); now < endAt;) {
        const status = await lane.send(options.request(sent++))
        const answered = performance.now()
        if (now >= startAt) {
          latency.add(answered - now)
          statuses.set(status, (statuses.get(status) ?? 0) + 1)
        }
        now = answered
      }
      lane.close()
    }),
  )
  return { seconds: options.seconds, done: latency.count(), perSecond: latency.count() / options.seconds, latency, statuses }
}

/**
 * Open loop: requests leave at a fixed rate whatever the answers do, and latency counts from the moment each was due, so
 * that a stall shows in every request behind it.
 */
export async function pace(
  target: Target,
  options: {
    connections: number
    seconds: number
    perSecond: number
    request: (i: number) => Buffer
    answered?: (i: number, status: number) => void
  },
): Promise<Outcome> {
  const lanes = await Promise.all(Array.from({ length: options.connections }, () => openLane(target)))
  const idle = [...lanes]
  const waiting: { i: number; due: number }[] = []
  const latency = latencies()
  const statuses = new Map<number, number>()
  const total = Math.round(options.perSecond * options.seconds)
  const startAt = performance.now()
  let done = 0
  await new Promise<void>((resolve, reject) => {
    const serve = (lane: Lane, { i, due }: { i: number; due: number }): void => {
      lane.send(options.request(i)).then((status) => {
        latency.add(performance.now() - due)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        options.answered?.(i, status)
        done++
        const next = waiting.shift()
        if (next) serve(lane, next)
        else idle.push(lane)
        if (done === total) resolve()
      }, reject)
    }
    let i = 0
    const tick = setInterval(() => {
      // The first is due at once: counted from its own moment, a request must not wait for the next one's.
      const due = Math.min(total, Math.floor(((performance.now() - startAt) / 1000) * options.perSecond) + 1)
      for (; i < due; i++) {
        const one = { i, due: startAt + (i / options.perSecond) * 1000 }
        // In turn, so that none is idle for so long that the server closes it.
        const lane = idle.shift()
        if (lane) serve(lane, one)
        else waiting.push(one)
      }
      if (i >= total) clearInterval(tick)
    }, 1)
  })
  for (const lane of lanes) lane.close()
  const seconds = (performance.now() - startAt) / 1000
  return { seconds, done, perSecond: done / seconds, latency, statuses }
}

export type Farewell = {
  /** Requests that were answered, by status; those answered after `since` of the goodbye are counted in `late` too. */
  statuses: Map<number, number>
  late: number
  /** Numbers of requests that were answered with 200. */
  taken: number[]
  /** Requests that left and were never answered. */
  unanswered: number[]
}

/**
 * Closed loop until the server is gone. Each connection sends until the server closes it, then tries once more to
 * connect, as a keep-alive client does; what was sent and never answered is what a stop has lost.
 */
export async function untilGone(
  target: Target,
  options: { connections: number; request: (i: number) => Buffer; isLeaving: () => boolean },
): Promise<Farewell> {
  const farewell: Farewell = { statuses: new Map(), late: 0, taken: [], unanswered: [] }
  let sent = 0
  const live = async (): Promise<void> => {
    for (;;) {
      const lane = await openLane(target).catch(() => undefined)
      if (!lane) {
        if (options.isLeaving()) return
        throw new Error('the server refused a connection before it was asked to stop')
      }
      while (lane.isOpen()) {
        const i = sent++
        try {
          const status = await lane.send(options.request(i))
          farewell.statuses.set(status, (farewell.statuses.get(status) ?? 0) + 1)
          if (status === 200) farewell.taken.push(i)
          if (options.isLeaving()) farewell.late++
        } catch {
          farewell.unanswered.push(i)
        }
      }
    }
  }
  await Promise.all(Array.from({ length: options.connections }, live))
  return farewell
}
