import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'

/** Processing is limited to keeping the data and answering: no marketing, no scoring, no automatic routing. */
export const RestrictionChange = z.object({
  id: Id,
  isRestricted: z.boolean(),
  reason: z.string(),
  at: Instant,
  actorName: z.string().nullable(),
})
export type RestrictionChange = z.infer<typeof RestrictionChange>

/** `done` of `total` kinds of data are in the file. The link expires within an hour and a half, the file after two days. */
export const PersonalExport = z.object({
  id: Id,
  contactId: Id,
  status: z.enum(['running', 'done', 'failed']),
  done: z.int(),
  total: z.int(),
  fileUrl: z.string().nullable(),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
})
export type PersonalExport = z.infer<typeof PersonalExport>

export const Privacy = z.object({
  restrictedAt: Instant.nullable(),
  /** Newest first. */
  restrictions: z.array(RestrictionChange),
  /** The last five, newest first. */
  exports: z.array(PersonalExport),
})
export type Privacy = z.infer<typeof Privacy>

export const SetRestriction = z.object({ id: Id, isRestricted: z.boolean(), reason: z.string().trim().min(1).max(500) })
export type SetRestriction = z.output<typeof SetRestriction>

/** Rows of one kind of data. `words` and `because` are keys of the locales. */
const Part = z.object({ table: z.string(), words: z.string(), count: z.int() })

/** What an erasure would take with it, and what it would leave and why. `name` is what has to be typed. */
export const ErasurePreview = z.object({
  name: z.string(),
  goes: z.array(Part),
  stays: z.array(z.object({ words: z.string(), because: z.string() })),
  isUnderWay: z.boolean(),
})
export type ErasurePreview = z.infer<typeof ErasurePreview>

export const StartErasure = z.object({
  id: Id,
  /** The contact's name as it is written, whatever the capitals. */
  confirmation: z.string().trim().min(1).max(200),
  reason: z.enum(['asked', 'other']).default('asked'),
})
export type StartErasure = z.output<typeof StartErasure>

/** `rows` by kind of data. Nothing in it says who it was. */
export const Erasure = z.object({
  id: Id,
  contactId: Id,
  status: z.enum(['running', 'finishing', 'done', 'failed']),
  reason: z.enum(['asked', 'retention', 'other']),
  rows: z.record(z.string(), z.int()),
  files: z.int(),
  auditEntries: z.int(),
  requestedByName: z.string(),
  requestedAt: Instant,
  finishedAt: Instant.nullable(),
})
export type Erasure = z.infer<typeof Erasure>

/** A line of the register of processing: whose data lie where, which, what for, and what an erasure does with them. */
export const RegisterEntry = z.object({
  module: z.string(),
  table: z.string(),
  words: z.string(),
  subject: z.enum(['contact', 'user']),
  columns: z.array(z.string()),
  purpose: z.string(),
  onErasure: z.enum(['deleted', 'emptied', 'redacted', 'kept']),
})
export type RegisterEntry = z.infer<typeof RegisterEntry>

export const RetentionRule = z.object({
  code: z.string(),
  /** Null: kept for ever. */
  days: z.int().nullable(),
  suggestedDays: z.int(),
  leastDays: z.int(),
  updatedAt: Instant.nullable(),
  updatedByName: z.string().nullable(),
})
export type RetentionRule = z.infer<typeof RetentionRule>
/** `version` 0: nobody has said anything yet. */
export const RetentionRules = z.object({ items: z.array(RetentionRule), version: z.int() })
export type RetentionRules = z.infer<typeof RetentionRules>

const code = z
  .string()
  .regex(/^[a-z-]+\.[a-z-]+$/)
  .max(80)
const days = z.int().min(1).max(36_500)
export const PreviewRetention = z.object({ code, days })
export const RetentionPreview = z.object({ code: z.string(), days: z.int(), count: z.int(), oldestAt: Instant.nullable() })
export type RetentionPreview = z.infer<typeof RetentionPreview>
/** Only the named rules change. */
export const SaveRetention = z.object({
  rules: z
    .array(z.object({ code, days: days.nullable() }))
    .min(1)
    .max(30),
})
export type SaveRetention = z.output<typeof SaveRetention>
