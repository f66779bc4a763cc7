import type { Server } from 'node:http'
import { Server as Listener, type Socket } from 'node:net'

/** A request that was on its way when we stopped listening has arrived by then, also on a busy machine. */
const quietMs = 500
const lookMs = 20

/**
 * How a server stops without losing what it was sent: it stops listening and lets everybody who is connected finish.
 * Requests that still come in on open connections are answered (with `Connection: close`, which the caller sees to),
 * connections that ask nothing are closed after a moment, and what is still busy after `patienceMs` is cut off. The
 * function that comes back does that, and resolves to how many had to be cut off.
 *
 * `Server.close()` alone destroys connections that look idle, with requests in them that were sent and not read yet.
 */
export function prepareLeave(server: Server, patienceMs: number): () => Promise<number> {
  // Browsers open connections ahead of need. Node counts one as idle only after its first request.
  const unused = new Set<Socket>()
  server.on('connection', (socket) => {
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  server.on('request', (request) => unused.delete(request.socket))
  const connections = (): Promise<number> =>
    new Promise((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count))))

  return async () => {
    if (server.listening) Listener.prototype.close.call(server)
    const since = performance.now()
    for (let left = await connections(); left > 0; left = await connections()) {
      const waited = performance.now() - since
      if (waited > patienceMs) {
        server.closeAllConnections()
        return left
      }
      if (waited > quietMs) {
        server.closeIdleConnections()
        for (const socket of unused) socket.destroy()
      }
      await new Promise((resolve) => setTimeout(resolve, lookMs))
    }
    return 0
  }
}
