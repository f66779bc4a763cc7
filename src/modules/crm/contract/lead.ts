import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Listing } from '#kernel/contract/page.ts'
import { Instant } from '#kernel/contract/time.ts'
import { badges, commercialStates, lifecycleStages } from '#crm/contract/badge.ts'
import { Country, TypedIdentity } from '#crm/contract/contact.ts'
import { ConsentChannel, ConsentPurpose } from '#crm/contract/consent.ts'

/**
 * `iql` gave data to get information · `mql` passed a threshold of interest · `sal` somebody of ours took it on · `sql` a person
 * confirmed need, budget, authority and timing · `opportunity` something is being negotiated · `customer` bought.
 */
export const Stage = z.enum(lifecycleStages)
export const Commercial = z.enum(commercialStates)
export const Intent = z.enum(['price', 'stock', 'booking'])
export type Intent = z.infer<typeof Intent>

export const Transition = z.object({
  id: Id,
  from: Stage.nullable(),
  to: Stage,
  at: Instant,
  isForward: z.boolean(),
  /** The rule of an automatic step (`crm.leads.rules.<rule>`), or the words of whoever moved it. */
  rule: z.string().nullable(),
  reason: z.string().nullable(),
  actorName: z.string().nullable(),
})
export type Transition = z.infer<typeof Transition>

/** Why somebody counts as interested or in negotiation: `crm.leads.reasons.<code>` with these values. */
export const Reason = z.object({
  code: z.enum(['price', 'stock', 'booking', 'click', 'form', 'replies', 'score', 'deal', 'proposal', 'none', 'by_hand']),
  at: Instant.nullable(),
  count: z.number().nullable(),
})
export type Reason = z.infer<typeof Reason>

export const LeadStatus = z.enum(['new', 'working', 'converted', 'disqualified'])
export type LeadStatus = z.infer<typeof LeadStatus>

const word = z.string().trim().max(200)
/** The network's own number of an advertisement, of the set or campaign that it is in, of the form that it shows. */
const adNumber = z.string().trim().max(60).nullable().default(null)
/** Where somebody came from, as the address of the page or the advertisement said it. Absent is unknown. */
export const Origin = z.object({
  utmSource: word.nullable().default(null),
  utmMedium: word.nullable().default(null),
  utmCampaign: word.nullable().default(null),
  utmTerm: word.nullable().default(null),
  utmContent: word.nullable().default(null),
  referrer: z.string().max(2_000).nullable().default(null),
  landing: z.string().max(2_000).nullable().default(null),
  clickId: z.string().max(500).nullable().default(null),
  clickKind: z.enum(['ctwa', 'gclid', 'fbclid', 'msclkid', 'ttclid']).nullable().default(null),
  /** Of an advertisement. */
  headline: z.string().max(500).nullable().default(null),
  adId: adNumber,
  adSetId: adNumber,
  adCampaignId: adNumber,
  adFormId: adNumber,
})
export type Origin = z.output<typeof Origin>

export const Lead = z.object({
  ...Origin.required().shape,
  id: Id,
  contactId: Id,
  isFirstTouch: z.boolean(),
  /** `whatsapp`, `form`, `api`, ... */
  channel: z.string(),
  formId: Id.nullable(),
  intent: Intent.nullable(),
  message: z.string(),
  status: LeadStatus,
  disqualifyReason: z.string().nullable(),
  createdAt: Instant,
  closedAt: Instant.nullable(),
  version: z.int(),
})
export type Lead = z.infer<typeof Lead>

/** A row of the list of leads: the newest enquiry of somebody with who they are and how they stand. */
export const LeadRow = z.object({
  ...Lead.shape,
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  ownerId: Id.nullable(),
  stage: Stage.nullable(),
  state: Commercial,
  waitingSince: Instant.nullable(),
  attentionAt: Instant.nullable(),
  lastActivityAt: Instant.nullable(),
})
export type LeadRow = z.infer<typeof LeadRow>

export const ListLeads = Listing.extend({ badge: z.enum(badges).optional() })
export type ListLeads = z.output<typeof ListLeads>

/** An enquiry from outside. Contacts are recognised by exactly the same telephone or address, or made. */
export const CreateLead = z.object({
  name: z.string().trim().min(1).max(200),
  identities: z.array(TypedIdentity).min(1).max(5),
  channel: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,39}$/)
    .default('api'),
  /** The caller's own name for this enquiry: sent again, the same lead comes back. */
  externalId: z.string().trim().min(1).max(100).optional(),
  message: z.string().trim().max(5_000).default(''),
  origin: Origin.prefault({}),
  country: Country.optional(),
  consents: z
    .array(z.object({ channel: ConsentChannel, purpose: ConsentPurpose, evidence: z.string().trim().max(500).default('') }))
    .max(20)
    .default([]),
})
export type CreateLead = z.output<typeof CreateLead>

/** Only what a person decides. Disqualifying says why; taking it up again clears that. */
export const UpdateLead = z.object({
  id: Id,
  status: LeadStatus,
  disqualifyReason: z.string().trim().min(1).max(500).nullable().default(null),
})
export type UpdateLead = z.output<typeof UpdateLead>

export const Standing = z.object({
  contactId: Id,
  stage: Stage.nullable(),
  stageEnteredAt: Instant.nullable(),
  state: Commercial,
  reasons: z.array(Reason),
  override: z.object({ state: Commercial, until: Instant, by: z.string().nullable(), reason: z.string().nullable() }).nullable(),
  waitingSince: Instant.nullable(),
  /** From then on they count as left alone. */
  attentionAt: Instant.nullable(),
  history: z.array(Transition),
  /** Newest first. */
  leads: z.array(Lead),
})
export type Standing = z.infer<typeof Standing>

export const MoveStage = z.object({ id: Id, stage: Stage, reason: z.string().trim().min(1).max(500).nullable().default(null) })
export type MoveStage = z.output<typeof MoveStage>

/** `state` null: as the facts say it again. */
export const OverrideState = z.object({
  id: Id,
  state: Commercial.nullable(),
  reason: z.string().trim().max(500).nullable().default(null),
})
export type OverrideState = z.output<typeof OverrideState>
