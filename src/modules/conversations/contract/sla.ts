import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { Label, Priority } from '#conversations/contract/conversation.ts'

/**
 * Promises of time. `first-response`: from the first message of the customer to the first answer; `next-response`: from each
 * later one that waits to its answer; `resolution`: from the first message to the resolution, without the time in which we
 * waited for the customer.
 */
export const slaMetrics = ['first-response', 'next-response', 'resolution'] as const
export const SlaMetric = z.enum(slaMetrics)
export type SlaMetric = z.infer<typeof SlaMetric>

const Minutes = z.int().min(1).max(43_200)
export const SlaTargets = z.object({
  firstResponseMinutes: Minutes,
  nextResponseMinutes: Minutes,
  /** Null: no promise. */
  resolutionMinutes: z.int().min(1).max(525_600).nullable(),
})
export type SlaTargets = z.infer<typeof SlaTargets>

export const TargetsByPriority = z.object({ urgent: SlaTargets, high: SlaTargets, normal: SlaTargets, low: SlaTargets })
export type TargetsByPriority = z.infer<typeof TargetsByPriority>

/** Every list that is not empty has to fit: one of these brands, and one of these channels, ... Labels: at least one of them. */
export const SlaConditions = z.object({
  brandIds: z.array(Id).max(200).default([]),
  channelIds: z.array(Id).max(200).default([]),
  priorities: z.array(Priority).max(4).default([]),
  labels: z.array(Label).max(50).default([]),
  teamIds: z.array(Id).max(200).default([]),
})
export type SlaConditions = z.infer<typeof SlaConditions>

const settings = {
  name: z.string().trim().min(1).max(60),
  conditions: SlaConditions,
  targets: TargetsByPriority,
  /** `business`: only the working hours count. */
  time: z.enum(['business', 'plain']),
  /** Whose working hours; null: those of the brand of the conversation. */
  calendarId: Id.nullable(),
  /** How much of a target has passed when it warns. */
  warnPercent: z.int().min(10).max(99),
}

/** The first one that fits, in their order, holds; the default one comes last and fits everything. */
export const SlaPolicy = z.object({ id: Id, ...settings, isDefault: z.boolean(), version: z.int() })
export type SlaPolicy = z.infer<typeof SlaPolicy>

export const CreateSlaPolicy = z.object({
  ...settings,
  conditions: SlaConditions.default({ brandIds: [], channelIds: [], priorities: [], labels: [], teamIds: [] }),
  calendarId: settings.calendarId.default(null),
  warnPercent: settings.warnPercent.default(80),
})
export type CreateSlaPolicy = z.infer<typeof CreateSlaPolicy>

export const UpdateSlaPolicy = z.object({
  id: Id,
  name: settings.name.optional(),
  conditions: SlaConditions.optional(),
  targets: TargetsByPriority.optional(),
  time: settings.time.optional(),
  calendarId: settings.calendarId.optional(),
  warnPercent: settings.warnPercent.optional(),
  /** Takes the place of the one that was the default, which then fits everything too and stands before it. */
  isDefault: z.literal(true).optional(),
})
export type UpdateSlaPolicy = z.infer<typeof UpdateSlaPolicy>

/** `botsAnswer`: what a bot or an integration writes ends the wait of the customer like the answer of a person. */
export const SlaSettings = z.object({ botsAnswer: z.boolean(), version: z.int() })
export type SlaSettings = z.infer<typeof SlaSettings>

/** `running`; `paused` while we wait for the customer; `met` or `breached` for good; `ended` without having been answered. */
export const SlaClockState = z.enum(['running', 'late', 'paused', 'met', 'breached', 'ended'])
export type SlaClockState = z.infer<typeof SlaClockState>

const Hours = z.object({
  zone: z.string(),
  weekly: z.array(z.object({ weekday: z.int(), from: z.int(), to: z.int() })),
  days: z.array(z.object({ day: z.string(), name: z.string(), shifts: z.array(z.object({ from: z.int(), to: z.int() })) })),
})

/** One promise to one customer: which, by whose rule, and how it stands. `cycle` counts the waits, or the reopenings. */
export const SlaClock = z.object({
  metric: SlaMetric,
  cycle: z.int(),
  policyId: Id.nullable(),
  policyName: z.string(),
  priority: Priority,
  time: z.enum(['business', 'plain']),
  targetSeconds: z.int(),
  startedAt: Instant,
  pausedSeconds: z.int(),
  pausedAt: Instant.nullable(),
  warnAt: Instant,
  dueAt: Instant,
  warnedAt: Instant.nullable(),
  metAt: Instant.nullable(),
  breachedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  state: SlaClockState,
  /** Seconds left in the time that counts, below zero when it is late; null when it has ended. */
  leftSeconds: z.number().nullable(),
  /** The working hours that it goes by, near its moments; null: every minute counts. */
  hours: Hours.nullable(),
})
export type SlaClock = z.infer<typeof SlaClock>
