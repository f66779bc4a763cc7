import { vi } from 'vitest'

/** The network as a screen's test sees it: answers at the edge of the browser, and a list of what was asked. */
export type Asked = { method: string; path: string; query: Record<string, string | string[]>; body: unknown; headers: Headers }
export type Answer = unknown | ((asked: Asked) => unknown)
export type Answers = Record<string, Answer>

/** An answer that is a refusal, as the server writes it. */
export const refuse =
  (
    status: number,
    problem: { code: string; title?: string; issues?: { path: string; message: string }[]; details?: Record<string, unknown> },
  ) =>
  (): Response =>
    Response.json({ status, ...problem }, { status })

let asked: Asked[] = []

/** Everything that was asked since the test began. */
export const askedFor = (): readonly Asked[] => asked

export const forget = (): void => {
  asked = []
}

/**
 * Answers requests by `GET /contacts` or `PATCH /contacts/:id` (below /api/v1). A function is called with what was
 * asked; throwing a `TypeError` is a network that is down. What nobody answers is a 404, so that a test notices.
 */
export function answerWith(answers: Answers): void {
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init: RequestInit = {}) => {
    const url = new URL(String(input), 'http://yapa.test')
    const method = init.method ?? 'GET'
    const path = url.pathname.replace('/api/v1', '')
    const one: Asked = { method, path, query: queryOf(url), body: bodyOf(init.body), headers: new Headers(init.headers) }
    asked.push(one)
    const key = Object.keys(answers).find((name) => matches(name, method, path))
    const answer = key === undefined ? refuse(404, { code: 'kernel.not_found', title: `nobody answers ${method} ${path}` }) : answers[key]
    init.signal?.throwIfAborted()
    const value = typeof answer === 'function' ? await answer(one) : answer
    init.signal?.throwIfAborted()
    return value instanceof Response ? value : Response.json(value ?? {})
  })
}

function matches(name: string, method: string, path: string): boolean {
  const [wanted, pattern = ''] = name.split(' ')
  if (wanted !== method) return false
  return new RegExp(`^${pattern.replace(/:[a-zA-Z]+/g, '[^/]+')}$`).test(path)
}

function queryOf(url: URL): Asked['query'] {
  const query: Asked['query'] = {}
  for (const name of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(name)
    query[name] = values.length > 1 ? values : (values[0] ?? '')
  }
  return query
}

const bodyOf = (body: BodyInit | null | undefined): unknown => (typeof body === 'string' ? JSON.parse(body) : body)
