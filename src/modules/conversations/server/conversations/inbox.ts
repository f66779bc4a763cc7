import type { z } from 'zod'
import type { ListConversations, listContactConversations } from '#conversations/contract/api.ts'
import type { ConversationItem, InboxCounts } from '#conversations/contract/conversation.ts'
import { canReadAll, canReadTeam } from '#conversations/contract/permissions.ts'
import type { Page } from '#kernel/contract/page.ts'
import { searchable } from '#kernel/contract/text.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { invalidCursor } from '#kernel/problem.ts'
import { cardOf } from './card.store.ts'
import * as facets from './facets.ts'
import * as store from './inbox.store.ts'
import * as searchStore from './search.store.ts'

/** As far as a search goes: the newest hits among what the viewer may see. */
const mostHits = 500
const closingWithinMinutes = 120
const labelDays = 180

type Match = NonNullable<ConversationItem['match']>

export async function list(ctx: Ctx, input: ListConversations): Promise<Page<ConversationItem>> {
  const { cursor, limit, search, closing, scope, state, facet, ...narrow } = input
  const among = facet === undefined ? undefined : facets.idsOf(ctx, facet)
  const found = search ? await find(ctx, search) : undefined
  if (found && found.ids.length === 0) return { items: [], next: null }
  const selection: store.Selection = {
    ...narrow,
    // What somebody looks for by words may be anywhere.
    ...(found ? { ids: found.ids } : { scope, state }),
    ...(closing && { closingWithinMinutes }),
    ...(among && { among }),
  }
  const order: store.Order = narrow.urgency === 'now' ? 'due' : !found && state === 'snoozed' && !narrow.urgency ? 'waking' : 'latest'
  const page = await pageOf(ctx, selection, order, cursor, limit, found?.matches)
  const marks = await facets.marksOf(
    ctx,
    page.items.map(({ id }) => id),
  )
  return { ...page, items: page.items.map((item) => ({ ...item, marks: marks.get(item.id) ?? [] })) }
}

export async function ofContact(
  ctx: Ctx,
  { id, cursor, limit }: z.output<typeof listContactConversations.input>,
): Promise<Page<ConversationItem>> {
  return pageOf(ctx, { contactId: id }, 'latest', cursor, limit)
}

async function pageOf(
  ctx: Ctx,
  selection: store.Selection,
  order: store.Order,
  cursor: string | undefined,
  limit: number,
  matches?: ReadonlyMap<string, Match>,
): Promise<Page<ConversationItem>> {
  const rows = await store.page(ctx, selection, order, cursor === undefined ? undefined : readCursor(cursor, order), limit)
  const kept = rows.slice(0, limit)
  const last = kept.at(-1)
  return {
    items: kept.map((row) => ({ ...cardOf(row, ctx.now), draftPreview: row.draftText || null, match: matches?.get(row.id) ?? null })),
    next: rows.length > limit && last ? writeCursor(order, last) : null,
  }
}

export async function counts(ctx: Ctx, selection: Pick<ListConversations, 'brandId' | 'channelId' | 'label'>): Promise<InboxCounts> {
  const row = await store.counts(ctx, selection)
  const hasTeam = ctx.can(canReadTeam) || ctx.can(canReadAll)
  return {
    mine: store.countsOf(row, 'mine'),
    team: hasTeam ? store.countsOf(row, 'team') : null,
    unassigned: hasTeam ? store.countsOf(row, 'unassigned') : null,
    all: ctx.can(canReadAll) ? store.countsOf(row, 'all') : null,
    pending: row.pending,
    snoozed: row.snoozed,
  }
}

export async function labels(ctx: Ctx): Promise<{ items: { label: string; count: number }[] }> {
  return { items: await store.labels(ctx, new Date(ctx.now.getTime() - labelDays * 86_400_000).toISOString()) }
}

/** Conversations by the customer's name or number, or by the words of a message; of the latter, where. */
export async function find(ctx: Ctx, search: string): Promise<{ ids: string[]; matches: Map<string, Match> }> {
  const words = searchable(search)
  if (words === '') return { ids: [], matches: new Map() }
  const byName = await searchStore.conversations(ctx, words, mostHits)
  const terms = words.match(/[\p{L}\p{N}]+/gu)?.slice(0, 12) ?? []
  const byWords = terms.length === 0 ? [] : await searchStore.messages(ctx, queryOf(terms), mostHits)
  const matches = new Map(
    byWords.map((hit) => [hit.conversationId, { messageId: hit.messageId, excerpt: excerptOf(hit, terms), at: hit.at }]),
  )
  return { ids: [...new Set([...byName, ...matches.keys()])], matches }
}

/** Only letters and digits get here, so nothing has to be escaped. */
const queryOf = (terms: readonly string[]): searchStore.Query => ({
  settled: terms.slice(0, -1).join(' & '),
  unfinished: `${terms.at(-1)}:*`,
})

/** The words around the first hit. */
function excerptOf({ preview, text }: searchStore.Match, terms: readonly string[]): string {
  const at = Math.min(...terms.map((term) => text.indexOf(term)).filter((index) => index >= 0))
  if (!Number.isFinite(at) || at < 100) return preview
  const from = text.indexOf(' ', at - 60) + 1
  return `…${text.slice(from, from + 130)}${text.length > from + 130 ? '…' : ''}`
}

const writeCursor = (order: store.Order, { rank, sortAt, id }: store.InboxRow): string =>
  Buffer.from(JSON.stringify([order, rank, sortAt, id])).toString('base64url')

function readCursor(cursor: string, order: store.Order): store.Cursor {
  try {
    const [of, rank, at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, number, string, string]
    const isSound =
      of === order &&
      Number.isInteger(rank) &&
      rank >= 0 &&
      rank < 10 &&
      /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) &&
      /^[0-9a-f-]{36}$/.test(id)
    if (isSound) return { rank, at, id }
  } catch {
    // The same refusal as for a cursor of another order.
  }
  throw invalidCursor()
}
