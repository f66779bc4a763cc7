import type { Endpoint, InputOf, OutputOf } from '#kernel/contract/declare.ts'
import { newKey } from '#web/keys.ts'

export type Issue = { path: string; message: string }

/**
 * What the server refused, in words of the person's language (`title`), or why it could not be asked: `web.offline`
 * (no connection), `web.page_offline` (nor was this page ever opened here), `web.page_slow` (nor did it arrive over
 * hardly any connection), `web.timeout` (no answer; nobody knows whether it was done). Those have the status 0.
 */
export class ApiProblem extends Error {
  readonly code: string
  readonly status: number
  readonly title: string
  readonly issues: readonly Issue[]
  readonly details: Record<string, unknown>
  constructor(problem: { code: string; status: number; title?: string; issues?: readonly Issue[]; details?: Record<string, unknown> }) {
    super(problem.title ?? problem.code)
    this.name = 'ApiProblem'
    this.code = problem.code
    this.status = problem.status
    this.title = problem.title ?? ''
    this.issues = problem.issues ?? []
    this.details = problem.details ?? {}
  }
}

export const isOffline = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.code === 'web.offline' || error.code === 'web.page_offline')

/** The same request may succeed a moment later. Unsafe ones carry an idempotency key, so that asking again is harmless. */
export const isPassing = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.status === 0 || error.status === 502 || error.status === 503 || error.status === 504)

/** Somebody else changed it after it was read. */
export const isClash = (error: unknown): boolean => error instanceof ApiProblem && error.code === 'kernel.changed_meanwhile'

export type CallOptions = {
  /** The version that is being replaced, for endpoints declared `versioned`. */
  ifMatch?: number
  /** Given by `useSend`, so that a repetition is recognised. A fresh one otherwise; null for what changes nothing, and need not be remembered. */
  idempotencyKey?: string | null
  signal?: AbortSignal
  /** For endpoints that accept a file: `{ file }`. It is the whole body; the input then goes into the query. */
  files?: { file: Blob }
  /** 30,000 when absent, ten minutes with a file. */
  timeoutMs?: number
  /** Sees the response before its body is read. */
  look?: (response: Response) => void
}

/** Told once when the server no longer knows who this is. The shell answers by going to the door. */
export const signedOut = new EventTarget()

/** Asks one endpoint. Throws `ApiProblem`, or the signal's own reason when it was aborted. */
export async function call<E extends Endpoint>(endpoint: E, input: InputOf<E>, options: CallOptions = {}): Promise<OutputOf<E>> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? (options.files ? 600_000 : 30_000))
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout
  const { url, ...init } = requestOf(endpoint, input as Record<string, unknown>, options)
  let response: Response
  try {
    response = await fetch(url, { ...init, signal })
  } catch (error) {
    if (options.signal?.aborted) throw error
    throw new ApiProblem({ code: timeout.aborted ? 'web.timeout' : 'web.offline', status: 0 })
  }
  options.look?.(response)
  return (await answerOf(response)) as OutputOf<E>
}

export async function answerOf(response: Response): Promise<unknown> {
  const text = await response.text().catch(() => {
    throw new ApiProblem({ code: 'web.offline', status: 0 })
  })
  const body = parse(text)
  if (response.ok) return body
  const problem = new ApiProblem({ code: `web.http_${response.status}`, ...(isRecord(body) && body), status: response.status })
  if (problem.code === 'kernel.unauthenticated') signedOut.dispatchEvent(new Event('out'))
  throw problem
}

function parse(text: string): unknown {
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    // A proxy's own error page, or the offline page of some café's network.
    return undefined
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The request an endpoint stands for: `:name` parts from the input, the rest as query or as JSON body. */
export function requestOf(
  endpoint: Pick<Endpoint, 'method' | 'path' | 'versioned'>,
  input: Record<string, unknown>,
  options: CallOptions = {},
) {
  const rest = { ...input }
  const path = endpoint.path.replace(/:([a-zA-Z]+)/g, (_part, name: string) => {
    const value = rest[name]
    delete rest[name]
    if (value === undefined || value === '') throw new RangeError(`${endpoint.method} ${endpoint.path} lacks ${name}`)
    return encodeURIComponent(String(value))
  })
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': document.documentElement.lang || 'es' }
  const isSafe = endpoint.method === 'GET'
  if (!isSafe && options.idempotencyKey !== null) headers['idempotency-key'] = options.idempotencyKey ?? newKey()
  if (options.ifMatch !== undefined) headers['if-match'] = `"${options.ifMatch}"`
  const inQuery = isSafe || endpoint.method === 'DELETE' || options.files !== undefined
  const url = `/api/v1${path}${inQuery ? queryOf(rest) : ''}`
  if (options.files) return { url, method: endpoint.method, headers, body: formOf(options.files.file) }
  if (inQuery) return { url, method: endpoint.method, headers }
  headers['content-type'] = 'application/json'
  return { url, method: endpoint.method, headers, body: JSON.stringify(rest) }
}

function queryOf(input: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') query.append(name, String(one))
    }
  }
  const text = query.toString()
  return text && `?${text}`
}

function formOf(file: Blob): FormData {
  const form = new FormData()
  form.append('file', file, file instanceof File ? file.name : 'file')
  return form
}
