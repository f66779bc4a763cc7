import { inboxViewsChanged } from '#conversations/contract/events.ts'
import { inboxViews } from '#conversations/contract/inbox-view-api.ts'
import type { InboxLook } from '#conversations/contract/inbox-view.ts'
import { canAssign } from '#conversations/contract/permissions.ts'
import { viewing } from '#kernel/views/viewing.ts'

/** Views of the inbox: who hands out work shares them. */
export const { list, create, update, remove, problems, routes } = viewing<InboxLook>({
  table: 'conversations.inbox_view',
  look: ['query'],
  api: inboxViews,
  action: 'conversations.inbox-view.changed',
  shares: canAssign,
  changesShared: canAssign,
  changed: (ctx, id) => ctx.emit(inboxViewsChanged, { id }),
})
