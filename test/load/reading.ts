import type { Ground } from './ground.ts'
import { requestBytes, type Target } from './raw-client.ts'

/** Reads of signed-in people, one after the other over all organizations. `role` picks the owner or the agents of each. */
export function readsOf(target: Target, ground: Ground, path: string): (i: number) => Buffer {
  const { peoplePerOrg } = ground.amount
  const owners = ground.people.filter((_one, i) => i % peoplePerOrg === 0)
  const requests = owners.map(({ token }) => requestBytes(target, 'GET', path, { Cookie: `__Host-yapa_session=${token}` }))
  return (i) => requests[i % requests.length] ?? Buffer.alloc(0)
}

export const contactList = '/api/v1/contacts?limit=50'
export const inbox = '/api/v1/conversations?limit=50'

/** Throws when a request of a measurement was not answered as it should be: a fast refusal is no figure. */
export function assertAll(status: number, statuses: ReadonlyMap<number, number>): void {
  const others = [...statuses].filter(([one]) => one !== status)
  if (others.length > 0) throw new Error(`answers other than ${status}: ${others.map(([one, count]) => `${count} x ${one}`).join(', ')}`)
}
