import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { BrandNotices, UpdateNotices } from '#orders/contract/notice.ts'
import { canManageOrdering } from '#orders/contract/permissions.ts'

/** What customers are told of their orders, by brand, the main one first. */
export const listNotices = endpoint({
  method: 'GET',
  path: '/order-notices',
  permission: canManageOrdering,
  input: z.object({}),
  output: z.object({ items: z.array(BrandNotices) }),
})
export const updateNotices = endpoint({
  method: 'PUT',
  path: '/order-notices/:brandId',
  permission: canManageOrdering,
  input: UpdateNotices,
  output: BrandNotices,
  versioned: true,
})
