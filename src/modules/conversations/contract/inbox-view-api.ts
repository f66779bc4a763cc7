import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { CreateInboxView, InboxView, UpdateInboxView } from '#conversations/contract/inbox-view.ts'
import { canReadOwn } from '#conversations/contract/permissions.ts'

/** One's own and the shared ones, by name. A view shows nobody more than their role lets them see. */
export const listInboxViews = endpoint({
  method: 'GET',
  path: '/inbox-views',
  permission: canReadOwn,
  input: z.object({}),
  output: z.object({ items: z.array(InboxView) }),
})
/** Sharing one needs the permission to assign. */
export const createInboxView = endpoint({
  method: 'POST',
  path: '/inbox-views',
  permission: canReadOwn,
  input: CreateInboxView,
  output: InboxView,
})
export const updateInboxView = endpoint({
  method: 'PATCH',
  path: '/inbox-views/:id',
  permission: canReadOwn,
  input: UpdateInboxView,
  output: InboxView,
  versioned: true,
})
export const deleteInboxView = endpoint({
  method: 'DELETE',
  path: '/inbox-views/:id',
  permission: canReadOwn,
  input: z.object({ id: Id }),
  output: z.object({}),
})
