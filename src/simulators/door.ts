import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Handler = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>
export type OpenDoor = { url: string; close(): Promise<void> }

/** A port of its own for a machine, on loopback unless told otherwise: the control door asks for nobody's name. */
export async function open(handle: Handler, { port = 0, host = '127.0.0.1' } = {}): Promise<OpenDoor> {
  const server = createServer((incoming, outgoing) => void handle(incoming, outgoing))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const bound = server.address() as AddressInfo
  return {
    url: `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      // Exchanges that were left silent on purpose would keep it open for ever.
      server.closeAllConnections()
      await closed
    },
  }
}

/** Everything that was sent. Throws beyond `mostBytes`. */
export async function bodyOf(incoming: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > mostBytes) throw new Error('The request is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
