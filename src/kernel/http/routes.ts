import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Principal } from '#kernel/auth/principal.ts'
import { anyone, member, signedIn, type Endpoint } from '#kernel/contract/declare.ts'
import { newId } from '#kernel/contract/ids.ts'
import { asSystem, inTenant, readInTenant, resourcesOf, type Caller, type Kernel } from '#kernel/context.ts'
import type { Actor, Ctx, PlatformCtx } from '#kernel/ctx.ts'
import { assertFits, parseInput, problemAnswer, problemOf } from '#kernel/http/answer.ts'
import { bearerOf, refuseForeignOrigin, type Doorman } from '#kernel/http/authenticate.ts'
import { allowOrigin } from '#kernel/http/cors.ts'
import { once } from '#kernel/http/idempotency.ts'
import { receive } from '#kernel/http/upload.ts'
import { localeOf } from '#kernel/i18n/messages.ts'
import type { Locale } from '#kernel/i18n/translate.ts'
import type { Route } from '#kernel/module.ts'
import { apiKeyInvalid, mayNot, ifMatchMissing, malformed, notFound, type Problem, unauthenticated } from '#kernel/problem.ts'

export type HttpSettings = { publicOrigin: string | undefined; cookies: { prefix: string; isSecure: boolean } }
export type Door = { kernel: Kernel; doorman: Doorman; settings: HttpSettings }

const defaultBodyLimit = 64 * 1024
const isRead = (endpoint: Endpoint): boolean => endpoint.method === 'GET'

/** Registers every declared endpoint: authenticate, validate, run the use case in its transaction, answer. */
export function registerRoutes(app: FastifyInstance, door: Door): void {
  for (const route of door.kernel.modules.flatMap((module) => module.routes ?? [])) {
    app.route({
      method: route.endpoint.method,
      url: `/api/v1${route.endpoint.path}`,
      bodyLimit: route.endpoint.bodyLimit ?? defaultBodyLimit,
      config: { accepts: route.endpoint.accepts ?? 'json' },
      handler: (request, reply) => answer(door, route, request, reply),
    })
  }
}

async function answer(door: Door, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { doorman, settings, kernel } = door
  const { principal, byCookie } = await doorman.identify(request.headers)
  refuseForeignOrigin(request, byCookie, settings.publicOrigin)
  allowOrigin(request, reply, principal, route.endpoint.fromAnywhere)
  const locale = principal?.locale ?? localeOf(request.headers['accept-language'])
  request.locale = locale
  request.orgId = principal?.orgId ?? undefined
  if (route.scope === 'platform') {
    if (route.endpoint.permission !== anyone && !principal?.person) throw principal ? unauthenticated() : strange(request)
    const input = parseInput(route.endpoint.input, inputOf(route.endpoint, request), locale, kernel.translator(locale))
    return answerPlatform(door, route, request, reply, principal, input)
  }
  if (!principal) throw strange(request)
  if (!principal.orgId) throw notFound()
  refuseWithoutRight(route.endpoint, principal)
  const upload = route.endpoint.accepts === 'file' ? await receive(request) : undefined
  const caller: Caller = {
    org: principal.orgId,
    actor: principal.actor,
    locale,
    zone: principal.zone,
    requestId: request.id,
    ifMatch: route.endpoint.versioned ? expectedVersion(request.headers['if-match']) : undefined,
    upload,
  }
  const input = parseInput(route.endpoint.input, inputOf(route.endpoint, request), locale, kernel.translator(locale))
  const run = async (ctx: Ctx): Promise<unknown> => {
    const output = await route.handle(ctx as never, input as never)
    if (kernel.checksContracts) assertFits(route.endpoint.output, output, route.endpoint.path)
    return output
  }
  if (isRead(route.endpoint)) return sendJson(reply, await readInTenant(kernel, caller, run))
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string') return sendJson(reply, await inTenant(kernel, caller, run))
  const kept = await inTenant(kernel, caller, (ctx) =>
    once(
      ctx,
      key,
      { route: `${request.method} ${request.url} ${request.headers['if-match'] ?? ''}`, body: request.body, upload },
      async () => {
        const output = await run(ctx)
        return { status: output === undefined ? 204 : 200, answer: output === undefined ? '' : JSON.stringify(output) }
      },
    ),
  )
  if (kept.repeated) void reply.header('idempotency-replayed', 'true')
  if (kept.status === 204) return reply.code(204).send()
  return setVersion(reply, JSON.parse(kept.answer)).type('application/json; charset=utf-8').send(kept.answer)
}

/** Nobody that we know. Of a key it is not told whether it never was one, has ended or was taken back. */
const strange = ({ headers }: FastifyRequest): Problem => (bearerOf(headers.authorization) ? apiKeyInvalid() : unauthenticated())

async function answerPlatform(
  door: Door,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  principal: Principal | null,
  input: unknown,
): Promise<FastifyReply> {
  const { kernel } = door
  let text: string | undefined
  const ctx = platformContext(door, { request, reply, principal, name: route.endpoint.path }, (body) => void (text = body))
  // Each statement commits by itself: a refused login must keep its count, and no connection may wait while a password is hashed.
  const output = await route.handle(ctx as never, input as never)
  if (text !== undefined) return reply.type('text/plain; charset=utf-8').send(text)
  if (kernel.checksContracts) assertFits(route.endpoint.output, output, route.endpoint.path)
  return sendJson(reply, output)
}

type Asking = { request: FastifyRequest; reply: FastifyReply; principal: Principal | null; name: string }

/** For whoever answers outside of any tenant: platform endpoints and the pages of people without an account. */
export function platformContext(door: Door, { request, reply, principal, name }: Asking, text: (body: string) => void): PlatformCtx {
  const { kernel } = door
  const locale = languageOf(request)
  return {
    ...resourcesOf(kernel),
    now: kernel.clock.now(),
    requestId: request.id,
    locale,
    t: kernel.translator(locale),
    log: kernel.log.child({ requestId: request.id }),
    person:
      principal?.person && principal.sessionId
        ? { id: principal.person.id, sessionId: principal.sessionId, orgId: principal.orgId }
        : undefined,
    request: {
      ip: request.ip,
      userAgent: String(request.headers['user-agent'] ?? '').slice(0, 300),
      origin: kernel.config.publicUrl,
      header: (name) => [request.headers[name.toLowerCase()]].flat()[0],
      rawBody: Buffer.isBuffer(request.body) ? request.body : undefined,
    },
    reply: { ...cookiesOf(reply, door.settings), text },
    sql: kernel.db.platform,
    inOrg: (org, run, { asPerson } = {}) =>
      asSystem(kernel, org, { name, requestId: request.id, actor: asPerson && powerless(asPerson) }, run),
    newId: () => newId(),
  }
}

/** Before anything of the request is read: who may not do a thing learns nothing about it. */
function refuseWithoutRight({ permission }: Endpoint, { actor }: Principal): void {
  if (permission === member || permission === signedIn || permission === anyone || actor.kind === 'system') return
  if (!actor.permissions.has(permission.code)) throw mayNot(actor, permission)
}

const powerless = ({ id, name }: { id: string; name: string }): Actor => ({
  kind: 'user',
  id,
  name,
  permissions: new Set(),
  teamIds: [],
  sessionId: '',
})

/** One flat input: the path's names, then the query (reads) or the JSON body. The path wins over the rest. */
function inputOf(endpoint: Endpoint, request: FastifyRequest): unknown {
  const params = request.params as Record<string, string>
  const isQuery = isRead(endpoint) || endpoint.method === 'DELETE' || endpoint.accepts === 'raw' || endpoint.accepts === 'file'
  const rest = isQuery ? (request.query ?? {}) : (request.body ?? {})
  if (typeof rest !== 'object' || Array.isArray(rest)) throw malformed()
  return { ...rest, ...params }
}

function expectedVersion(header: string | undefined): number {
  const version = /^"?(\d{1,15})"?$/.exec(header ?? '')?.[1]
  if (version === undefined) throw ifMatchMissing()
  return Number(version)
}

function sendJson(reply: FastifyReply, output: unknown): FastifyReply {
  if (output === undefined) return reply.code(204).send()
  return setVersion(reply, output).type('application/json; charset=utf-8').send(JSON.stringify(output))
}

function setVersion(reply: FastifyReply, output: unknown): FastifyReply {
  const version = (output as { version?: unknown } | null)?.version
  return typeof version === 'number' ? reply.header('etag', `"${version}"`) : reply
}

const cookiesOf = (reply: FastifyReply, { cookies }: HttpSettings) => {
  const set = (name: string, value: string, maxAgeSeconds: number): void => {
    const flags = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${Math.floor(maxAgeSeconds)}${cookies.isSecure ? '; Secure' : ''}`
    void reply.header('set-cookie', [
      ...[reply.getHeader('set-cookie') ?? []].flat().map(String),
      `${cookies.prefix}${name}=${value}; ${flags}`,
    ])
  }
  return { setCookie: set, clearCookie: (name: string) => set(name, '', 0) }
}

const languageOf = ({ locale, headers }: FastifyRequest): Locale => locale ?? localeOf(headers['accept-language'])

/** The last handler: every failure leaves as problem+json; what is not the caller's to mend is logged with its request id. */
export function answerFailure(kernel: Kernel, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error)
  const t = kernel.translator(languageOf(request))
  if (!problem) kernel.log.error({ err: error, requestId: request.id, url: request.routeOptions.url }, 'request failed')
  const known = problem ?? { code: 'kernel.internal', status: 500, details: {}, name: 'Problem', message: '' }
  const retryAfter = (known.details as { retryAfterSeconds?: number }).retryAfterSeconds
  if (retryAfter) void reply.header('retry-after', String(Math.ceil(retryAfter)))
  return reply
    .code(known.status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemAnswer(known, request.id, t)))
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the person, or of the browser; not known yet where a request is refused before anybody looked. */
    locale: Locale | undefined
    orgId: string | undefined
  }
  interface FastifyContextConfig {
    accepts?: 'json' | 'file' | 'raw'
  }
}
