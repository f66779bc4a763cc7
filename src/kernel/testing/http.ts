import type { FastifyInstance } from 'fastify'
import type { Principal } from '#kernel/auth/principal.ts'
import type { Kernel } from '#kernel/context.ts'
import type { Actor } from '#kernel/ctx.ts'

export type Answer = { status: number; body: any; headers: Record<string, string | string[] | number | undefined> }
type Options = { headers?: Record<string, string> }
export type TestHttp = {
  get(path: string, options?: Options): Promise<Answer>
  post(path: string, body?: unknown, options?: Options): Promise<Answer>
  put(path: string, body?: unknown, options?: Options): Promise<Answer>
  patch(path: string, body?: unknown, options?: Options): Promise<Answer>
  delete(path: string, options?: Options): Promise<Answer>
}

const serversByKernel = new WeakMap<Kernel, Promise<FastifyInstance>>()
const actors = new Map<string, Principal>()

/** The real HTTP layer without a socket. Who asks is told by a header that only this test server knows. */
export function testServer(kernel: Kernel): Promise<FastifyInstance> {
  let server = serversByKernel.get(kernel)
  if (!server) {
    server = import('#kernel/http/server.ts').then(({ createServer }) =>
      createServer({
        kernel,
        doorman: {
          identify: ({ authorization }) =>
            Promise.resolve({ principal: actors.get(authorization?.slice('Test '.length) ?? '') ?? null, byCookie: false }),
          forget: () => {},
        },
        settings: { publicOrigin: kernel.config.publicUrl, cookies: { prefix: '__Host-yapa_', isSecure: true } },
        health: () => Promise.resolve({ ok: true, checks: {} }),
        metrics: { text: () => Promise.resolve(''), answered: () => {} },
      }),
    )
    serversByKernel.set(kernel, server)
  }
  return server
}

export function httpAs(kernel: Kernel, who: { org: string; actor: Actor & { kind: 'user' } }): TestHttp {
  const { org, actor } = who
  actors.set(actor.sessionId, {
    person: { id: actor.id, name: actor.name, email: `${actor.id}@example.com`, locale: 'es' },
    sessionId: actor.sessionId,
    actor,
    orgId: org,
    locale: 'es',
    zone: 'America/Argentina/Buenos_Aires',
  })
  const send = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body: unknown,
    options: Options = {},
  ): Promise<Answer> => {
    const app = await testServer(kernel)
    const answer = await app.inject({
      method,
      url: path.startsWith('/api/') || path.startsWith('/files/') ? path : `/api/v1${path}`,
      headers: {
        authorization: `Test ${actor.sessionId}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
    })
    const isJson = /json/.test(String(answer.headers['content-type'] ?? ''))
    return { status: answer.statusCode, body: isJson && answer.body ? JSON.parse(answer.body) : answer.body, headers: answer.headers }
  }
  return {
    get: (path, options) => send('GET', path, undefined, options),
    post: (path, body = {}, options) => send('POST', path, body, options),
    put: (path, body = {}, options) => send('PUT', path, body, options),
    patch: (path, body = {}, options) => send('PATCH', path, body, options),
    delete: (path, options) => send('DELETE', path, undefined, options),
  }
}
