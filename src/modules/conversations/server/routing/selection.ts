import type { RoutingMethod } from '#conversations/contract/routing.ts'
import type { AvailabilityStatus } from '#conversations/contract/availability.ts'
import { searchable } from '#kernel/contract/text.ts'

/** Somebody of the team, as they are at this moment. */
export type Candidate = {
  id: string
  name: string
  status: AvailabilityStatus
  /** Open conversations weighed by their kind of channel. */
  load: number
  capacity: number
  skills: readonly string[]
  /** When they were last given one by whatever way; null: never. */
  lastAssignedAt: string | null
  /** Assignments within the window of the rate limit. */
  recent: number
}

export type Asked = {
  method: RoutingMethod
  skill: string | null
  /** Whose customer it is. */
  stickyId: string | null
  /** What the conversation adds to a load. */
  weight: number
  rateLimit: { count: number } | null
  exceptId: string | null
}

/** Why nobody: the nearest reason, so that the words can say what would help. */
export type NobodyReason = 'nobody_in_team' | 'nobody_online' | 'no_skill' | 'all_full' | 'rate_limited'
export type Choice = { chosen: Candidate } | { nobody: NobodyReason }

/**
 * Whom a conversation goes to. Eligible is who is online, has the skill, has room for its whole weight and was not given
 * too many in a short while. Ties go to whoever was given nothing for longest, then to the lower id.
 */
export function choose(candidates: readonly Candidate[], asked: Asked): Choice {
  const others = candidates.filter(({ id }) => id !== asked.exceptId)
  const online = others.filter(({ status }) => status === 'online')
  const skilled = online.filter(({ skills }) => asked.skill === null || hasSkill(skills, asked.skill))
  const withRoom = skilled.filter(({ load, capacity }) => load + asked.weight <= capacity)
  const eligible = withRoom.filter(({ recent }) => asked.rateLimit === null || recent < asked.rateLimit.count)
  const best = eligible.toSorted((one, other) => compare(one, other, asked.method))[0]
  if (best) {
    const sticky = asked.method === 'sticky' ? eligible.find(({ id }) => id === asked.stickyId) : undefined
    return { chosen: sticky ?? best }
  }
  if (others.length === 0) return { nobody: 'nobody_in_team' }
  if (online.length === 0) return { nobody: 'nobody_online' }
  if (skilled.length === 0) return { nobody: 'no_skill' }
  return { nobody: withRoom.length === 0 ? 'all_full' : 'rate_limited' }
}

export const hasSkill = (skills: readonly string[], skill: string): boolean => skills.some((one) => searchable(one) === searchable(skill))

function compare(one: Candidate, other: Candidate, method: RoutingMethod): number {
  if (method !== 'round-robin' && one.load !== other.load) return one.load - other.load
  return earlier(one.lastAssignedAt, other.lastAssignedAt) || (one.id < other.id ? -1 : 1)
}

/** Never comes before any moment. */
const earlier = (one: string | null, other: string | null): number => {
  if (one === other) return 0
  if (one === null || other === null) return one === null ? -1 : 1
  return one < other ? -1 : 1
}

const weightByChannel: Readonly<Record<string, number>> = { email: 0.25 }

/** What one open conversation weighs: a chat 1, a letter a quarter, a call everything that fits. */
export const weightOf = (channelKind: string, capacity = 1): number =>
  channelKind === 'phone' ? Math.max(1, capacity) : (weightByChannel[channelKind] ?? 1)
