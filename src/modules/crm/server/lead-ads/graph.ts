import { z } from 'zod'
import type { Resources } from '#kernel/resources.ts'
import { EgressFailure } from '#kernel/egress/egress.ts'
import type { LeadPageFailure } from '#crm/contract/lead-ads.ts'

type Around = Pick<Resources, 'config' | 'egress'>
/** `isDemo`: an invented organization talks to the stand-in on this machine and to nothing else. */
export type PageAccess = { pageId: string; token: string; isDemo: boolean }
/** `busy`: worth trying again soon. `gone`: there is no such thing, or not any more. */
export type Failed = { ok: false; failure: LeadPageFailure | 'busy' | 'gone' }
export type Answer<T> = { ok: true; value: T } | Failed

const text = z.union([z.string(), z.number()]).transform(String)
const optional = text.nullish().transform((value) => value?.slice(0, 200) ?? null)

const Page = z.object({ id: text, name: z.string().catch('') })
const Question = z.object({ key: z.string(), label: z.string().catch(''), type: z.string().catch('CUSTOM') })
const Forms = z.object({
  data: z.array(z.object({ id: text, name: z.string().catch(''), questions: z.array(Question).catch([]) })),
})
export const AdLead = z.object({
  id: text,
  created_time: z.string(),
  ad_id: optional,
  ad_name: optional,
  adset_id: optional,
  campaign_id: optional,
  campaign_name: optional,
  form_id: optional,
  is_organic: z.boolean().nullish(),
  platform: optional,
  field_data: z.array(z.object({ name: z.string().max(200), values: z.array(text) })),
  custom_disclaimer_responses: z.array(z.object({ checkbox_key: z.string(), is_checked: z.union([z.boolean(), z.string()]) })).nullish(),
})
export type AdLead = z.infer<typeof AdLead>

const leadFields =
  'created_time,ad_id,ad_name,adset_id,campaign_id,campaign_name,form_id,is_organic,platform,field_data,custom_disclaimer_responses'

export const page = (around: Around, access: PageAccess): Promise<Answer<z.infer<typeof Page>>> =>
  ask(around, access, 'GET', access.pageId, { fields: 'name' }, Page)
/** From then on the provider tells of new leads of this page. */
export const subscribe = (around: Around, access: PageAccess): Promise<Answer<unknown>> =>
  ask(around, access, 'POST', `${access.pageId}/subscribed_apps`, { subscribed_fields: 'leadgen' }, z.unknown())
export const forms = (around: Around, access: PageAccess): Promise<Answer<z.infer<typeof Forms>>> =>
  ask(around, access, 'GET', `${access.pageId}/leadgen_forms`, { fields: 'id,name,questions', limit: '50' }, Forms)
export const lead = (around: Around, access: PageAccess, leadgenId: string): Promise<Answer<AdLead>> =>
  ask(around, access, 'GET', encodeURIComponent(leadgenId), { fields: leadFields }, AdLead)
export const makeTestLead = (around: Around, access: PageAccess, formId: string): Promise<Answer<unknown>> =>
  ask(around, access, 'POST', `${formId}/test_leads`, {}, z.unknown())

async function ask<T>(
  { config, egress }: Around,
  { token, isDemo }: PageAccess,
  method: 'GET' | 'POST',
  path: string,
  query: Record<string, string>,
  schema: z.ZodType<T>,
): Promise<Answer<T>> {
  const base = isDemo ? `${config.simulatorUrl}/meta-leads/v26.0` : config.metaUrl
  const answer = await egress
    .fetch({
      url: `${base}/${path}?${new URLSearchParams(query).toString()}`,
      method,
      headers: { authorization: `Bearer ${token}` },
      timeoutMs: 10_000,
      redirects: 0,
      allowPrivate: !isDemo,
      onlyLocalSimulator: isDemo,
    })
    .catch((error: unknown) => {
      if (error instanceof EgressFailure) return null
      throw error
    })
  if (!answer) return { ok: false, failure: 'unreachable' }
  const body = jsonOf(answer.body)
  if (answer.status >= 200 && answer.status < 300) {
    const read = schema.safeParse(body)
    return read.success ? { ok: true, value: read.data } : { ok: false, failure: 'busy' }
  }
  return { ok: false, failure: failureOf(answer.status, body) }
}

const ErrorBody = z.object({ error: z.object({ code: z.number().catch(0), error_subcode: z.number().nullish().catch(null) }) })

/** Codes of the provider: 190 tokens, 10 and 200-299 rights, 4/17/32/613 and 80000-80999 too many calls, 100 with 33 nothing there. */
export function failureOf(status: number, body: unknown): Failed['failure'] {
  const read = ErrorBody.safeParse(body)
  const { code, error_subcode: subcode } = read.success ? read.data.error : { code: 0, error_subcode: null }
  if (code === 190 || code === 102) return 'token'
  if (code === 10 || (code >= 200 && code <= 299)) return 'permission'
  if ([1, 2, 4, 17, 32, 613].includes(code) || (code >= 80_000 && code <= 80_999)) return 'busy'
  if (code === 803 || (code === 100 && subcode === 33) || status === 404) return 'gone'
  return status >= 500 || status === 429 ? 'busy' : status === 401 ? 'token' : status === 403 ? 'permission' : 'gone'
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}
