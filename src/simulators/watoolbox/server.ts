import type { IncomingMessage, ServerResponse } from 'node:http'
import { bodyOf, open, type OpenDoor } from '#simulators/door.ts'
import type { Answer, Fault, Inbound, Tab, WAToolboxSimulator } from './simulator.ts'

const mostBytes = 48 * 1024 * 1024

type Handler = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>

/**
 * Answers requests of `node:http` for the machine: orders under `/webhooks/<id>` and, when it is wanted, the control door
 * under `/control`. `prefix` is where it is mounted in another server, and is cut off.
 */
export function handlerOf(simulator: WAToolboxSimulator, { prefix = '', hasControl = true } = {}): Handler {
  return async (incoming, outgoing) => {
    try {
      const { pathname } = new URL(incoming.url ?? '/', 'http://simulator')
      const path = pathname.startsWith(prefix) ? pathname.slice(prefix.length) : pathname
      const input = incoming.method === 'POST' ? read((await bodyOf(incoming, mostBytes)).toString('utf8')) : {}
      if (path.startsWith('/webhooks/') && incoming.method === 'POST') {
        return write(outgoing, simulator.order(decodeURIComponent(path.slice('/webhooks/'.length)), input))
      }
      if (hasControl && path.startsWith('/control/')) return write(outgoing, await control(simulator, `${incoming.method} ${path}`, input))
      write(outgoing, { status: 404, body: '{"error":"not found"}' })
    } catch {
      outgoing.destroy()
    }
  }
}

/** The same functions as on the object, as JSON. */
async function control(simulator: WAToolboxSimulator, door: string, input: Record<string, unknown>): Promise<Answer> {
  const ok = (value: unknown): Answer => ({ status: 200, body: JSON.stringify(value ?? {}) })
  switch (door) {
    case 'POST /control/connectors':
      return ok(simulator.connect(input as never))
    case 'GET /control/connectors':
      return ok({ items: simulator.connectors() })
    case 'POST /control/tab':
      return ok(simulator.setTab(String(input.connector), input.tab as Tab))
    case 'POST /control/inbound':
      return ok(simulator.receive(input as unknown as Inbound))
    case 'POST /control/chat':
      return ok({ items: simulator.chat(String(input.phone)) })
    case 'GET /control/lost':
      return ok({ items: simulator.lost() })
    case 'GET /control/deliveries':
      return ok({ items: simulator.deliveries() })
    case 'POST /control/faults':
      return ok(simulator.setFault(input.fault as Fault, Number(input.times ?? 1)))
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
export const listen = (simulator: WAToolboxSimulator, port = 0): Promise<OpenDoor> =>
  open(handlerOf(simulator, { prefix: '/watoolbox' }), { port })

function read(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text || '{}')
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

function write(outgoing: ServerResponse, { status, body, cut }: Answer): void {
  if (cut === 'silence') return
  if (cut === 'reset') return void outgoing.socket?.resetAndDestroy()
  outgoing.writeHead(status, { 'content-type': 'application/json' }).end(body)
}
