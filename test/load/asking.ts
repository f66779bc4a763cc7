import type { Stage } from './plan.ts'

/** Asks as the owner of the first organization, the way a screen does, and answers with the body. */
export function askingAs({ product, ground }: Stage) {
  const origin = `http://${product.target.host}:${product.target.port}`
  return async <T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body?: object, version?: number): Promise<T> => {
    const answer = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers: {
        Cookie: `__Host-yapa_session=${ground.people[0]?.token}`,
        Origin: origin,
        ...(version !== undefined && { 'If-Match': `"${version}"` }),
        ...(body && { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
}
