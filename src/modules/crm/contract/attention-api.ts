import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import {
  AttentionItem,
  AttentionKindName,
  AttentionQueue,
  AttentionSettings,
  ListAttention,
  UpdateAttentionSettings,
} from '#crm/contract/attention.ts'
import { canAttend, canManageAttention, canReadAttention } from '#crm/contract/permissions.ts'

const Nothing = z.object({})
const One = z.object({ kind: AttentionKindName, subjectId: Id })

/** What waits, the most pressing first: as much of it as the caller may see. */
export const listAttention = endpoint({
  method: 'GET',
  path: '/attention-items',
  permission: canReadAttention,
  input: ListAttention,
  output: AttentionQueue,
})

/** What the caller is attending; null: nothing. */
export const getOwnClaim = endpoint({
  method: 'GET',
  path: '/attention-claim',
  permission: canAttend,
  input: Nothing,
  output: z.object({ item: AttentionItem.nullable() }),
})

/** The first that is nobody's becomes mine for ten minutes, and what I had before is let go. Null: nothing is left. */
export const claimNextItem = endpoint({
  method: 'POST',
  path: '/attention-claims',
  permission: canAttend,
  input: z.object({ kinds: z.array(AttentionKindName).max(20).default([]), brandId: Id.optional() }),
  output: z.object({ item: AttentionItem.nullable() }),
})

/** A certain one; once more, the ten minutes begin again. */
export const claimItem = endpoint({
  method: 'PUT',
  path: '/attention-items/:kind/:subjectId/claim',
  permission: canAttend,
  input: One,
  output: z.object({ item: AttentionItem }),
})

export const releaseItem = endpoint({
  method: 'DELETE',
  path: '/attention-items/:kind/:subjectId/claim',
  permission: canAttend,
  input: One,
  output: Nothing,
})

export const getAttentionSettings = endpoint({
  method: 'GET',
  path: '/attention-settings',
  permission: canReadAttention,
  input: Nothing,
  output: AttentionSettings,
})
export const updateAttentionSettings = endpoint({
  method: 'PUT',
  path: '/attention-settings',
  permission: canManageAttention,
  input: UpdateAttentionSettings,
  output: AttentionSettings,
  versioned: true,
})
