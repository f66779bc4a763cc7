import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { until, type Scene } from './scene.ts'

export type Answer = { status: number; body: Record<string, any> }

/** Julia at her desk. */
export async function signedIn({ url }: Scene) {
  let cookie = ''
  const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        origin: url,
        cookie,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(method !== 'GET' && { 'idempotency-key': randomUUID() }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    })
    for (const line of answer.headers.getSetCookie()) cookie = line.split(';')[0] ?? cookie
    return { status: answer.status, body: (await answer.json().catch(() => ({}))) as Answer['body'] }
  }
  const done = async (answer: Promise<Answer>): Promise<Answer['body']> => {
    const { status, body } = await answer
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  // While the demo comes in, the door asks to wait.
  const letIn = { email: 'julia@elgallo.example', password: 'pollos-con-papas' }
  await until(async () => (await ask('POST', '/session', letIn)).status === 200, 120_000)
  return { ask, done }
}
export type Desk = Awaited<ReturnType<typeof signedIn>>

export const isUp = (scene: Scene): Promise<void> =>
  until(() => fetch(`${scene.url}/health`, { signal: AbortSignal.timeout(2_000) }).then(({ ok }) => ok), 120_000)
