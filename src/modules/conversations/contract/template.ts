import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'

/**
 * Messages that the provider approved beforehand: the only ones that get through when the customer has not written for a
 * day. They belong to the provider's account of a channel, so several numbers share them; one name has a text per language.
 */

export const templateCategories = ['marketing', 'utility', 'authentication'] as const
export const TemplateCategory = z.enum(templateCategories)
export type TemplateCategory = z.infer<typeof TemplateCategory>

/** `draft`: only ours so far. The rest is what the provider says; only `approved` ones are sent. */
export const templateStates = [
  'draft',
  'pending',
  'approved',
  'rejected',
  'paused',
  'disabled',
  'in-appeal',
  'limit-exceeded',
  'archived',
  'locked',
  'deleting',
  'unknown',
] as const
export const TemplateState = z.enum(templateStates)
export type TemplateState = z.infer<typeof TemplateState>

export const headerMedia = ['image', 'video', 'document'] as const

/** `fileId`: our copy of the example, which is also what is sent unless the writer chooses another file. */
export const TemplateHeader = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string().max(1000) }),
  z.object({ kind: z.enum(headerMedia), fileId: Id.nullable() }),
  z.object({ kind: z.literal('location') }),
  /** Made at the provider, of a kind that is only shown here. */
  z.object({ kind: z.literal('other'), type: z.string().max(60) }),
])
export type TemplateHeader = z.infer<typeof TemplateHeader>

const ButtonText = z.string().max(200)
export const TemplateButton = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('quick-reply'), text: ButtonText }),
  /** May end in `{{1}}`. */
  z.object({ kind: z.literal('url'), text: ButtonText, url: z.string().max(4000) }),
  z.object({ kind: z.literal('phone'), text: ButtonText, phone: z.string().max(60) }),
  /** Its words are the provider's own. */
  z.object({ kind: z.literal('copy-code') }),
  /** `FLOW`, `CATALOG`, `OTP`… made at the provider. */
  z.object({ kind: z.literal('other'), type: z.string().max(60), text: ButtonText }),
])
export type TemplateButton = z.infer<typeof TemplateButton>

/** The place of a variable: `header:1`, `body:nombre`, `button:0` (of the button at that index). */
export const VariableKey = z.string().regex(/^(header|body):[A-Za-z0-9_]{1,60}$|^button:[0-9]$/)
const byVariable = <T extends z.ZodType>(value: T) => z.record(VariableKey, value)

/** What a template says. Limits are told by `template-rules.ts`, each with its own words. */
export const TemplateDesign = z.object({
  header: TemplateHeader.nullable(),
  body: z.string().max(5000),
  footer: z.string().max(1000).nullable(),
  buttons: z.array(TemplateButton).max(20),
  /** `{{1}}` or `{{nombre}}`. */
  variables: z.enum(['positional', 'named']),
  /** Shown to whoever reviews it at the provider. */
  examples: byVariable(z.string().max(2000)),
})
export type TemplateDesign = z.infer<typeof TemplateDesign>

/** Where the value of a variable comes from when somebody picks the template; `text`: typed each time. */
export const variableSources = ['text', 'contact-name', 'contact-first-name', 'agent-name', 'company-name'] as const
export const VariableSource = z.enum(variableSources)
export type VariableSource = z.infer<typeof VariableSource>
export const VariableSources = byVariable(VariableSource)

export const Template = z.object({
  id: Id,
  wabaId: z.string(),
  name: z.string(),
  /** `es_AR`, as the provider writes it. */
  language: z.string(),
  category: TemplateCategory,
  state: TemplateState,
  quality: z.enum(['green', 'yellow', 'red', 'unknown']),
  /** What the provider has, or of a draft, what was written. */
  design: TemplateDesign,
  /** A change of something that was submitted before, not submitted yet. */
  change: TemplateDesign.nullable(),
  /** Of what was rejected, paused or disabled: a key of `conversations.templates.reasons`. */
  reason: z.string().nullable(),
  /** The provider's own advice, in its words. */
  advice: z.string().nullable(),
  pausedUntil: Instant.nullable(),
  /** The category before the provider moved it, which changed its price. */
  previousCategory: TemplateCategory.nullable(),
  categoryChangedAt: Instant.nullable(),
  sources: VariableSources,
  /** Whether everything in it can be filled in here. */
  isFillable: z.boolean(),
  /** The example of the header, to be looked at. */
  headerFile: z.object({ fileId: Id, url: z.string(), thumbnailUrl: z.string().nullable(), filename: z.string() }).nullable(),
  usedAt: Instant.nullable(),
  updatedAt: Instant,
  version: z.int(),
})
export type Template = z.infer<typeof Template>

export const TemplateDraft = z.object({
  wabaId: z.string().min(1).max(60),
  name: z.string().trim().max(600),
  language: z.string().trim().max(20),
  category: TemplateCategory,
  design: TemplateDesign,
  sources: VariableSources.default({}),
})
export type TemplateDraft = z.output<typeof TemplateDraft>

/** An account of the provider with the channels that share its templates. */
export const TemplateAccount = z.object({
  wabaId: z.string(),
  channels: z.array(z.object({ id: Id, name: z.string() })),
  syncedAt: Instant.nullable(),
  /** Why the last look at the provider failed: a key of `conversations.failures`. */
  failure: z.string().nullable(),
})
export type TemplateAccount = z.infer<typeof TemplateAccount>
