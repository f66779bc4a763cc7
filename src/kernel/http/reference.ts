import type { FastifyInstance } from 'fastify'
import type { Kernel } from '#kernel/context.ts'
import { openApi } from '#kernel/http/openapi.ts'
import { groupsOf, overview, schemas, styleHash } from '#kernel/http/reference-page.ts'
import { notFound } from '#kernel/problem.ts'
import { sdk } from '#kernel/sdk/sdk.ts'

const cached = 'public, max-age=300'

/** `/api/openapi.json`, `/api/sdk.ts`, and `/api/reference` for people, a page for each module: all made once, from the endpoints themselves. */
export function registerReference(app: FastifyInstance, kernel: Kernel): void {
  let document: ReturnType<typeof openApi> | undefined
  const read = () => (document ??= openApi(kernel.modules, kernel.translator('en')))
  app.get('/api/openapi.json', async (_request, reply) => reply.header('cache-control', cached).send(await read()))
  let library: Promise<string> | undefined
  app.get('/api/sdk.ts', async (_request, reply) => {
    const text = await (library ??= sdk(kernel.modules))
    return reply.header('cache-control', cached).type('text/plain; charset=utf-8').send(text)
  })
  let groups: Promise<ReturnType<typeof groupsOf>> | undefined
  const pages = new Map<string, string>()
  app.get<{ Params: { module?: string } }>('/api/reference/:module?', async (request, reply) => {
    const { module = '' } = request.params
    const all = await (groups ??= read().then(groupsOf))
    const group = all.get(module)
    if (module !== '' && !group) throw notFound()
    const body = pages.get(module) ?? (group ? schemas(module, group) : overview(all))
    pages.set(module, body)
    return reply
      .header('content-security-policy', `default-src 'none'; style-src 'sha256-${styleHash}'`)
      .header('cache-control', cached)
      .type('text/html; charset=utf-8')
      .send(body)
  })
}
