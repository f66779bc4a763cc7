import { conversationsForgotten } from '#conversations/contract/events.ts'
import { restrictedContacts } from '#crm/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Retention } from '#kernel/module.ts'
import { removeFiles } from '#kernel/privacy/erasure.ts'
import * as store from './retention.store.ts'

const restricted = async (ctx: Ctx): Promise<string[]> => [...(await restrictedContacts(ctx))]

/** What is said may be forgotten by itself: whole conversations that are over, or only their files. */
export const retention: readonly Retention[] = [
  {
    code: 'conversations.conversations',
    order: 20,
    suggestedDays: 1_095,
    leastDays: 30,
    preview: async (ctx, before) => store.countOld(ctx, before, await restricted(ctx)),
    async remove(ctx, before, limit) {
      const { ids, all } = await store.takeOld(ctx, before, await restricted(ctx), Math.min(limit, mostAtOnce))
      await removeFiles(ctx, await store.removeWhole(ctx, all))
      if (all.length > 0) await ctx.emit(conversationsForgotten, { ids: all })
      return { count: ids.length, isMore: ids.length === mostAtOnce }
    },
  },
  {
    code: 'conversations.media',
    order: 30,
    suggestedDays: 365,
    leastDays: 7,
    preview: async (ctx, before) => store.countOldMedia(ctx, before, await restricted(ctx)),
    async remove(ctx: Ctx, before, limit) {
      const fileIds = await store.forgetMedia(ctx, before, await restricted(ctx), limit)
      await removeFiles(ctx, fileIds)
      return { count: fileIds.length, isMore: fileIds.length === limit }
    },
  },
]

/** Conversations of one transaction: each may have thousands of messages. */
const mostAtOnce = 100
