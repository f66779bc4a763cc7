import { createServer } from 'node:http'
import type { TestContext } from 'node:test'
import { WebSocket } from 'ws'
import { z } from 'zod'
import type { Principal } from '#kernel/auth/principal.ts'
import { readInTenant, type Kernel } from '#kernel/context.ts'
import { event, permission } from '#kernel/contract/declare.ts'
import { newId } from '#kernel/contract/ids.ts'
import { bareKernel } from '#kernel/jobs/testing/bare-kernel.ts'
import { aBench, until, type Bench } from '#kernel/jobs/testing/bench.ts'
import { live, type Module } from '#kernel/module.ts'
import { startLive, type LiveServer } from '#kernel/realtime/live-server.ts'

export const canRead = permission('notes.read')
export const Note = z.object({ thread: z.string(), words: z.string(), onlyFor: z.string().nullable() })
export const noteWritten = event('notes.note.written', Note)

/** Notes in threads: everybody with the right follows them, some are for one person only. */
export const notes: Module = {
  name: 'notes',
  needs: [],
  events: [noteWritten],
  live: [
    live(
      noteWritten,
      ({ thread }) => ['notes.inbox', `notes.thread:${thread}`],
      ({ userId }, note) => (note.onlyFor === null || note.onlyFor === userId ? note : null),
    ),
  ],
  topics: [
    { prefix: 'notes.inbox', mayWatch: (ctx) => Promise.resolve(ctx.can(canRead)) },
    { prefix: 'notes.thread', mayWatch: async (ctx, id) => ctx.can(canRead) && (await ctx.sql`select ${id}::uuid as id`).length > 0 },
  ],
}

export type Message = Record<string, any>

/** A browser: its socket, and every message that came. */
export type Browser = {
  readonly socket: WebSocket
  readonly received: Message[]
  readonly person: string
  closed(): { code: number } | undefined
  say(message: object | string): void
  /** The first message like this, waited for. */
  get(isIt: (message: Message) => boolean): Promise<Message>
  follow(topics: string[], since?: string | null): Promise<Message>
  words(): string[]
}

export type Stage = Bench & {
  server(): Promise<LiveServer & { kernel: Kernel; port: number }>
  /** Who may come in; tests change and delete entries to take rights away. */
  readonly people: Map<string, Principal>
  person(org: string, options?: { permissions?: string[]; id?: string; name?: string }): string
  open(port: number, token: string): Promise<Browser>
  write(org: string, words: string, more?: { thread?: string; onlyFor?: string }): Promise<void>
  /** Passes on everything written, and waits until these servers have shown it. */
  shown(...servers: Pick<LiveServer, 'place'>[]): Promise<void>
}

export async function aStage(t: TestContext): Promise<Stage> {
  const bench = await aBench(t, { modules: [notes] })
  const people = new Map<string, Principal>()
  const ends: (() => Promise<unknown>)[] = []
  t.after(async () => {
    for (const end of ends.reverse()) await end()
  })

  async function server() {
    const kernel = bareKernel(bench.urls, [notes], { now: () => new Date() })
    const live = await startLive({
      db: kernel.db,
      modules: [notes],
      log: kernel.log,
      identify: ({ cookie }) => Promise.resolve({ principal: people.get(cookie ?? '') ?? null }),
      readCtx: (principal, run) =>
        readInTenant(kernel, { org: principal.orgId ?? '', actor: principal.actor, locale: 'es', zone: 'UTC', requestId: newId() }, run),
    })
    const http = createServer()
    http.on('upgrade', (request, socket, head) => {
      const principal = people.get(request.headers.cookie ?? '')
      if (principal) live.accept(request, socket, head, principal)
      else socket.destroy()
    })
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    const address = http.address()
    ends.push(
      () => kernel.db.close(),
      () => new Promise((resolve) => http.close(resolve)),
      () => live.stop(),
    )
    return { ...live, kernel, port: typeof address === 'object' && address ? address.port : 0 }
  }

  function person(
    org: string,
    { permissions = [canRead.code], id = newId(), name = 'Ana Ruiz' }: { permissions?: string[]; id?: string; name?: string } = {},
  ) {
    const token = newId()
    const sessionId = newId()
    people.set(token, {
      person: { id, name, email: 'ana@pollos.test', locale: 'es' },
      sessionId,
      actor: { kind: 'user', id, name, permissions: new Set(permissions), teamIds: [], sessionId },
      orgId: org,
      locale: 'es',
      zone: 'UTC',
    })
    return token
  }

  async function open(port: number, token: string): Promise<Browser> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/live`, { headers: { cookie: token }, perMessageDeflate: false })
    const received: Message[] = []
    let closed: { code: number } | undefined
    socket.on('message', (data) => received.push(JSON.parse(String(data)) as Message))
    socket.on('close', (code) => (closed = { code }))
    socket.on('error', () => {})
    ends.push(async () => socket.terminate())
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    const browser: Browser = {
      socket,
      received,
      person: people.get(token)?.person?.id ?? '',
      closed: () => closed,
      say: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
      async get(isIt) {
        await until(() => received.some(isIt))
        return received.find(isIt) as Message
      },
      async follow(topics, since = null) {
        const before = received.length
        browser.say({ subscribe: topics, since })
        await until(() => received.slice(before).some((message) => 'ready' in message))
        return received.slice(before).find((message) => 'ready' in message) as Message
      },
      words: () => received.filter((message) => message.type === noteWritten.name).map((message) => message.patch.words as string),
    }
    return browser
  }

  return {
    ...bench,
    server,
    people,
    person,
    open,
    write: (org, words, { thread = newId(), onlyFor } = {}) =>
      bench.run(org, (ctx) => ctx.emit(noteWritten, { thread, words, onlyFor: onlyFor ?? null })),
    async shown(...servers) {
      const relay = bench.relay({ isManual: true })
      await relay.catchUp()
      const [last] = await bench.db.platform<{ at: string }>`select xid || '-' || seq as at from kernel.relay_position`
      await until(() => servers.every((server) => server.place() === last?.at))
    },
  }
}
