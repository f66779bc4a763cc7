import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The provider's edge that takes every message at once, in the process of the generator: what is sent costs the product what it costs. */
export async function openProvider(): Promise<{ url: string; taken(): number; close(): void }> {
  let taken = 0
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      taken += 1
      response.setHeader('Content-Type', 'application/json')
      response.end(JSON.stringify({ messaging_product: 'whatsapp', contacts: [], messages: [{ id: `wamid.EDGE.${crypto.randomUUID()}` }] }))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/v26.0`, taken: () => taken, close: () => void server.close() }
}
