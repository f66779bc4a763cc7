import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { platformContext, type Door } from '#kernel/http/routes.ts'
import { newNonce } from '#kernel/http/server.ts'
import { localeOf } from '#kernel/i18n/messages.ts'
import type { PublicPage } from '#kernel/module.ts'

/** Nothing but what stands in the page itself, and pictures and requests of this origin. */
const policy = (nonce: string, isEmbeddable: boolean): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${isEmbeddable ? '*' : "'none'"}`,
  ].join('; ')

/** The pages that modules have for people without an account. They know no session: what a visitor sees depends on the address alone. */
export function registerPages(app: FastifyInstance, door: Door): void {
  for (const page of door.kernel.modules.flatMap((module) => module.pages ?? []))
    app.route({
      method: page.method,
      url: page.path,
      config: { accepts: 'raw' },
      bodyLimit: 64 * 1024,
      handler: (request, reply) => answer(door, page, request, reply),
    })
}

async function answer(door: Door, page: PublicPage, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  request.locale = localeOf(request.headers['accept-language'])
  const ctx = platformContext(door, { request, reply, principal: null, name: page.path }, () => {})
  const nonce = newNonce()
  const words = Object.entries({ ...(request.query as object), ...(request.params as object) })
  const query = Object.fromEntries(words.flatMap(([name, value]) => (typeof value === 'string' ? [[name, kept(value)] as const] : [])))
  const typed = new URLSearchParams(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '')
  const form = new URLSearchParams([...typed].map(([name, value]) => [name, kept(value)]))
  const answered = await page.handle(ctx, { query, form, nonce })
  if (answered.kind === 'script')
    return reply
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('cache-control', 'public, max-age=300')
      .type('text/javascript; charset=utf-8')
      .send(answered.body)
  if (answered.isEmbeddable) void reply.header('cross-origin-resource-policy', 'cross-origin')
  return reply
    .code(answered.status ?? 200)
    .header('content-security-policy', policy(nonce, answered.isEmbeddable))
    .type('text/html; charset=utf-8')
    .send(answered.html)
}

/** Without U+0000, which no keyboard writes and no table holds. */
const kept = (text: string): string => text.replaceAll('\u0000', '')
