import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { bands } from '#surveys/contract/scale.ts'
import { SurveyKind } from '#surveys/contract/survey.ts'

/** `partly`: the score is there and the open question is not answered. */
export const invitationStates = ['scheduled', 'sent', 'partly', 'answered', 'expired', 'skipped'] as const
export const InvitationState = z.enum(invitationStates)
export type InvitationState = z.infer<typeof InvitationState>

/** Why nobody was asked; the words are `surveys.reasons.<reason>`. */
export const skipReasons = [
  'opted_out',
  'window_closed',
  'cooldown',
  'restricted',
  'wrote_again',
  'survey_off',
  'contact_gone',
  'channel_stopped',
  'not_sent',
] as const
export const SkipReason = z.enum(skipReasons)
export type SkipReason = z.infer<typeof SkipReason>

export const Invitation = z.object({
  id: Id,
  surveyId: Id,
  surveyName: z.string(),
  kind: SurveyKind,
  contactId: Id,
  contactName: z.string().nullable(),
  conversationId: Id.nullable(),
  /** Who attended; null also for whoever may not know it. */
  agentName: z.string().nullable(),
  state: InvitationState,
  reason: SkipReason.nullable(),
  /** How it was asked, and how it was answered. */
  via: z.enum(['chat', 'template', 'link']).nullable(),
  answeredVia: z.enum(['chat', 'link']).nullable(),
  score: z.int().nullable(),
  band: z.enum(bands).nullable(),
  comment: z.string(),
  taskId: Id.nullable(),
  sentAt: Instant.nullable(),
  expiresAt: Instant.nullable(),
  answeredAt: Instant.nullable(),
})
export type Invitation = z.infer<typeof Invitation>
