import { z } from 'zod'
import { endpoint, member } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { pageOf } from '#kernel/contract/page.ts'
import { Notice } from '#identity/contract/notice.ts'

/** One's own, newest first. */
export const listNotices = endpoint({
  method: 'GET',
  path: '/notices',
  permission: member,
  input: z.object({ cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(20) }),
  output: pageOf(Notice),
})

export const countNotices = endpoint({
  method: 'GET',
  path: '/notice-counts',
  permission: member,
  input: z.object({}),
  output: z.object({ unread: z.int() }),
})

/** Marks as read one of one's own, or all of them when `id` is absent. */
export const readNotices = endpoint({
  method: 'PUT',
  path: '/notices/reading',
  permission: member,
  input: z.object({ id: Id.optional() }),
  output: z.object({ unread: z.int() }),
})
