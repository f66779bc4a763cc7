import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { controlOf } from './control.ts'
import type { SimRequest, SimResponse } from './exchange.ts'
import type { WhatsAppSimulator } from './simulator.ts'

const MOST_BYTES = 120 * 1024 * 1024

/**
 * Puts the machine behind one port: the interface under `/vNN.N`, files under `/whatsapp_business`, the control door under
 * `/control`. Loopback by default: the control door asks for nobody's name.
 */
export async function listen(
  simulator: WhatsAppSimulator,
  options: { port?: number; host?: string } = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const control = controlOf(simulator)
  const server = createServer((incoming, outgoing) => {
    readRequest(incoming)
      .then(async (request) => {
        const isControl = request.path === '/control' || request.path.startsWith('/control/')
        await write(outgoing, await (isControl ? control(request) : simulator.handle(request)))
      })
      .catch(() => outgoing.destroy())
  })
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

async function readRequest(incoming: IncomingMessage): Promise<SimRequest> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MOST_BYTES) throw new Error('The request is too large')
    chunks.push(chunk)
  }
  const url = new URL(incoming.url ?? '/', 'http://simulator')
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  )
  return { method: incoming.method ?? 'GET', path: url.pathname, query: url.searchParams, headers, body: Buffer.concat(chunks) }
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
