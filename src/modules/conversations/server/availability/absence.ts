import type { AvailabilityStatus } from '#conversations/contract/availability.ts'
import type { RoutingSettings } from '#conversations/contract/routing.ts'

export type Step =
  | { kind: 'wait'; at: Date }
  | { kind: 'move'; to: 'away' | 'offline' }
  /** What waits with them goes to others, now. */
  | { kind: 'reassign' }
  | { kind: 'nothing' }

type Standing = { status: AvailabilityStatus; isAutomatic: boolean; since: string; seenAt: string | null }
type Limits = Pick<RoutingSettings, 'awayAfterMinutes' | 'reassignAfterMinutes'>

/** Whoever is never reassigned is offline after so long without a screen. */
const offlineAfterMinutes = 60

/**
 * What time does to somebody's availability. Without a connected screen one is away after some minutes, and offline once
 * others would get one's work; away by one's own choice lasts until one comes back. At the very instant it is time.
 */
export function nextStep({ status, isAutomatic, since, seenAt }: Standing, limits: Limits, now: Date): Step {
  const { awayAfterMinutes, reassignAfterMinutes } = limits
  const goneSince = seenAt ?? since
  if (status === 'online') return by(goneSince, awayAfterMinutes, { kind: 'move', to: 'away' }, now)
  if (status === 'away') {
    if (!isAutomatic) return { kind: 'nothing' }
    return by(goneSince, Math.max(awayAfterMinutes, reassignAfterMinutes ?? offlineAfterMinutes), { kind: 'move', to: 'offline' }, now)
  }
  if (reassignAfterMinutes === null) return { kind: 'nothing' }
  return by(isAutomatic ? goneSince : since, reassignAfterMinutes, { kind: 'reassign' }, now)
}

function by(from: string, minutes: number, step: Step, now: Date): Step {
  const at = new Date(Date.parse(from) + minutes * 60_000)
  return now >= at ? step : { kind: 'wait', at }
}
