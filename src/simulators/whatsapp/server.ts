import type { IncomingMessage, ServerResponse } from 'node:http'
import { bodyOf, open, type OpenDoor } from '#simulators/door.ts'
import { controlOf } from './control.ts'
import type { SimRequest, SimResponse } from './exchange.ts'
import type { WhatsAppSimulator } from './simulator.ts'

const mostBytes = 120 * 1024 * 1024

/**
 * Answers requests of `node:http` for the machine: the interface under `/vNN.N`, files under `/whatsapp_business`, the
 * control door under `/control` when it is wanted. `prefix` is where it is mounted in another server, and is cut off. Pass
 * `body` when that server has already read it.
 */
export function handlerOf(
  simulator: WhatsAppSimulator,
  { prefix = '', hasControl = true }: { prefix?: string; hasControl?: boolean } = {},
): (incoming: IncomingMessage, outgoing: ServerResponse, body?: Uint8Array) => Promise<void> {
  const control = controlOf(simulator)
  return async (incoming, outgoing, body) => {
    try {
      const request = await readRequest(incoming, prefix, body)
      const isControl = hasControl && (request.path === '/control' || request.path.startsWith('/control/'))
      await write(outgoing, await (isControl ? control(request) : simulator.handle(request)))
    } catch {
      outgoing.destroy()
    }
  }
}

/** Puts the machine behind a port of its own. */
export async function listen(simulator: WhatsAppSimulator, options: { port?: number; host?: string } = {}): Promise<OpenDoor> {
  const door = await open(handlerOf(simulator), options)
  simulator.setPublicUrl(door.url)
  return door
}

async function readRequest(incoming: IncomingMessage, prefix: string, read: Uint8Array | undefined): Promise<SimRequest> {
  const body = read ?? (await bodyOf(incoming, mostBytes))
  const url = new URL(incoming.url ?? '/', 'http://simulator')
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  )
  const path = url.pathname.startsWith(prefix) ? url.pathname.slice(prefix.length) : url.pathname
  return { method: incoming.method ?? 'GET', path, query: url.searchParams, headers, body }
}

async function write(outgoing: ServerResponse, response: SimResponse): Promise<void> {
  if (response.latencyMs) await new Promise((resolve) => setTimeout(resolve, response.latencyMs))
  if (response.cut === 'silence') return
  if (response.cut === 'reset') {
    outgoing.socket?.resetAndDestroy()
    return
  }
  outgoing.writeHead(response.status, { ...response.headers, 'content-length': response.body.length })
  if (response.cut === 'mid-body') {
    outgoing.write(response.body.subarray(0, Math.floor(response.body.length / 2)), () => outgoing.socket?.resetAndDestroy())
    return
  }
  outgoing.end(response.body)
}
