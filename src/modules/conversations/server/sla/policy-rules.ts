import type { Priority } from '#conversations/contract/conversation.ts'
import type { SlaConditions, SlaMetric, SlaPolicy, TargetsByPriority } from '#conversations/contract/sla.ts'
import type { Target } from './clock-rules.ts'

/** What the conditions of a policy ask of a conversation. */
export type Subject = { brandId: string; channelId: string; priority: Priority; labels: readonly string[]; teamId: string | null }

const admits = <T>(list: readonly T[], value: T | null): boolean => list.length === 0 || (value !== null && list.includes(value))

export const fits = (conditions: SlaConditions, subject: Subject): boolean =>
  admits(conditions.brandIds, subject.brandId) &&
  admits(conditions.channelIds, subject.channelId) &&
  admits(conditions.priorities, subject.priority) &&
  admits(conditions.teamIds, subject.teamId) &&
  (conditions.labels.length === 0 || conditions.labels.some((label) => subject.labels.includes(label)))

/** The first that fits, in their order; the default one fits everything. */
export const policyFor = (policies: readonly SlaPolicy[], subject: Subject): SlaPolicy | undefined =>
  policies.find((policy) => !policy.isDefault && fits(policy.conditions, subject)) ?? policies.find((policy) => policy.isDefault)

const minutesOf = {
  'first-response': 'firstResponseMinutes',
  'next-response': 'nextResponseMinutes',
  resolution: 'resolutionMinutes',
} as const satisfies Record<SlaMetric, string>

/** What is promised to a conversation. `calendarOf`: the working hours of its brand, for policies that name none. */
export function targetOf(
  policies: readonly SlaPolicy[],
  subject: Subject,
  metric: SlaMetric,
  calendarOf: (brandId: string) => string | null,
): Target | null {
  const policy = policyFor(policies, subject)
  const minutes = policy?.targets[subject.priority][minutesOf[metric]] ?? null
  if (!policy || minutes === null) return null
  return {
    policyId: policy.id,
    policyName: policy.name,
    priority: subject.priority,
    time: policy.time,
    calendarId: policy.time === 'plain' ? null : (policy.calendarId ?? calendarOf(subject.brandId)),
    targetSeconds: minutes * 60,
    warnPercent: policy.warnPercent,
  }
}

/** The same answer to every priority, and no promise to resolve: what a new organization begins with. */
export const evenTargets = (minutes: number): TargetsByPriority => {
  const targets = { firstResponseMinutes: minutes, nextResponseMinutes: minutes, resolutionMinutes: null }
  return { urgent: targets, high: targets, normal: targets, low: targets }
}
