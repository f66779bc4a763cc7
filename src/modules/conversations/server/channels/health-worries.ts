import type { Worry } from '#conversations/contract/channel-health.ts'
import { businessBetween, isOpen, type WorkingHours } from '#kernel/contract/business-time.ts'
import type { HealthRow } from './health.store.ts'

export type Standing = {
  state: 'ok' | 'stopped'
  stopReason: string | null
  stoppedAt: string | null
  quality: 'green' | 'yellow' | 'red' | 'unknown'
  health: HealthRow
  /** People written to first in the last 24 hours, by every number of the business. */
  approached: number
  sentLately: number
  failedLately: number
}

const weekMs = 7 * 86_400_000
/** Of the day's limit, from which on somebody should know. */
const nearShare = 0.8
/** Fewer than so many failures are an accident. */
const fewFailures = 10

/** Everything about a number that somebody should look at, the worst first. Pure. */
export function worriesOf(
  { state, stopReason, stoppedAt, quality, health, approached, sentLately, failedLately }: Standing,
  hours: WorkingHours,
  now: Date,
): Worry[] {
  const worries: Worry[] = []
  const add = (what: Worry['what'], tone: Worry['tone'], more: { reason?: string | null; since?: string | null } = {}): void =>
    void worries.push({ what, tone, reason: more.reason ?? null, since: more.since ?? null })

  if (state === 'stopped') add('stopped', 'bad', { reason: stopReason, since: stoppedAt })
  if (health.restriction !== null) add('restricted', 'bad', { reason: health.restriction })
  if (health.tokenState === 'invalid') add('token-invalid', 'bad', { since: health.checkedAt })
  if (health.missingPermissions.length > 0) add('permissions', 'bad', { reason: health.missingPermissions.join(', ') })
  if (health.isRegistered === false) add('not-registered', 'bad')
  if (quality === 'red') add('quality-red', 'bad')
  if (!health.isSettingUp && isSilent(health, hours, now)) add('silent', 'warn', { since: health.heardAt })
  if (!health.isSettingUp && health.heardAt === null && health.subscribedAt !== null) add('no-webhook', 'warn')
  if (quality === 'yellow') add('quality-yellow', 'warn')
  if (health.tokenExpiresAt !== null && health.tokenState !== 'invalid' && Date.parse(health.tokenExpiresAt) - now.getTime() < weekMs)
    add('token-expires', 'warn', { since: health.tokenExpiresAt })
  if (health.nameStatus !== null && /DECLINED|REJECTED|EXPIRED/i.test(health.nameStatus)) add('name-rejected', 'warn')
  if (health.dailyLimit !== null && approached >= health.dailyLimit * nearShare) add('limit-near', 'warn')
  if (failedLately >= fewFailures && failedLately * 5 >= sentLately) add('failing', 'warn')
  return worries
}

/** Whether it has been quiet for longer than its owner finds normal, counting only the hours in which customers write. */
export function isSilent({ heardAt, silenceHours }: Pick<HealthRow, 'heardAt' | 'silenceHours'>, hours: WorkingHours, now: Date): boolean {
  if (heardAt === null || !isOpen(hours, now.toISOString())) return false
  return businessBetween(hours, heardAt, now.toISOString()) >= silenceHours * 3600
}

/** When customers write, as long as a business has no hours of its own: every day but Sunday, nine to nine. */
export const usualHours = (zone: string): WorkingHours => ({
  zone,
  weekly: [1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, from: 9 * 60, to: 21 * 60 })),
  days: [],
})

const weekMinutes = 7 * 24 * 60

export const isAlwaysOpen = ({ weekly }: WorkingHours): boolean => weekly.reduce((sum, { from, to }) => sum + to - from, 0) >= weekMinutes
