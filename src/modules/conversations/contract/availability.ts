import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { BusinessInstant, Instant } from '#kernel/contract/time.ts'

/** `online`: gets work. `away`: keeps theirs and gets none. `offline`: what waits with them goes to others after a while. */
export const availabilityStatuses = ['online', 'away', 'offline'] as const
export const AvailabilityStatus = z.enum(availabilityStatuses)
export type AvailabilityStatus = z.infer<typeof AvailabilityStatus>

/** Whether a colleague can be given work, as everybody of the organization may see it. */
export const Availability = z.object({
  personId: Id,
  status: AvailabilityStatus,
  /** Set because no screen of theirs was connected for a while. */
  isAutomatic: z.boolean(),
  reason: z.string().nullable(),
  backAt: Instant.nullable(),
  since: Instant,
})
export type Availability = z.infer<typeof Availability>

/** One's own, with what is on one's plate: open conversations and how many fit. */
export const OwnAvailability = Availability.extend({ open: z.int(), capacity: z.int() })
export type OwnAvailability = z.infer<typeof OwnAvailability>

export const ChangeAvailability = z.object({
  status: AvailabilityStatus,
  /** For colleagues, while away or offline: "Almuerzo". */
  reason: z.string().trim().max(60).nullable().default(null),
  backAt: BusinessInstant.nullable().default(null),
})
export type ChangeAvailability = z.output<typeof ChangeAvailability>

/** A skill as people write it: a word or two. Compared without accents and case. */
export const Skill = z.string().trim().min(1).max(40)
export const languageCodes = ['es', 'pt', 'en', 'fr', 'it', 'de', 'gn', 'qu'] as const
export const Language = z.enum(languageCodes)
export type Language = z.infer<typeof Language>

/** What somebody can be given: null capacity is the default of the organization. */
export const AgentProfile = z.object({
  personId: Id,
  name: z.string(),
  teamIds: z.array(Id),
  capacity: z.int().nullable(),
  skills: z.array(z.string()),
  languages: z.array(Language),
  /** Of what is written here; whether they are there changes nothing of it. */
  version: z.int(),
})
export type AgentProfile = z.infer<typeof AgentProfile>

export const WriteAgentProfile = z.object({
  capacity: z.int().min(0).max(200).nullable(),
  skills: z.array(Skill).max(30),
  languages: z.array(Language).max(8),
})
