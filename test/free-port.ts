import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * A port of loopback that nobody listens on now. Below 32,768, where the system takes those for whoever wants any: each call that
 * somebody makes meanwhile might have it before the one for whom it is.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 16_384 + Math.floor(Math.random() * 16_384)
    const server = createServer().listen(port, '127.0.0.1')
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    if (!isFree) continue
    await new Promise((resolve) => server.close(resolve))
    return port
  }
}
