import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { controlOf } from './control.ts'
import type { SimRequest, SimResponse } from './exchange.ts'
import type { WhatsAppSimulator } from './simulator.ts'

const MOST_BYTES = 120 * 1024 * 1024

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

/** Puts the machine behind a port of its own. Loopback by default: the control door asks for nobody's name. */
export async function listen(
  simulator: WhatsAppSimulator,
  options: { port?: number; host?: string } = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const handle = handlerOf(simulator)
  const server = createServer((incoming, outgoing) => void handle(incoming, outgoing))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve)
  })
  const { address, port, family } = server.address() as AddressInfo
  const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
  simulator.setPublicUrl(url)
  return {
    url,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      // Exchanges that were left silent on purpose would keep it open for ever.
      server.closeAllConnections()
      await closed
    },
  }
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MOST_BYTES) throw new Error('The request is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function readRequest(incoming: IncomingMessage, prefix: string, read: Uint8Array | undefined): Promise<SimRequest> {
  const body = read ?? (await readBody(incoming))
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
