import type { Ground } from './ground.ts'
import { requestBytes, type Target } from './raw-client.ts'

/** Logins that work, each of another person, from addresses of a documentation network as a proxy in front would tell them. */
export function loginsOf(target: Target, ground: Ground, count: number): (i: number) => Buffer {
  const requests = Array.from({ length: count }, (_, i) => {
    const person = ground.people[i % ground.people.length]
    const body = Buffer.from(JSON.stringify({ email: person?.email, password: ground.password }))
    return requestBytes(
      target,
      'POST',
      '/api/v1/session',
      { 'Content-Type': 'application/json', 'X-Forwarded-For': `203.0.113.${1 + (i % 250)}` },
      body,
    )
  })
  return (i) => requests[i] ?? Buffer.alloc(0)
}
