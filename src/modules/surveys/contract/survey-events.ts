import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'

const About = z.object({ invitationId: Id, surveyId: Id, contactId: Id, conversationId: Id.nullable() })

/** Written, switched on or off, deleted. */
export const surveyChanged = event('surveys.survey.changed', z.object({ surveyId: Id }))
export const invitationSent = event('surveys.invitation.sent', About)
/** Nobody was asked, or the time to answer is over. */
export const invitationEnded = event('surveys.invitation.ended', About)
/**
 * Somebody answered, or answered more, or otherwise than before (`before`: the score until then). `isPast`: it is only written
 * down, long after. `isLate`: it was over and nothing was written down.
 */
export const invitationAnswered = event(
  'surveys.invitation.answered',
  About.extend({
    what: z.enum(['score', 'comment', 'late']),
    score: z.int().nullable(),
    before: z.int().nullable(),
    via: z.enum(['chat', 'link']),
    isPast: z.boolean(),
  }),
)
