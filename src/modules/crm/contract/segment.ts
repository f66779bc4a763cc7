import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { operators, operatorsByType, segmentLimits, type TermType } from '#crm/contract/segment-term.ts'

/**
 * One condition: `{ term: 'fields.zona', operator: 'in', value: ['sur'] }`. Which operators and values a term takes is
 * said by `valueShape` of its type. `filled` and `empty` take `null`.
 */
export const SegmentCondition = z.object({
  term: z.string().min(1).max(120),
  operator: z.enum(operators),
  value: z
    .union([z.string().max(500), z.number(), z.boolean(), z.array(z.string().max(100)).max(segmentLimits.options)])
    .nullable()
    .default(null),
})
export type SegmentCondition = z.output<typeof SegmentCondition>

const match = z.enum(['all', 'any'])
const parts = <T extends z.ZodType>(part: T) => z.array(part).min(1).max(segmentLimits.conditions)
// Three levels, written out: more is read by nobody, and a segment may stand inside of another one.
const InnerGroup = z.object({ match, conditions: parts(SegmentCondition) })
const MiddleGroup = z.object({ match, conditions: parts(z.union([SegmentCondition, InnerGroup])) })
/** All or any of the conditions, which may be groups themselves. */
export const SegmentTree = z.object({ match, conditions: parts(z.union([SegmentCondition, MiddleGroup])) })
export type SegmentTree = z.output<typeof SegmentTree>
export type SegmentGroup = { match: 'all' | 'any'; conditions: readonly (SegmentCondition | SegmentGroup)[] }

/**
 * How many contacts. `margin` 0: counted. Otherwise estimated from a sample because counting would have taken too long;
 * 19 times in 20 the true number is within `margin` of `count`.
 */
export const SegmentCount = z.object({ count: z.number(), margin: z.number() })
export type SegmentCount = z.infer<typeof SegmentCount>

export const SegmentKind = z.enum(['dynamic', 'static'])
export const Segment = z.object({
  id: Id,
  name: z.string(),
  description: z.string(),
  kind: SegmentKind,
  /** Of dynamic ones. */
  conditions: SegmentTree.nullable(),
  /** A list that is being frozen fills up in the background. */
  isFilling: z.boolean(),
  /** As last counted, every quarter of an hour and whenever its conditions change. */
  size: SegmentCount,
  countedAt: Instant.nullable(),
  /** Who comes in and goes out is told, in the timeline and as `crm.segment.entered` and `.left`, every few minutes. */
  isWatched: z.boolean(),
  /** Segments whose conditions name this one. */
  usedBy: z.array(z.object({ id: Id, name: z.string() })),
  createdByName: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
  version: z.number(),
})
export type Segment = z.infer<typeof Segment>

const name = z.string().trim().min(1).max(80)
const description = z.string().trim().max(500)

/** Dynamic with `conditions`; static with `memberIds`, or frozen from what a segment holds now (`frozenFrom`). */
export const CreateSegment = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('dynamic'), name, description: description.default(''), conditions: SegmentTree }),
  z.object({
    kind: z.literal('static'),
    name,
    description: description.default(''),
    memberIds: z.array(Id).max(segmentLimits.members).default([]),
    frozenFrom: Id.nullable().default(null),
  }),
])
export type CreateSegment = z.output<typeof CreateSegment>

export const UpdateSegment = z.object({
  id: Id,
  name: name.optional(),
  description: description.optional(),
  conditions: SegmentTree.optional(),
  isWatched: z.boolean().optional(),
})
export type UpdateSegment = z.output<typeof UpdateSegment>

/** The answer names those for whom it made a difference: sending the opposite for them undoes it. */
export const ChangeMembers = z.object({
  id: Id,
  add: z.array(Id).max(segmentLimits.members).default([]),
  remove: z.array(Id).max(segmentLimits.members).default([]),
})
export type ChangeMembers = z.output<typeof ChangeMembers>

export const TermTypeName = z.enum(Object.keys(operatorsByType) as [TermType, ...TermType[]])
/** Something that conditions can be about. Its name is `label` when people gave it one, else the locale key `words`. */
export const SegmentTerm = z.object({
  name: z.string(),
  type: TermTypeName,
  group: z.enum(['contact', 'field', 'behaviour', 'consent', 'segment', 'more']),
  words: z.string(),
  label: z.string().nullable(),
  /** Options of choices, each with a label or a locale key. `tag`, `person` and `segment` options are those lists. */
  options: z.union([
    z.array(z.object({ value: z.string(), words: z.string().nullable(), label: z.string().nullable() })),
    z.enum(['tag', 'person', 'segment']),
  ]),
  currency: z.string().nullable(),
})
export type SegmentTerm = z.infer<typeof SegmentTerm>
