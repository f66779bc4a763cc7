import type { Ctx } from '#kernel/ctx.ts'
import type { IncomingMessage } from '#conversations/server/channels/channel-adapter.ts'
import type { Standing } from '#conversations/server/messages/receive.store.ts'
import type { Question } from './questions.store.ts'

/** Messages that follow each other and are all answers to a module, or all of them not. `ids` are what they will be called. */
export type Run = { items: IncomingMessage[]; ids: string[]; isTaken: boolean }

/**
 * Shows what was delivered to the module that asked, in the order in which it was written. Without an open question and
 * without a button of a module it costs nothing.
 */
export async function runsOf(ctx: Ctx, { conversation, question }: Standing, items: readonly IncomingMessage[]): Promise<Run[]> {
  const runs: Run[] = []
  let open = question
  for (const item of items) {
    const id = ctx.newId()
    const asked = conversation === null || item.isEcho ? null : (pressed(ctx, item) ?? open)
    const verdict = conversation && asked ? await hear(ctx, asked, conversation, item, id) : 'passed'
    const isTaken = verdict === 'taken'
    if (!isTaken && item.content.kind !== 'notice') open = null
    const last = runs.at(-1)
    if (last?.isTaken === isTaken) {
      last.items.push(item)
      last.ids.push(id)
    } else runs.push({ items: [item], ids: [id], isTaken })
  }
  return runs
}

/** What a button says of whom it belongs to, however long ago it was offered. */
function pressed(ctx: Ctx, { content }: IncomingMessage): Question | null {
  if (content.kind !== 'choice') return null
  const [, askedBy = '', id = ''] = /^([a-z]{1,40}):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):/.exec(content.id) ?? []
  return listenerOf(ctx, askedBy) ? { askedBy, id } : null
}

const listenerOf = (ctx: Ctx, name: string) =>
  name === '' ? undefined : ctx.modules.flatMap(({ listeners }) => listeners ?? []).find((one) => one.name === name)

async function hear(
  ctx: Ctx,
  asked: Question,
  conversation: { id: string; contactId: string },
  { at, content }: IncomingMessage,
  messageId: string,
): Promise<'taken' | 'heard' | 'passed'> {
  const listener = listenerOf(ctx, asked.askedBy)
  if (!listener || content.kind === 'notice') return 'passed'
  const { id: conversationId, contactId } = conversation
  return listener.hear(ctx, { questionId: asked.id, conversationId, contactId, messageId, at, content })
}
