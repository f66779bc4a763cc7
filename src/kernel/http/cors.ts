import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Principal } from '#kernel/auth/principal.ts'

/**
 * Pages of other origins may use an API key if its organization lists them. The question before the request (preflight)
 * carries no key, so it is answered for everybody: it grants nothing, the answer to the request itself does. Cookies never
 * count from elsewhere.
 */
export function registerPreflight(app: FastifyInstance): void {
  app.options('/api/v1/*', async (request, reply) => {
    if (request.headers.origin === undefined) return reply.code(204).send()
    return reply
      .code(204)
      .headers({
        'access-control-allow-origin': request.headers.origin,
        'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
        'access-control-allow-headers': 'authorization, content-type, idempotency-key, if-match, accept-language',
        'access-control-max-age': '600',
        vary: 'origin',
      })
      .send()
  })
}

/** Lets the page that asked read the answer, when the organization of its key knows it. */
export function allowOrigin(request: FastifyRequest, reply: FastifyReply, principal: Principal | null, fromAnywhere = false): void {
  const { origin } = request.headers
  if (fromAnywhere) return void reply.headers({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' })
  if (origin === undefined || !principal?.allowedOrigins?.includes(origin)) return
  void reply.headers({
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'etag, x-request-id, retry-after, idempotency-replayed',
    'cross-origin-resource-policy': 'cross-origin',
    vary: 'origin',
  })
}
