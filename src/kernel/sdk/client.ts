/** What an endpoint takes and gives, by its name `METHOD /path`. */
export type Operation = { input: object; output: unknown; isVersioned?: true; takesFile?: true }

/** Where the installation is (`https://yapa.example`) and the API key to ask it with. `language` is that of its sentences. */
export type Access = { address: string; key: string; language?: 'es' | 'en' | 'pt'; fetch?: typeof fetch }

/** `idempotencyKey`: the same one does a thing once, however often it is asked; each call has one of its own when absent. */
export type CallOptions<O> = { idempotencyKey?: string; signal?: AbortSignal } & (O extends { isVersioned: true }
  ? { ifMatch: number }
  : unknown) &
  (O extends { takesFile: true } ? { file: Blob } : unknown)

/** Asks one endpoint. Throws `YapaProblem`, or what `fetch` throws when there is no connection. */
export type Client<Operations> = <Name extends keyof Operations & string>(
  name: Name,
  input: Operations[Name] extends { input: infer Input } ? Input : never,
  ...options: object extends CallOptions<Operations[Name]> ? [CallOptions<Operations[Name]>?] : [CallOptions<Operations[Name]>]
) => Promise<Operations[Name] extends { output: infer Output } ? Output : never>

type Told = { code?: string; title?: string; details?: Record<string, unknown>; issues?: { path: string; message: string }[] }

/** A refusal: a stable `code`, its sentence in `message`, and a sentence for each field of the input that is wrong. */
export class YapaProblem extends Error {
  readonly status: number
  readonly code: string
  readonly details: Record<string, unknown>
  readonly issues: { path: string; message: string }[]
  /** When to ask again, if the server said so. */
  readonly retryAfterSeconds: number | undefined

  constructor(status: number, told: Told, retryAfterSeconds: number | undefined) {
    super(told.title ?? `the server answered ${status}`)
    this.name = 'YapaProblem'
    this.status = status
    this.code = told.code ?? `http.${status}`
    this.details = told.details ?? {}
    this.issues = told.issues ?? []
    this.retryAfterSeconds = retryAfterSeconds
  }
}

export function openClient<Operations>({ address, key, language = 'es', fetch: ask = fetch }: Access): Client<Operations> {
  const client = async (name: string, input: object, options: { idempotencyKey?: string; ifMatch?: number; file?: Blob } = {}) => {
    const { url, ...request } = requestOf(name, input, options)
    const headers = { authorization: `Bearer ${key}`, 'accept-language': language, ...request.headers }
    const answer = await ask(new URL(url, address), { ...options, ...request, headers })
    const text = await answer.text()
    if (answer.ok) return text === '' ? undefined : JSON.parse(text)
    throw new YapaProblem(answer.status, read(text), Number(answer.headers.get('retry-after')) || undefined)
  }
  return client as Client<Operations>
}

/** `:name` parts of the path come from the input; the rest is the query of what has no JSON body, or that body. */
function requestOf(
  name: string,
  input: object,
  { idempotencyKey, ifMatch, file }: { idempotencyKey?: string; ifMatch?: number; file?: Blob },
) {
  const [method = '', path = ''] = name.split(' ')
  const rest = new Map(Object.entries(input).filter(([, value]) => value !== undefined))
  const target = path.replaceAll(/:([a-zA-Z]+)/g, (_all, part: string) => {
    const value = rest.get(part)
    rest.delete(part)
    if (value === undefined || value === '') throw new RangeError(`${name} lacks ${part}`)
    return encodeURIComponent(String(value))
  })
  const headers: Record<string, string> = {}
  if (method !== 'GET') headers['idempotency-key'] = idempotencyKey ?? crypto.randomUUID()
  if (ifMatch !== undefined) headers['if-match'] = `"${ifMatch}"`
  const isInQuery = method === 'GET' || method === 'DELETE' || file !== undefined
  const query = new URLSearchParams(
    isInQuery ? [...rest].flatMap(([one, value]) => [value].flat().map((each): [string, string] => [one, String(each)])) : [],
  )
  const url = `/api/v1${target}${query.size > 0 ? `?${query}` : ''}`
  if (file !== undefined) {
    const body = new FormData()
    body.append('file', file)
    return { url, method, headers, body }
  }
  if (isInQuery) return { url, method, headers }
  return { url, method, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(Object.fromEntries(rest)) }
}

function read(text: string): Told {
  try {
    return JSON.parse(text) as Told
  } catch {
    // The error page of some proxy in between.
    return {}
  }
}
