import { act } from '@testing-library/react'
import type { QueryClient } from '@tanstack/react-query'
import type { Conversation, ConversationItem } from '#conversations/contract/conversation.ts'
import type { Message } from '#conversations/contract/message.ts'
import { InboxPage } from '#conversations/web/inbox/inbox.page.tsx'
import { liveHandlers } from '#conversations/web/inbox/inbox.live.ts'
import { counts, permissions } from '#conversations/web/testing/samples.ts'
import type { Answers, Asked } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'
import type { Session } from '#web/session.ts'

type Stage = {
  items?: ConversationItem[]
  open?: Conversation
  /** Oldest first. */
  messages?: Message[]
  answers?: Answers
  session?: Partial<Session>
  at?: string
}

/** The inbox as Ana sees it, answered at the edge of the browser. */
export function openInbox({ items = [], open, messages = [], answers = {}, session = {}, at }: Stage = {}) {
  return render(<InboxPage />, {
    session: { permissions, ...session },
    at: at ?? (open ? `/bandeja/${open.id}?vista=todas` : '/bandeja?vista=todas'),
    route: '/bandeja/{-$id}',
    answers: {
      'GET /conversations': ({ query }: Asked) => ({
        items: items.filter((item) => item.state === (query['state'] ?? item.state) && (query['urgency'] ?? item.urgency) === item.urgency),
        next: null,
      }),
      'GET /conversation-counts': counts(),
      'GET /channel-names': {
        items: [{ id: 'c', kind: 'whatsapp', name: 'Ventas Centro', brandId: 'b', displayPhone: '+54', isSimulator: true, state: 'ok' }],
      },
      'GET /conversations/:id': open ?? {},
      'GET /conversations/:id/messages': { items: messages.toReversed(), older: null, newer: null },
      'GET /conversations/:id/understandings': { items: [] },
      'GET /answer-matches': { items: [] },
      'GET /contacts/:id/conversations': { items: [], next: null },
      'GET /templates': { items: [], next: null },
      'GET /conversations/:id/costs': {
        country: 'AR',
        entryPointUntil: null,
        freeForm: { kind: 'unknown' },
        templates: { marketing: { kind: 'unknown' }, utility: { kind: 'unknown' }, authentication: { kind: 'unknown' } },
      },
      'GET /conversation-labels': { items: [] },
      'GET /colleagues': { items: [] },
      'GET /teams': { items: [] },
      'PUT /conversations/:id/reading': { readSeq: 0, unreadCount: 0 },
      'PUT /conversations/:id/draft': ({ body }: Asked) => ({ draft: { ...(body as object), updatedAt: new Date().toISOString() } }),
      'GET /contacts/:id': {
        id: 'x',
        name: 'Cliente',
        identities: [],
        addresses: [],
        restrictedAt: null,
        relations: [],
        tagIds: [],
        fields: {},
        notes: '',
        createdAt: new Date().toISOString(),
      },
      'GET /contacts/:id/timeline': { items: [], next: null },
      'GET /tags': { items: [] },
      'GET /contact-fields': { items: [] },
      ...answers,
    },
  })
}

/** What the live connection would bring. */
export const hear = (queryClient: QueryClient, event: string, patch: unknown): Promise<void> =>
  act(async () => {
    const handler = liveHandlers.find((one) => one.event === event)
    if (!handler) throw new Error(`nobody hears ${event}`)
    handler.apply(queryClient, patch as never)
    // Followers are told in the next task.
    await new Promise((resolve) => setTimeout(resolve, 0))
  })
