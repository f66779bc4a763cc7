import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import multipart from '@fastify/multipart'
import Fastify, { type FastifyInstance } from 'fastify'
import type { Principal } from '#kernel/auth/principal.ts'
import { newId } from '#kernel/contract/ids.ts'
import type { Kernel } from '#kernel/context.ts'
import type { Cursor } from '#kernel/events/cursor.ts'
import { answerFile } from '#kernel/files/answer.ts'
import { registerAppIcon } from '#kernel/http/app-icon.ts'
import { isOwnOrigin, type Doorman } from '#kernel/http/authenticate.ts'
import { compressAnswers } from '#kernel/http/compress.ts'
import { registerPreflight } from '#kernel/http/cors.ts'
import { isOperator } from '#kernel/http/operator.ts'
import { registerPages } from '#kernel/http/pages.ts'
import { registerReference } from '#kernel/http/reference.ts'
import { prepareLeave } from '#kernel/http/farewell.ts'
import { answerFailure, registerRoutes, type HttpSettings } from '#kernel/http/routes.ts'
import { askToWait } from '#kernel/http/starting.ts'
import { answerUnreadable } from '#kernel/http/unreadable.ts'
import { registerWeb, type WebParts } from '#kernel/http/web.ts'
import { malformed, notFound, Problem } from '#kernel/problem.ts'

export type LiveUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer, principal: Principal) => void

export type HttpParts = {
  kernel: Kernel
  doorman: Doorman
  settings: HttpSettings
  /** Absent where there are no screens. */
  web?: WebParts | undefined
  live?: { accept: LiveUpgrade; place: () => Cursor }
  /** Absent: from the first request on. */
  isOpen?: (() => boolean) | undefined
  /** Answers `/health`: what is wrong, or nothing. */
  health: () => Promise<{ ok: boolean; checks: Record<string, unknown> }>
  /** Prometheus text, and a count of each answer. */
  metrics: { text: () => Promise<string>; answered: (labels: { route: string; method: string; status: number; seconds: number }) => void }
  /** Routes of the simulated outside world, in demo and test organizations. */
  extra?: (app: FastifyInstance) => void
}

/** Slow clients must not hold sockets: head and body have to arrive within seconds, whole. */
const patience = { requestTimeout: 30_000, keepAliveTimeout: 30_000 }
const connections = {
  headersTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  // Programs that would rather speak HTTP/2 offer it with every request (Java's client does): what is not taken up is no upgrade.
  shouldUpgradeCallback: ({ headers }: IncomingMessage): boolean => /\bwebsocket\b/i.test(headers.upgrade ?? ''),
}
const maxConnections = 6_000
const leavePatienceMs = 4_000

export async function createServer(parts: HttpParts): Promise<FastifyInstance> {
  const { kernel, doorman, settings } = parts
  const app = Fastify({
    logger: false,
    genReqId: () => newId(),
    trustProxy: kernel.config.trustProxy ? [...kernel.config.trustProxy] : false,
    ...patience,
    http: connections,
    routerOptions: { maxParamLength: 500 },
    // While it stops, what comes in on open connections is still answered, and the connection closed with the answer.
    return503OnClosing: false,
    // An address that cannot be read reaches no route and no hook.
    frameworkErrors: (error, request, reply) =>
      void answerFailure(kernel, error, request, reply.headers({ ...securityHeaders, 'x-request-id': request.id })),
    clientErrorHandler: (error, socket) => answerUnreadable(kernel, error, socket),
  })
  app.server.maxConnections = maxConnections
  const leave = prepareLeave(app.server, leavePatienceMs)
  app.addHook('preClose', async () => {
    const cut = await leave()
    if (cut > 0) kernel.log.warn({ connections: cut }, 'connections were cut off at the end')
  })
  app.decorateRequest('locale', undefined)
  app.decorateRequest('orgId', undefined)
  await app.register(multipart, {
    limits: { files: 1, fields: 0, parts: 1, fileSize: 110 * 1024 * 1024, headerPairs: 20 },
    throwFileSizeLimit: true,
  })
  app.removeContentTypeParser(['application/json', 'text/plain'])
  acceptBodies(app)

  app.addHook('onRequest', (request, reply, done) => {
    kernel.inFlight.begin(request)
    void reply.headers(securityHeaders)
    void reply.header('x-request-id', request.id)
    if (parts.live && request.url.startsWith('/api/')) void reply.header('x-live-place', parts.live.place())
    done()
  })
  compressAnswers(app)
  if (parts.isOpen) askToWait(app, kernel, parts.isOpen)
  app.addHook('onResponse', (request, reply, done) => {
    kernel.inFlight.end(request)
    const route = request.routeOptions.url ?? 'unknown'
    parts.metrics.answered({ route, method: request.method, status: reply.statusCode, seconds: reply.elapsedTime / 1000 })
    kernel.log.debug({ requestId: request.id, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered')
    done()
  })
  app.setErrorHandler((error, request, reply) => answerFailure(kernel, error, request, reply))
  app.setNotFoundHandler((request, reply) => answerFailure(kernel, notFound(), request, reply))

  registerRoutes(app, { kernel, doorman, settings })
  registerPages(app, { kernel, doorman, settings })
  registerReference(app, kernel)
  registerPreflight(app)
  parts.extra?.(app)
  app.get('/health', async (_request, reply) => {
    const { ok, checks } = await parts.health()
    return reply.code(ok ? 200 : 503).send({ ok, checks })
  })
  app.get('/metrics', async (request, reply) => {
    if (!isOperator(request, kernel.config.adminToken)) throw notFound()
    return reply.type('text/plain; version=0.0.4').send(await parts.metrics.text())
  })
  app.get<{ Params: { org: string; id: string }; Querystring: Record<string, string> }>('/files/:org/:id', async (request, reply) => {
    const file = await answerFile(kernel, { ...request.params, query: request.query, range: request.headers.range })
    return reply.code(file.status).headers(file.headers).send(file.body)
  })
  registerAppIcon(app)
  if (parts.web) await registerWeb(app, doorman, parts.web)
  if (parts.live) acceptSockets(app, doorman, settings, parts.live.accept)
  return app
}

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(self), geolocation=(self), payment=()',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** JSON is read from bytes: broken UTF-8 is refused instead of repaired, and `__proto__` never becomes a prototype. */
function acceptBodies(app: FastifyInstance): void {
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (request.routeOptions.config.accepts === 'raw') return done(null, body)
    if (body.length === 0) return done(null, {})
    try {
      done(null, readJson(body))
    } catch {
      done(malformed())
    }
  })
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (request.routeOptions.config.accepts === 'raw') return done(null, body)
    if (body.length === 0) return done(null, {})
    done(new Problem('kernel.unsupported_media', 415))
  })
}

function readJson(body: Buffer): unknown {
  return JSON.parse(utf8.decode(body), (key, value: unknown) => {
    if (key === '__proto__' || (key === 'constructor' && typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype')))
      throw new SyntaxError('forbidden key')
    return value
  })
}

function acceptSockets(app: FastifyInstance, doorman: Doorman, settings: HttpSettings, upgrade: LiveUpgrade): void {
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refuse = (status: string): void => void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`)
    socket.on('error', () => socket.destroy())
    // Nothing catches what is thrown here: an address that is none must not end the process.
    if (URL.parse(request.url ?? '/', 'http://localhost')?.pathname !== '/api/v1/live') return refuse('404 Not Found')
    if (!isOwnOrigin(request.headers, settings.publicOrigin)) return refuse('403 Forbidden')
    doorman
      .identify(request.headers)
      .then(({ principal }) => (principal?.orgId ? upgrade(request, socket, head, principal) : refuse('401 Unauthorized')))
      .catch(() => refuse('503 Service Unavailable'))
  })
}

/** Fresh for every page: scripts and styles without it do not run. */
export const newNonce = (): string => randomBytes(16).toString('base64')
