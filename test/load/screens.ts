import { once } from 'node:events'
import { WebSocket } from 'ws'
import { latencies, type Latencies } from './figures.ts'
import type { Ground } from './ground.ts'
import type { Product } from './product.ts'

/** Browsers of agents with the inbox open, and when each saw which message. */
export type Screens = {
  count: number
  /** Says when message `i` of the mark was due to leave; what is seen later counts from there. */
  expect(mark: string, dueOf: (i: number) => number): void
  seen: Latencies
  /** How often each message was seen. */
  sightings: Map<number, number>
  close(): void
}

const atOnce = 50

/** One browser that follows one topic; resolves when it is told that it does. */
export async function openScreen({ target }: Product, token: string, topic: string, see: (frame: string) => void): Promise<WebSocket> {
  const { host, port } = target
  const socket = new WebSocket(`ws://${host}:${port}/api/v1/live`, {
    headers: { cookie: `__Host-yapa_session=${token}`, origin: `http://${host}:${port}` },
    perMessageDeflate: false,
  })
  await once(socket, 'open')
  const ready = new Promise<void>((resolve, reject) => {
    socket.once('close', (code) => reject(new Error(`a screen was closed with ${code}`)))
    socket.on('message', (data) => {
      const text = String(data)
      if (text.startsWith('{"ready"')) resolve()
      else see(text)
    })
  })
  socket.send(JSON.stringify({ subscribe: [topic] }))
  await ready
  return socket
}

export async function openScreens(product: Product, ground: Ground, count: number): Promise<Screens> {
  const seen = latencies()
  const sightings = new Map<number, number>()
  let pattern = /(?!)/
  let dueOf: (i: number) => number = () => 0
  const sockets: WebSocket[] = []

  const open = async (token: string): Promise<void> => {
    const see = (text: string): void => {
      const now = performance.now()
      if (!text.startsWith('{"type":"conversations.message.received"')) return
      const i = pattern.exec(text)?.[1]
      if (i === undefined) return
      seen.add(now - dueOf(Number(i)))
      sightings.set(Number(i), (sightings.get(Number(i)) ?? 0) + 1)
    }
    sockets.push(await openScreen(product, token, 'conversations.inbox', see))
  }

  // More screens than people: some have several open.
  const waiting = Array.from({ length: count }, (_, i) => ground.people[i % ground.people.length] ?? { token: '' })[Symbol.iterator]()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const { token } of waiting) await open(token)
    }),
  )
  return {
    count: sockets.length,
    expect(mark, due) {
      pattern = new RegExp(`"preview":"${mark}#(\\d+)#`)
      dueOf = due
    },
    seen,
    sightings,
    close() {
      for (const socket of sockets) socket.terminate()
    },
  }
}
