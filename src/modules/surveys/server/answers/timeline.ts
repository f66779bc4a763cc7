import type { TimelineSource } from '#kernel/module.ts'
import { moves } from '#kernel/timeline.ts'
import { invitationAnswered, invitationSent } from '#surveys/contract/survey-events.ts'
import { scaleOf } from '#surveys/contract/scale.ts'
import * as store from '#surveys/server/invitations/invitations.store.ts'

/** What was asked and answered, in the timeline of the contact. */
export const timeline: TimelineSource = {
  kinds: ['surveys.asked', 'surveys.answered'],
  async entries(ctx, query) {
    return (await store.moments(ctx, query)).map(({ id, at, what, name, kind, score, comment, conversationId }) => ({
      id,
      at,
      kind: `surveys.${what}`,
      words: what === 'asked' ? 'surveys.timeline.asked' : score === null ? 'surveys.timeline.said' : 'surveys.timeline.answered',
      values: { name, score: score ?? 0, max: scaleOf(kind)?.max ?? 0, comment: comment === '' ? '' : `“${comment.slice(0, 300)}”` },
      href: conversationId === null ? null : `/bandeja/${conversationId}`,
      actorName: null,
    }))
  },
  movedBy: [moves(invitationSent, ({ contactId }) => [contactId]), moves(invitationAnswered, ({ contactId }) => [contactId])],
}
