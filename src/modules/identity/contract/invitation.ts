import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { EmailInput } from '#identity/contract/person.ts'

export const InvitationState = z.enum(['pending', 'expired', 'accepted', 'revoked'])

export const Invitation = z.object({
  id: Id,
  email: z.string(),
  roleId: Id,
  roleName: z.string(),
  teamIds: z.array(Id),
  state: InvitationState,
  invitedByName: z.string().nullable(),
  createdAt: z.string(),
  expiresAt: z.string(),
})
export type Invitation = z.infer<typeof Invitation>

/** Just written: whether the letter leaves by itself, or waits in the outbox until an owner hands on its link. */
export const SentInvitation = Invitation.extend({ hasMailServer: z.boolean() })
export type SentInvitation = z.infer<typeof SentInvitation>

export const CreateInvitation = z.object({ email: EmailInput, roleId: Id, teamIds: z.array(Id).max(100).default([]) })
export type CreateInvitation = z.infer<typeof CreateInvitation>

/** What the person who opened the link is asked to join. */
export const InvitationPreview = z.object({
  organizationName: z.string(),
  brandColor: z.string(),
  email: z.string(),
  roleName: z.string(),
  invitedByName: z.string().nullable(),
  /** True: sign in with the account you have. False: choose a name and a password. */
  hasAccount: z.boolean(),
})
export type InvitationPreview = z.infer<typeof InvitationPreview>
