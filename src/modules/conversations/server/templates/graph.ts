import { z } from 'zod'
import type { OpenChannel, Surroundings } from '#conversations/server/channels/channel-adapter.ts'
import { verdictOf, type Verdict } from '#conversations/server/channels/whatsapp/errors.ts'
import { optionalText } from '#conversations/server/channels/whatsapp/lenient.ts'
import { placeOf, transportTo } from '#conversations/server/channels/whatsapp/transport-by-egress.ts'
import { endOf, type HttpAnswer, type HttpRequest } from '#conversations/server/channels/whatsapp/transport.ts'

/** What the provider said no to. `subcode` tells the rules of templates apart; `words` are its own. */
export type Refused = { ok: false; verdict: Verdict; subcode: number | null; words: string | null }
export type Answer<T> = ({ ok: true } & T) | Refused

const failure = z.object({
  error: z.object({
    code: z.int(),
    error_subcode: z.int().nullish().catch(null),
    error_user_msg: optionalText(1000),
    message: optionalText(1000),
    error_data: z.object({ details: optionalText(1000) }).catch({ details: null }),
  }),
})
const created = z.object({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  status: optionalText(40),
  category: optionalText(40),
})
const success = z.object({ success: z.literal(true) })
const page = z.object({
  data: z.array(z.unknown()),
  paging: z
    .object({ cursors: z.object({ after: optionalText(1000) }), next: optionalText(4000) })
    .nullish()
    .catch(null),
})
const debug = z.object({ data: z.object({ app_id: z.union([z.string(), z.number()]).transform(String) }) })
const session = z.object({ id: z.string().regex(/^upload:/) })
const handle = z.object({ h: z.string().min(1).max(4000) })

const listedFields = 'id,name,language,category,status,quality_score,rejected_reason,components,parameter_format,previous_category'
const timeoutMs = 20_000
const mostPages = 100

export type ProviderTemplate = unknown

export type Graph = {
  /** Every template of the account, page by page. */
  list(): Promise<Answer<{ items: ProviderTemplate[] }>>
  create(template: object): Promise<Answer<{ id: string; status: string | null; category: string | null }>>
  edit(id: string, template: object): Promise<Answer<object>>
  remove(name: string, id: string): Promise<Answer<object>>
  /** An example of a header, through the resumable upload of the app behind the token; answers its handle. */
  upload(file: { bytes: Uint8Array; mimeType: string; name: string }): Promise<Answer<{ handle: string }>>
}

/** The management side of the provider for one account. Never throws for anything that the provider does. */
export function graphOf(around: Surroundings, channel: Omit<OpenChannel, 'id'>): Graph {
  const place = placeOf(around, channel)
  const send = transportTo(around, place)
  const base = `${place.baseUrl.replace(/\/$/, '')}/${place.version}`
  const account = `${base}/${encodeURIComponent(channel.wabaId)}/message_templates`

  async function call<T extends object>(
    request: Pick<HttpRequest, 'method' | 'url'> & Partial<HttpRequest>,
    read: z.ZodType<T>,
    isRepeatable: boolean,
  ): Promise<Answer<T>> {
    const headers = { authorization: `Bearer ${channel.token}`, ...request.headers }
    let answer: HttpAnswer
    try {
      answer = await send({ timeoutMs, maxBytes: 8 * 1024 * 1024, ...request, headers })
    } catch (error) {
      return { ok: false, verdict: verdictOf({ transport: endOf(error), isRepeatable }), subcode: null, words: null }
    }
    const body = jsonOf(answer.body)
    const value = answer.status >= 200 && answer.status < 300 ? read.safeParse(body) : undefined
    if (value?.success) return { ok: true, ...value.data }
    const problem = failure.safeParse(body).data?.error
    return {
      ok: false,
      verdict: verdictOf({ transport: 'answered', httpStatus: answer.status, code: problem?.code, isRepeatable }),
      subcode: problem?.error_subcode ?? null,
      words: problem ? (problem.error_user_msg ?? problem.error_data.details ?? problem.message) : null,
    }
  }
  const json = (url: string, body: object) => ({
    method: 'POST' as const,
    url,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

  return {
    async list() {
      const items: ProviderTemplate[] = []
      let after: string | null = null
      for (let turn = 0; turn < mostPages; turn++) {
        const query = new URLSearchParams({ fields: listedFields, limit: '100', ...(after !== null && { after }) })
        const answer = await call({ method: 'GET', url: `${account}?${query}` }, page, true)
        if (!answer.ok) return answer
        items.push(...answer.data)
        after = answer.paging?.next ? answer.paging.cursors.after : null
        if (after === null) break
      }
      return { ok: true, items }
    },
    create: (template) => call(json(account, template), created, false),
    edit: (id, template) => call(json(`${base}/${encodeURIComponent(id)}`, template), success, true),
    remove: (name, id) => call({ method: 'DELETE', url: `${account}?${new URLSearchParams({ name, hsm_id: id })}` }, success, true),
    async upload(file) {
      const about = await call(
        { method: 'GET', url: `${base}/debug_token?${new URLSearchParams({ input_token: channel.token })}` },
        debug,
        true,
      )
      if (!about.ok) return about
      const query = new URLSearchParams({ file_name: file.name, file_length: String(file.bytes.length), file_type: file.mimeType })
      const begun = await call({ method: 'POST', url: `${base}/${encodeURIComponent(about.data.app_id)}/uploads?${query}` }, session, true)
      if (!begun.ok) return begun
      const headers = { authorization: `OAuth ${channel.token}`, file_offset: '0', 'content-type': 'application/octet-stream' }
      const done = await call(
        { method: 'POST', url: `${base}/${begun.id}`, headers, body: file.bytes, timeoutMs: timeoutMs * 3 },
        handle,
        true,
      )
      return done.ok ? { ok: true, handle: done.h } : done
    },
  }
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}
