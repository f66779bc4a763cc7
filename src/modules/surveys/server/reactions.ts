import { contactMerged, contactUnmerged } from '#crm/contract/events.ts'
import { conversationResolved } from '#conversations/contract/events.ts'
import { after, on, type Reaction } from '#kernel/module.ts'
import { invitationAnswered } from '#surveys/contract/survey-events.ts'
import { followAnswer } from '#surveys/server/answers/following.job.ts'
import { planInvitation } from '#surveys/server/invitations/asking.job.ts'
import { handBack, handOver } from '#surveys/server/invitations/invitations.store.ts'

export const reactions: readonly Reaction[] = [
  after(conversationResolved, planInvitation),
  // One after the other for each person: what they are told has an order.
  after(invitationAnswered, followAnswer, { lane: ({ invitationId }) => `survey:${invitationId}` }),
  on(contactMerged, handOver),
  on(contactUnmerged, handBack),
]
