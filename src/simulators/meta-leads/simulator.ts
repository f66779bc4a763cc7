import { createHmac } from 'node:crypto'
import { liveClock, randomFrom, type Clock } from '../whatsapp/clock-and-random.ts'
import { overHttp, type Outgoing } from '../whatsapp/outgoing-http.ts'

/**
 * A stand-in of the forms of advertisements on Facebook and Instagram: pages with their forms, leads that are told of
 * over a signed webhook and fetched by their number, with the provider's codes, repetitions and delays.
 */
export type Page = {
  id: string
  name: string
  token: string
  appSecret: string
  webhookUrl?: string
  verifyToken?: string
  isSubscribed?: boolean
}
export type Question = { key: string; label: string; type: string }
export type Form = { id: string; pageId: string; name: string; questions: Question[] }
type Answer = { name: string; values: string[] }
export type Lead = { id: string; formId: string; pageId: string; createdAt: number; answers: Answer[]; isTest: boolean }

type Effect =
  | { at: 'webhook'; effect: 'duplicate' | 'lose' | 'bad-signature' }
  | { at: 'webhook'; effect: 'delay'; ms: number }
  | { at: 'graph'; effect: 'busy' | 'token' | 'permission' | 'gateway' | 'reset' }
export type Fault = Effect & { times?: number }
export type Reply = { status: number; body: string; isReset?: true }
export type Delivery = { url: string; body: string; state: 'waiting' | 'delivered' | 'dropped'; attempts: (number | null)[] }

const sevenDaysMs = 7 * 86_400_000

export type MetaLeadsSimulator = ReturnType<typeof createMetaLeadsSimulator>

export function createMetaLeadsSimulator({
  seed,
  clock = liveClock(),
  outgoing = overHttp,
  retryFirstMs = 1_000,
}: {
  seed: string
  clock?: Clock
  outgoing?: Outgoing
  retryFirstMs?: number
}) {
  const random = randomFrom(`meta-leads/${seed}`)
  const pages = new Map<string, Page & { isSubscribed: boolean }>()
  const forms = new Map<string, Form>()
  const leads = new Map<string, Lead>()
  let faults: (Effect & { times: number })[] = []
  let deliveries: Delivery[] = []
  const running = new Set<Promise<void>>()

  const strike = <A extends Effect['at']>(at: A): Extract<Effect, { at: A }> | undefined => {
    const found = faults.find((fault) => fault.at === at && fault.times > 0)
    if (found) found.times--
    return found as Extract<Effect, { at: A }> | undefined
  }

  const ok = (value: unknown): Reply => ({ status: 200, body: JSON.stringify(value) })
  const no = (status: number, code: number, message: string, subcode?: number): Reply => ({
    status,
    body: JSON.stringify({
      error: {
        message,
        type: 'OAuthException',
        code,
        ...(subcode !== undefined && { error_subcode: subcode }),
        fbtrace_id: random.hex(11),
      },
    }),
  })
  const nothing = (id: string): Reply =>
    no(400, 100, `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions`, 33)
  const failed = (effect: Extract<Effect, { at: 'graph' }>['effect']): Reply => {
    if (effect === 'busy') return no(400, 4, 'Application request limit reached')
    if (effect === 'token') return no(401, 190, 'Error validating access token: the session has been invalidated', 460)
    if (effect === 'permission') return no(403, 200, 'Requires leads_retrieval permission to manage the object')
    return effect === 'reset' ? { status: 0, body: '', isReset: true } : { status: 502, body: '<html>Bad Gateway</html>' }
  }

  /** One request of the interface: `path` without the version, `token` of its Authorization. */
  function graph(method: string, path: string, query: URLSearchParams, token: string | undefined): Reply {
    const fault = strike('graph')
    if (fault) return failed(fault.effect)
    const owner = [...pages.values()].find((page) => page.token === token)
    if (!owner) return no(401, 190, 'Invalid OAuth access token - Cannot parse access token')
    const [id = '', edge] = path.split('/').filter(Boolean)
    const page = pages.get(id)
    if (page) {
      if (page !== owner) return no(403, 10, 'Application does not have permission for this action')
      if (!edge && method === 'GET') return ok({ id, name: page.name })
      if (edge === 'leadgen_forms') return ok({ data: [...forms.values()].filter((form) => form.pageId === id).map(formShown) })
      if (edge === 'subscribed_apps' && method === 'POST') {
        page.isSubscribed = query.get('subscribed_fields')?.split(',').includes('leadgen') === true
        return ok({ success: true })
      }
      if (edge === 'subscribed_apps') return ok({ data: page.isSubscribed ? [{ subscribed_fields: ['leadgen'] }] : [] })
      return nothing(path)
    }
    const form = forms.get(id)
    if (form?.pageId === owner.id) {
      if (edge === 'test_leads' && method === 'POST') return ok({ id: submit({ formId: id, answers: testAnswers(form), isTest: true }).id })
      if (edge === 'leads') return ok({ data: [...leads.values()].filter((lead) => lead.formId === id).map(leadShown) })
      return edge ? nothing(path) : ok(formShown(form))
    }
    const lead = leads.get(id)
    return lead?.pageId === owner.id && !edge && method === 'GET' ? ok(leadShown(lead)) : nothing(id)
  }

  const formShown = ({ id, name, questions }: Form) => ({
    id,
    name,
    status: 'ACTIVE',
    questions: questions.map((one, i) => ({ id: `${id}${i}`, ...one })),
  })
  const leadShown = ({ id, formId, createdAt, answers, isTest }: Lead) => ({
    id,
    created_time: new Date(createdAt).toISOString().replace(/\.\d+Z$/, '+0000'),
    form_id: formId,
    is_organic: false,
    platform: 'ig',
    ...(!isTest && {
      ad_id: `7${formId}`,
      ad_name: 'Promo de primavera',
      adset_id: `8${formId}`,
      campaign_id: `9${formId}`,
      campaign_name: 'Primavera',
    }),
    field_data: answers,
  })
  const testAnswers = ({ questions }: Form): Answer[] =>
    questions.map(({ key, type }) => ({
      name: key,
      values: [
        type === 'EMAIL'
          ? 'test@fb.com'
          : type === 'PHONE'
            ? '<test lead: dummy data for phone_number>'
            : `<test lead: dummy data for ${key}>`,
      ],
    }))

  /** Somebody answers a form. */
  function submit({ formId, answers, isTest = false }: { formId: string; answers: Answer[]; isTest?: boolean }): Lead {
    const form = forms.get(formId)
    if (!form) throw new Error(`no form ${formId}`)
    const lead = { id: `1${random.digits(15)}`, formId, pageId: form.pageId, createdAt: clock.now(), answers, isTest }
    leads.set(lead.id, lead)
    tell(lead)
    return lead
  }

  /** Tells of leads, also again or of ones that are long gone, in one delivery. */
  function tell(...told: Pick<Lead, 'id' | 'pageId' | 'formId' | 'createdAt'>[]): void {
    const page = pages.get(told[0]?.pageId ?? '')
    if (!page?.webhookUrl || !page.isSubscribed) return
    const fault = strike('webhook')
    if (fault?.effect === 'lose') return
    const time = Math.floor(clock.now() / 1_000)
    const changes = told.map(({ id, pageId, formId, createdAt }) => ({
      field: 'leadgen',
      // Numbers here, text elsewhere, as the provider does.
      value: { leadgen_id: id, page_id: pageId, form_id: formId, ad_id: `7${formId}`, created_time: Math.floor(createdAt / 1_000) },
    }))
    const body = JSON.stringify({ object: 'page', entry: [{ id: page.id, time, changes }] }).replaceAll('/', '\\/')
    const secret = fault?.effect === 'bad-signature' ? `${page.appSecret}-wrong` : page.appSecret
    const go = (): void => post(page.webhookUrl ?? '', body, secret)
    for (let copy = 0; copy < (fault?.effect === 'duplicate' ? 2 : 1); copy++) {
      if (fault?.effect === 'delay') clock.at(clock.now() + fault.ms, go)
      else go()
    }
  }

  function post(url: string, body: string, secret: string): void {
    const delivery: Delivery = { url, body, state: 'waiting', attempts: [] }
    deliveries.push(delivery)
    attempt(delivery, secret, clock.now())
  }

  function attempt(delivery: Delivery, secret: string, first: number): void {
    const work = outgoing({
      method: 'POST',
      url: delivery.url,
      headers: {
        'content-type': 'application/json',
        'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(delivery.body).digest('hex')}`,
      },
      body: Buffer.from(delivery.body),
      timeoutMs: 10_000,
    }).then(
      ({ status }) => after(delivery, secret, first, status),
      () => after(delivery, secret, first, null),
    )
    running.add(work)
    void work.finally(() => running.delete(work))
  }

  function after(delivery: Delivery, secret: string, first: number, status: number | null): void {
    delivery.attempts.push(status)
    if (status === 200) {
      delivery.state = 'delivered'
      return
    }
    const wait = Math.min(retryFirstMs * 2 ** (delivery.attempts.length - 1), 3_600_000)
    if (clock.now() + wait - first > sevenDaysMs) delivery.state = 'dropped'
    else clock.at(clock.now() + wait, () => attempt(delivery, secret, first))
  }

  return {
    graph,
    /** A page as its owner has set it up; `isSubscribed` once its app asked for its leads. */
    register(page: Page): void {
      pages.set(page.id, { isSubscribed: false, ...pages.get(page.id), ...page })
    },
    addForm(form: Form): void {
      forms.set(form.id, form)
    },
    submit,
    tell,
    /** Whether the receiver knows the token of the page. */
    async verify(pageId: string): Promise<boolean> {
      const page = pages.get(pageId)
      if (!page?.webhookUrl) return false
      const url = new URL(page.webhookUrl)
      const challenge = random.digits(10)
      url.search = new URLSearchParams({
        'hub.mode': 'subscribe',
        'hub.challenge': challenge,
        'hub.verify_token': page.verifyToken ?? '',
      }).toString()
      const answer = await outgoing({ method: 'GET', url: url.href, headers: {}, timeoutMs: 10_000 }).catch(() => undefined)
      return answer?.status === 200 && answer.body.toString('utf8') === challenge
    },
    withdrawToken(pageId: string, token: string): void {
      const page = pages.get(pageId)
      if (page) page.token = token
    },
    remove(leadId: string): void {
      leads.delete(leadId)
    },
    setFault({ times = 1, ...fault }: Fault): void {
      faults.push({ ...fault, times } as Effect & { times: number })
    },
    pages: () => [...pages.values()].map(({ token: _token, appSecret: _secret, ...page }) => page),
    leads: () => [...leads.values()],
    deliveries: () => deliveries.map((one) => ({ ...one })),
    now: () => clock.now(),
    advance: (ms: number) => clock.advance(ms, settle),
    settle,
    reset(): void {
      pages.clear()
      forms.clear()
      leads.clear()
      faults = []
      deliveries = []
      clock.clear()
    },
  }

  async function settle(): Promise<void> {
    while (running.size > 0) await Promise.all(running)
  }
}
