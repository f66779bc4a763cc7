import type { z } from 'zod'
import type { listMessages } from '#conversations/contract/api.ts'
import type { ThreadPage } from '#conversations/contract/conversation.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import { conversationNotFound, messageNotFound } from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { invalidCursor } from '#kernel/problem.ts'
import { messageOf, type MessageRow } from './message-row.store.ts'
import * as store from './messages.store.ts'

/** A page of a thread, newest first: the end of it, further from a cursor, or both sides of one message. */
export async function list(ctx: Ctx, { id, cursor, around, limit }: z.output<typeof listMessages.input>): Promise<ThreadPage> {
  // The thread itself has no holder: who may see the conversation is asked first, in the same breath where possible.
  if (!(await conversations.find(ctx, id))) throw conversationNotFound()
  if (around !== undefined) return pageAround(ctx, id, around, limit)
  const place = cursor === undefined ? undefined : readCursor(cursor)
  const rows = await store.page(ctx, id, place, limit)
  const hasMore = rows.length > limit
  if (place?.direction === 'newer') {
    const kept = hasMore ? rows.slice(rows.length - limit) : rows
    return pageOf(ctx, kept, { older: kept.length > 0, newer: hasMore })
  }
  const kept = hasMore ? rows.slice(0, limit) : rows
  return pageOf(ctx, kept, { older: hasMore, newer: place !== undefined && kept.length > 0 })
}

async function pageAround(ctx: Ctx, id: string, messageId: string, limit: number): Promise<ThreadPage> {
  const [middle] = await store.byIds(ctx, [messageId])
  if (middle?.conversationId !== id) throw messageNotFound()
  const half = Math.ceil(limit / 2)
  const older = await store.page(ctx, id, { at: middle.at, seq: middle.seq, direction: 'older', inclusive: true }, half)
  const newer = await store.page(ctx, id, { at: middle.at, seq: middle.seq, direction: 'newer', inclusive: false }, half)
  const keptNewer = newer.length > half ? newer.slice(newer.length - half) : newer
  return pageOf(ctx, [...keptNewer, ...older.slice(0, half)], { older: older.length > half, newer: newer.length > half })
}

function pageOf(ctx: Ctx, rows: readonly MessageRow[], has: { older: boolean; newer: boolean }): ThreadPage {
  const [newest, oldest] = [rows[0], rows.at(-1)]
  return {
    items: rows.map((row) => messageOf(ctx, row)),
    older: has.older && oldest ? writeCursor('older', oldest) : null,
    newer: has.newer && newest ? writeCursor('newer', newest) : null,
  }
}

const writeCursor = (direction: store.Place['direction'], { at, seq }: MessageRow): string =>
  Buffer.from(JSON.stringify([direction, at, seq])).toString('base64url')

function readCursor(cursor: string): store.Place {
  try {
    const [direction, at, seq] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, string, number]
    const isSound =
      (direction === 'older' || direction === 'newer') &&
      /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) &&
      Number.isInteger(seq) &&
      seq >= 0 &&
      seq < 2 ** 31
    if (isSound) return { direction, at, seq, inclusive: false }
  } catch {
    // The same refusal as for a cursor of something else.
  }
  throw invalidCursor()
}
