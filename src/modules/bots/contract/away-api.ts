import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { AwayPreview, AwayReply, UpdateAwayReply, WriteAwayReply } from '#bots/contract/away.ts'
import { canManageAnswers } from '#bots/contract/permissions.ts'

export const listAwayReplies = endpoint({
  method: 'GET',
  path: '/away-replies',
  permission: canManageAnswers,
  input: z.object({}),
  output: z.object({ items: z.array(AwayReply) }),
})
export const createAwayReply = endpoint({
  method: 'POST',
  path: '/away-replies',
  permission: canManageAnswers,
  input: WriteAwayReply,
  output: AwayReply,
})
export const updateAwayReply = endpoint({
  method: 'PUT',
  path: '/away-replies/:id',
  permission: canManageAnswers,
  input: UpdateAwayReply,
  output: AwayReply,
  versioned: true,
})
export const removeAwayReply = endpoint({
  method: 'DELETE',
  path: '/away-replies/:id',
  permission: canManageAnswers,
  input: z.object({ id: Id }),
  output: z.object({}),
})
/** What would be said now, or, while it is open, the next time that it is closed. */
export const previewAwayReply = endpoint({
  method: 'POST',
  path: '/away-reply-previews',
  permission: canManageAnswers,
  input: z.object({ text: z.string().max(1000), brandId: Id.nullable().default(null), channelId: Id.nullable().default(null) }),
  output: AwayPreview,
})
