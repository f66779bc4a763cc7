import type { IncomingMessage, ServerResponse } from 'node:http'
import { bodyOf, open, type OpenDoor } from '#simulators/door.ts'
import type { Fault, Form, MetaLeadsSimulator, Page, Reply } from './simulator.ts'

const mostBytes = 1024 * 1024

/**
 * Answers requests of `node:http` for the machine: the interface under `/vNN.N`, and the control door under `/control`
 * when it is wanted. `prefix` is where it is mounted in another server, and is cut off.
 */
export function handlerOf(
  simulator: MetaLeadsSimulator,
  { prefix = '', hasControl = true } = {},
): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
  return async (incoming, outgoing) => {
    try {
      const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://simulator')
      const path = pathname.startsWith(prefix) ? pathname.slice(prefix.length) : pathname
      const input = incoming.method === 'POST' ? (await bodyOf(incoming, mostBytes)).toString('utf8') : ''
      const [, version, rest = ''] = /^\/(v\d+\.\d+)(\/.*)$/.exec(path) ?? []
      if (version) {
        const bearer = /^Bearer (.+)$/.exec(incoming.headers.authorization ?? '')?.[1]
        return write(
          outgoing,
          simulator.graph(incoming.method ?? 'GET', rest, searchParams, bearer ?? searchParams.get('access_token') ?? undefined),
        )
      }
      if (hasControl && path.startsWith('/control/')) return write(outgoing, await control(simulator, `${incoming.method} ${path}`, input))
      write(outgoing, { status: 404, body: '{"error":{"message":"Unknown path components","code":2500}}' })
    } catch {
      outgoing.destroy()
    }
  }
}

/** The same functions as on the object, as JSON. */
async function control(simulator: MetaLeadsSimulator, door: string, body: string): Promise<Reply> {
  const ok = (value: unknown): Reply => ({ status: 200, body: JSON.stringify(value ?? {}) })
  const input = JSON.parse(body || '{}') as Record<string, unknown>
  switch (door) {
    case 'POST /control/pages':
      return ok(simulator.register(input as Page))
    case 'GET /control/pages':
      return ok({ items: simulator.pages() })
    case 'POST /control/pages/verify':
      return ok({ isVerified: await simulator.verify(String(input.id)) })
    case 'POST /control/forms':
      return ok(simulator.addForm(input as Form))
    case 'POST /control/leads':
      return ok(simulator.submit(input as Parameters<MetaLeadsSimulator['submit']>[0]))
    case 'POST /control/leads/tell':
      return ok(simulator.tell(...simulator.leads().filter(({ id }) => (input.ids as string[]).includes(id))))
    case 'POST /control/leads/remove':
      return ok(simulator.remove(String(input.id)))
    case 'POST /control/tokens':
      return ok(simulator.withdrawToken(String(input.pageId), String(input.token)))
    case 'POST /control/faults':
      return ok(simulator.setFault(input as Fault))
    case 'GET /control/deliveries':
      return ok({ items: simulator.deliveries() })
    case 'POST /control/clock':
      return ok(await simulator.advance(Number(input.ms)))
    case 'POST /control/settle':
      return ok(await simulator.settle())
    case 'POST /control/reset':
      return ok(simulator.reset())
    default:
      return { status: 404, body: '{"error":"no such door"}' }
  }
}

/** Puts the machine behind a port of its own. */
export const listen = (simulator: MetaLeadsSimulator, port = 0): Promise<OpenDoor> =>
  open(handlerOf(simulator, { prefix: '/meta-leads' }), { port })

function write(outgoing: ServerResponse, { status, body, isReset }: Reply): void {
  if (isReset) return void outgoing.socket?.resetAndDestroy()
  outgoing.writeHead(status, { 'content-type': 'application/json' }).end(body)
}
