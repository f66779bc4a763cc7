import { occasionCame } from '#crm/contract/occasion-events.ts'
import { contactMerged, contactUnmerged } from '#crm/contract/events.ts'
import { conversationMerged, conversationResolved, conversationsForgotten } from '#conversations/contract/events.ts'
import { after, on, type Reaction } from '#kernel/module.ts'
import { invitationAnswered } from '#surveys/contract/survey-events.ts'
import { followAnswer } from '#surveys/server/answers/following.job.ts'
import { planAfterDelivery, planInvitation } from '#surveys/server/invitations/asking.job.ts'
import { forgetConversations, handBack, handOver, moveConversation } from '#surveys/server/invitations/invitations.store.ts'

export const reactions: readonly Reaction[] = [
  after(conversationResolved, planInvitation),
  after(occasionCame, planAfterDelivery),
  // One after the other for each person: what they are told has an order.
  after(invitationAnswered, followAnswer, { lane: ({ invitationId }) => `survey:${invitationId}` }),
  on(conversationMerged, moveConversation),
  on(conversationsForgotten, forgetConversations),
  on(contactMerged, handOver),
  on(contactUnmerged, handBack),
]
