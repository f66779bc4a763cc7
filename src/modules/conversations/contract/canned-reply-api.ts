import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { CannedReply, WriteCannedReply } from '#conversations/contract/canned-reply.ts'
import { canManageCanned, canReadOwn } from '#conversations/contract/permissions.ts'

export const listCannedReplies = endpoint({
  method: 'GET',
  path: '/canned-replies',
  permission: canReadOwn,
  input: z.object({ brandId: Id.optional() }),
  output: z.object({ items: z.array(CannedReply) }),
})
export const createCannedReply = endpoint({
  method: 'POST',
  path: '/canned-replies',
  permission: canManageCanned,
  input: WriteCannedReply,
  output: CannedReply,
})
export const updateCannedReply = endpoint({
  method: 'PUT',
  path: '/canned-replies/:id',
  permission: canManageCanned,
  input: WriteCannedReply.extend({ id: Id }),
  output: CannedReply,
  versioned: true,
})
export const deleteCannedReply = endpoint({
  method: 'DELETE',
  path: '/canned-replies/:id',
  permission: canManageCanned,
  input: z.object({ id: Id }),
  output: z.object({}),
})
