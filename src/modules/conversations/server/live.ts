import { connectorChanged } from '#conversations/contract/connector-events.ts'
import * as events from '#conversations/contract/events.ts'
import type { InboxPatch, ThreadPatch } from '#conversations/contract/events.ts'
import type { ConversationCard } from '#conversations/contract/conversation.ts'
import type { Message } from '#conversations/contract/message.ts'
import { canManageChannels, canReadOwn } from '#conversations/contract/permissions.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import { maySee } from '#conversations/server/conversations/visibility.store.ts'
import { live, type Live, type Topic, type Viewer } from '#kernel/module.ts'

const inbox = 'conversations.inbox'
const thread = 'conversations.thread'

export const topics: readonly Topic[] = [
  { prefix: inbox, mayWatch: async (ctx) => ctx.can(canReadOwn) },
  {
    prefix: thread,
    mayWatch: async (ctx, id) => ctx.can(canReadOwn) && id !== null && isId(id) && (await conversations.find(ctx, id)) !== undefined,
  },
]

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

type Holder = { assigneeId: string | null; teamId: string | null }
type About = { conversation: ConversationCard; was?: Holder }

const mayRead = (viewer: Viewer, holder: Holder): boolean => viewer.permissions.has(canReadOwn.code) && maySee(viewer, holder)

/** The patch for whoever may see it now; for whoever only could before, that it is gone. */
function shownTo<P extends object>(viewer: Viewer, { conversation, was }: About, patch: () => P): P | { gone: true; id: string } | null {
  if (mayRead(viewer, conversation)) return patch()
  return was && mayRead(viewer, was) ? { gone: true, id: conversation.id } : null
}

const inInbox = (_data: unknown): readonly string[] => [inbox]
const inThread = ({ conversation }: About): readonly string[] => [`${thread}:${conversation.id}`]

const card = (viewer: Viewer, data: About): InboxPatch | null => shownTo(viewer, data, () => ({ conversation: data.conversation }))
const changed = (viewer: Viewer, data: About & { activity: Message | null }): ThreadPatch | null =>
  shownTo(viewer, data, () => ({ conversation: data.conversation, ...(data.activity && { message: data.activity }) }))
const said = (viewer: Viewer, data: About & { message: Message }): ThreadPatch | null =>
  shownTo(viewer, data, () => ({ conversation: data.conversation, message: data.message }))

const changes = [
  events.conversationAssigned,
  events.conversationResolved,
  events.conversationReopened,
  events.conversationSnoozed,
  events.conversationWoken,
  events.conversationUpdated,
]
const promises = [events.clockWarned, events.clockBreached]
const messages = [events.messageReceived, events.messageSent, events.messageChanged, events.noteWritten] as const

/** Everything that moves on open screens, twice where it moves twice: a card in the list, the whole in its thread. */
export const lives: readonly Live[] = [
  live(events.conversationOpened, inInbox, card),
  live(events.conversationRead, inInbox, card),
  live(events.conversationRead, inThread, (viewer, data) => shownTo(viewer, data, () => ({ conversation: data.conversation }))),
  ...promises.flatMap((event) => [live<About>(event as never, inInbox, card), live<About>(event as never, inThread, card)]),
  ...changes.flatMap((event) => [live(event, inInbox, card), live(event, inThread, changed)]),
  ...messages.flatMap((event) => [
    live<About & { message: Message }>(event as never, inInbox, card),
    live<About & { message: Message }>(event as never, inThread, said),
  ]),
  live(
    events.messageStatusChanged,
    // Lists show how far the last message got, also to those who have not opened it.
    ({ conversationId }) => [`${thread}:${conversationId}`, inbox],
    (viewer, { conversationId, messageId, state, times, failure, ...holder }): ThreadPatch | null =>
      mayRead(viewer, holder) ? { status: { conversationId, messageId, state, times, failure } } : null,
  ),
  live(
    events.conversationMerged,
    ({ id }) => [inbox, `${thread}:${id}`],
    (viewer, { id, was }): ThreadPatch | null => (mayRead(viewer, was) ? { gone: true, id } : null),
  ),
  live(
    events.scheduledChanged,
    ({ conversationId }) => [`${thread}:${conversationId}`],
    (viewer, { conversationId, ...holder }): ThreadPatch | null => (mayRead(viewer, holder) ? { scheduledOf: conversationId } : null),
  ),
  ...[events.channelCreated, events.channelUpdated, events.channelStopped, events.channelResumed, events.channelHealthChanged].map(
    (event) =>
      live<{ channelId: string }>(event as never, inInbox, (viewer): InboxPatch | null =>
        viewer.permissions.has(canReadOwn.code) || viewer.permissions.has(canManageChannels.code) ? { refresh: 'channels' } : null,
      ),
  ),
  live(events.templatesChanged, inInbox, (viewer): InboxPatch | null =>
    viewer.permissions.has(canReadOwn.code) ? { refresh: 'templates' } : null,
  ),
  live(events.inboxViewsChanged, inInbox, (viewer): InboxPatch | null =>
    viewer.permissions.has(canReadOwn.code) ? { refresh: 'views' } : null,
  ),
  // Whether a colleague can be given work is everybody's to know; rules concern those who see the menu they feed.
  live(events.availabilityChanged, inInbox, (viewer, availability) => (viewer.permissions.has(canReadOwn.code) ? { availability } : null)),
  live(events.routingChanged, inInbox, (viewer) => (viewer.permissions.has(canReadOwn.code) ? { refresh: 'routing' } : null)),
  live(events.channelAlerted, inInbox, (viewer, { channelId, name, what, reason }): InboxPatch | null =>
    viewer.permissions.has(canManageChannels.code) ? { refresh: 'channels', alert: { channelId, name, what, reason } } : null,
  ),
  live(connectorChanged, inInbox, (viewer): InboxPatch | null =>
    viewer.permissions.has(canReadOwn.code) ? { refresh: 'channels' } : null,
  ),
  live(events.cannedRepliesChanged, inInbox, (viewer): InboxPatch | null =>
    viewer.permissions.has(canReadOwn.code) ? { refresh: 'canned-replies' } : null,
  ),
]
