import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { z } from 'zod'
import * as identity from '#identity/server/public.ts'
import type { Message } from '#conversations/contract/message.ts'
import type { CardRow } from '#conversations/server/conversations/card.store.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import * as thread from '#conversations/server/messages/thread.ts'
import { dayIn } from '#kernel/contract/calendar-day.ts'
import { Id } from '#kernel/contract/ids.ts'
import type { Ctx, Desk } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { renderPdf } from '#kernel/pdf/pdf.ts'
import * as store from './exports.store.ts'
import { paperOf } from './paper.ts'

const pageSize = 100
/** Beyond it the newest are kept: a book of a thousand pages is read by nobody. */
const mostMessages = 20_000

export const writeConversation = job({
  name: 'conversations.write-conversation',
  payload: z.object({ exportId: Id }),
  attempts: 3,
  async work(desk, { exportId }) {
    const one = await desk.transaction((ctx) => store.find(ctx, exportId))
    if (one?.status !== 'running') return
    try {
      await write(desk, one)
    } catch (error) {
      if (!desk.lastAttempt) throw error
      desk.log.error({ err: error, exportId }, 'a conversation was not written to a file')
      await desk.transaction((ctx) => store.finish(ctx, exportId, { status: 'failed', messages: 0, fileId: null }))
    }
  },
})

async function write(desk: Desk, { id, conversationId, format }: store.StoredExport): Promise<void> {
  const [conversation] = await desk.transaction((ctx) => conversations.cards(ctx, [conversationId]))
  if (!conversation) return desk.transaction((ctx) => store.finish(ctx, id, { status: 'failed', messages: 0, fileId: null }))
  const messages = await readAll(desk, conversationId)
  const bytes = format === 'json' ? json(conversation, messages) : await pdf(desk, conversation, messages)
  const day = await desk.transaction((ctx) => Promise.resolve(dayIn(ctx.zone, conversation.openedAt)))
  const staged = await desk.files.stage(desk.org, {
    name: `${nameOf(conversation.contactName)}-${day}.${format}`,
    stream: Readable.from([Buffer.from(bytes)]),
    maxBytes: 256 * 1024 ** 2,
    isTemporary: true,
  })
  await desk.transaction(async (ctx) => {
    const file = await ctx.files.put(ctx, staged)
    await store.finish(ctx, id, { status: 'done', messages: messages.length, fileId: file.id })
  })
}

/** Oldest first; page by page, so that no transaction stays open for a long thread. */
async function readAll(desk: Desk, id: string): Promise<Message[]> {
  const found: Message[] = []
  let cursor: string | undefined
  do {
    const page = await desk.transaction((ctx) => thread.list(ctx, { id, limit: pageSize, cursor, around: undefined }))
    found.push(...page.items)
    cursor = page.older ?? undefined
  } while (cursor !== undefined && found.length < mostMessages)
  return found.toReversed()
}

function json(conversation: CardRow, messages: readonly Message[]): string {
  const { contactName, contactAddress, channelKind, state, labels, openedAt, resolvedAt, id } = conversation
  const about = { id, contactName, contactAddress, channelKind, state, labels, openedAt, resolvedAt }
  return JSON.stringify({ conversation: about, messages: messages.map(withoutAddresses) }, null, 2)
}

/** They are good for hours, a file is kept for years. */
function withoutAddresses(message: Message): Message {
  if (!('media' in message.content)) return message
  const media = { ...message.content.media, url: null, thumbnailUrl: null, downloadUrl: null }
  return { ...message, content: { ...message.content, media } }
}

async function pdf(desk: Desk, conversation: CardRow, messages: readonly Message[]): Promise<Uint8Array> {
  const [source, paper] = await Promise.all([
    readFile(new URL('conversation.typ', import.meta.url), 'utf8'),
    desk.transaction(async (ctx: Ctx) => {
      const brand = (await identity.brands(ctx)).find(({ id }) => id === conversation.brandId)
      return { ...paperOf(ctx, { conversation, messages, brandName: brand?.name ?? '' }), language: ctx.locale }
    }),
  ])
  return renderPdf(source, paper, { language: paper.language })
}

const nameOf = (contactName: string): string =>
  contactName
    .replaceAll(/[^\p{L}\p{N} ]/gu, '')
    .trim()
    .slice(0, 60) || 'conversation'
