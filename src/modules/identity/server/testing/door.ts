import assert from 'node:assert/strict'
import { mock, type TestContext } from 'node:test'
import type { FastifyInstance } from 'fastify'
import type { Kernel } from '#kernel/context.ts'
import { openDoor } from '#kernel/http/authenticate.ts'
import { createServer, type HttpParts } from '#kernel/http/server.ts'
import type { TestClock } from '#kernel/testing/clock.ts'
import { testKernel } from '#kernel/testing/kernel.ts'
import { authenticateWith } from '#identity/server/sessions/authenticate.ts'

export type Answer = { status: number; body: any; headers: Record<string, string | string[] | number | undefined> }
type Options = { headers?: Record<string, string>; ip?: string }

/** A browser without a screen: it keeps cookies and says where it comes from. */
export type Visitor = {
  get(path: string, options?: Options): Promise<Answer>
  post(path: string, body?: unknown, options?: Options): Promise<Answer>
  put(path: string, body?: unknown, options?: Options): Promise<Answer>
  patch(path: string, body?: unknown, options?: Options): Promise<Answer>
  delete(path: string, options?: Options): Promise<Answer>
  cookie(): string | undefined
  /** A second browser with the same cookie: what a thief would have. */
  copy(): Visitor
}

export type TestDoor = {
  kernel: Kernel
  clock: TestClock
  app: FastifyInstance
  visitor(ip?: string): Visitor
  withKey(secret: string): Visitor
  forget(): void
}

let addresses = 0

/** The real door of the house: cookies, sessions, keys, origins. Each visitor comes from an address of their own. */
export async function aDoor(t: TestContext, more: Pick<HttpParts, 'live'> = {}): Promise<TestDoor> {
  const { kernel, clock } = await testKernel()
  const authenticate = authenticateWith({ modules: kernel.modules, now: () => clock.now() })
  const doorman = openDoor(kernel.db.platform, authenticate, '__Host-yapa_session')
  const access = await kernel.db.listen('access', (payload) =>
    doorman.forget((JSON.parse(payload) as { personId?: string }).personId ?? undefined),
  )
  const app = await createServer({
    kernel,
    doorman,
    settings: { publicOrigin: kernel.config.publicUrl, cookies: { prefix: '__Host-yapa_', isSecure: true } },
    health: () => Promise.resolve({ ok: true, checks: {} }),
    metrics: { text: () => Promise.resolve(''), answered: () => {} },
    ...more,
  })
  t.after(async () => {
    await app.close()
    await access.close()
  })
  return {
    kernel,
    clock,
    app,
    visitor: (ip = `10.${(++addresses >> 8) & 255}.${addresses & 255}.7`) => visitorOf(app, kernel.config.publicUrl, { ip }),
    // As if the seconds had passed for which a process may remember who somebody is.
    forget: () => doorman.forget(undefined),
    withKey: (secret) => visitorOf(app, kernel.config.publicUrl, { ip: '10.99.0.1', authorization: `Bearer ${secret}` }),
  }
}

/** This browser is no longer let in: by the notice of it, for meanwhile what is remembered of it grows no older. */
export async function endsSoon(visitor: Visitor, path = '/session', status = 401): Promise<void> {
  mock.timers.enable({ apis: ['Date'], now: Date.now() })
  try {
    for (const deadline = performance.now() + 30_000; performance.now() < deadline;) {
      if ((await visitor.get(path)).status === status) return
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    assert.equal((await visitor.get(path)).status, status)
  } finally {
    mock.timers.reset()
  }
}

function visitorOf(
  app: FastifyInstance,
  origin: string,
  who: { ip: string; cookie?: string | undefined; authorization?: string },
): Visitor {
  let cookie = who.cookie
  const send = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body: unknown,
    options: Options = {},
  ): Promise<Answer> => {
    const answer = await app.inject({
      method,
      url: `/api/v1${path}`,
      remoteAddress: options.ip ?? who.ip,
      headers: {
        origin,
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
        ...(cookie && { cookie: `__Host-yapa_session=${cookie}` }),
        ...(who.authorization && { authorization: who.authorization }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(body !== undefined && { payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
    })
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, value, age] = /^__Host-yapa_session=([^;]*);.*Max-Age=(\d+)/.exec(line) ?? []
      if (value !== undefined) cookie = age === '0' ? undefined : value
    }
    return { status: answer.statusCode, body: answer.body ? JSON.parse(answer.body) : undefined, headers: answer.headers }
  }
  return {
    get: (path, options) => send('GET', path, undefined, options),
    post: (path, body = {}, options) => send('POST', path, body, options),
    put: (path, body = {}, options) => send('PUT', path, body, options),
    patch: (path, body = {}, options) => send('PATCH', path, body, options),
    delete: (path, options) => send('DELETE', path, undefined, options),
    cookie: () => cookie,
    copy: () => visitorOf(app, origin, { ...who, cookie }),
  }
}
