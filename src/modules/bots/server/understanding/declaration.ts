import { contactMerged, contactUnmerged } from '#crm/contract/events.ts'
import { conversationMerged, conversationsForgotten, messageChanged, messageReceived } from '#conversations/contract/events.ts'
import { canReadOwn } from '#conversations/contract/permissions.ts'
import { listUnderstandings } from '#bots/contract/understanding-api.ts'
import * as events from '#bots/contract/understanding-events.ts'
import type { JobType } from '#kernel/jobs/job.ts'
import { gather, live, on, serve, type Live, type PersonalData, type Reaction, type Route } from '#kernel/module.ts'
import { changed, list, received, understandMessages } from './understandings.ts'
import * as store from './understandings.store.ts'

/** What the understanding of messages adds to the module. */
export const routes: readonly Route[] = [serve(listUnderstandings, list)]
export const understandingEvents = Object.values(events)
export const jobs: readonly JobType[] = [understandMessages as JobType]

/** Soon enough for whoever reads along, and rarely enough that a flood costs few transactions. */
const soon = { withinMs: 1_500 }

export const reactions: readonly Reaction[] = [
  gather(messageReceived, understandMessages, received, soon),
  gather(messageChanged, understandMessages, changed, soon),
  on(conversationMerged, (ctx, { id, intoId }) => store.moveConversation(ctx, id, intoId)),
  on(conversationsForgotten, async (ctx, { ids }) => store.stand(ctx, await store.forgetConversations(ctx, ids))),
  on(contactMerged, async (ctx, { mergeId, survivorId, loserId }) => {
    await store.handOver(ctx, mergeId, loserId, survivorId)
    await store.stand(ctx, [survivorId, loserId])
  }),
  on(contactUnmerged, async (ctx, { mergeId, survivorId, loserId }) => {
    await store.handBack(ctx, mergeId, survivorId, loserId)
    await store.stand(ctx, [survivorId, loserId])
  }),
]

export const lives: readonly Live[] = [
  live(
    events.messagesUnderstood,
    ({ conversationId }) => [`conversations.thread:${conversationId}`],
    // Who follows the thread was asked whether they may; here is only that there is something new.
    (viewer, { conversationId }) => (viewer.permissions.has(canReadOwn.code) ? { understoodOf: conversationId } : null),
  ),
]

const purpose = 'bots.personal-data.understanding'
export const personalData: readonly PersonalData[] = [
  {
    table: 'bots.understanding',
    subject: 'contact',
    columns: ['words', 'language', 'intent', 'mood', 'sentiment_percent', 'confidence_percent'],
    purpose,
    rows: { by: 'contact_id' },
    onErasure: 'delete',
    order: 'at',
  },
  {
    table: 'bots.contact_understanding',
    subject: 'contact',
    columns: ['intent', 'mood', 'language'],
    purpose,
    rows: { by: 'contact_id' },
    onErasure: 'delete',
    derived: ['intent', 'mood', 'language'],
  },
  {
    table: 'bots.conversation_understanding',
    subject: 'contact',
    columns: ['intent'],
    purpose,
    rows: { of: 'conversations.conversation', match: { conversation_id: 'id' } },
    onErasure: 'delete',
    derived: ['intent'],
  },
]
