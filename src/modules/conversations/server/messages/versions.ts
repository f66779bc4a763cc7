import type { z } from 'zod'
import type { listMessageVersions } from '#conversations/contract/api.ts'
import { wordsOf } from '#conversations/contract/message-words.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import { messageNotFound } from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as store from './changes.store.ts'
import * as messages from './messages.store.ts'

/** What its author made of a message before what it says now, for whoever may see the conversation. */
export async function list(ctx: Ctx, { id }: { id: string }): Promise<z.output<typeof listMessageVersions.output>> {
  const [message] = await messages.byIds(ctx, [id])
  if (!message || !(await conversations.find(ctx, message.conversationId))) throw messageNotFound()
  return { items: (await store.versions(ctx, id)).map(({ at, content }) => ({ at, text: wordsOf({ content }) })) }
}
