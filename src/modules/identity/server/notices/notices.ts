import { z } from 'zod'
import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { live, type Live, type Topic } from '#kernel/module.ts'
import { invalidCursor, notFound } from '#kernel/problem.ts'
import { noticesRead, personNotified } from '#identity/contract/events.ts'
import type { listNotices } from '#identity/contract/notice-api.ts'
import type { Notice } from '#identity/contract/notice.ts'
import * as store from '#identity/server/notices/notices.store.ts'

/** How long what somebody was told is kept. */
const keptDays = 180

export type Telling = {
  personIds: readonly string[]
  /** A key of the caller's own locales. */
  words: string
  values: Notice['values']
  href: string
  /** What it is about, once: the same key tells a person nothing twice. */
  key: string
}

/** Tells people something, on every screen of theirs. Whoever does it is not told. */
export async function tell(ctx: Ctx, { personIds, ...notice }: Telling): Promise<void> {
  const own = ctx.actor.kind === 'user' ? ctx.actor.id : null
  const others = [...new Set(personIds)].filter((id) => id !== own)
  if (others.length === 0) return
  const told = await store.insert(
    ctx,
    others.map((personId) => ({ id: ctx.newId(), personId, ...notice })),
  )
  for (const { id, personId } of told) {
    const { words, values, href } = notice
    await ctx.emit(personNotified, { personId, notice: { id, words, values, href, createdAt: ctx.now.toISOString(), readAt: null } })
  }
}

export async function list(ctx: Ctx, { cursor, limit }: z.output<typeof listNotices.input>): Promise<Page<Notice>> {
  const personId = ownIdOf(ctx)
  if (personId === null) return { items: [], next: null }
  const rows = await store.page(ctx, personId, cursor === undefined ? undefined : placeOf(cursor), limit + 1)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last ? `${last.createdAt}~${last.id}` : null }
}

export async function count(ctx: Ctx): Promise<{ unread: number }> {
  const personId = ownIdOf(ctx)
  return { unread: personId === null ? 0 : await store.unread(ctx, personId) }
}

export async function read(ctx: Ctx, { id }: { id?: string | undefined }): Promise<{ unread: number }> {
  const personId = ownIdOf(ctx)
  if (personId === null || (id !== undefined && !(await store.exists(ctx, personId, id)))) throw notFound()
  const marked = await store.markRead(ctx, personId, id)
  const unread = await store.unread(ctx, personId)
  // Other tabs and devices of the same person.
  if (marked > 0) await ctx.emit(noticesRead, { personId, id: id ?? null, unread })
  return { unread }
}

const ownIdOf = ({ actor }: Ctx): string | null => (actor.kind === 'user' ? actor.id : null)

function placeOf(cursor: string): { at: string; id: string } {
  const found = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)~([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor)
  if (!found?.[1] || !found[2] || Number.isNaN(Date.parse(found[1]))) throw invalidCursor()
  return { at: found[1], id: found[2] }
}

export const forgetNotices = job({
  name: 'identity.forget-notices',
  payload: z.object({}),
  run: (ctx) => store.forgetReadBefore(ctx, new Date(ctx.now.getTime() - keptDays * 86_400_000).toISOString()),
})

const topic = 'identity.notices'

/** Every member may follow the topic; each sees their own on it and nothing else. */
export const noticeTopic: Topic = { prefix: topic, mayWatch: async ({ actor }) => actor.kind === 'user' }

export const noticeLives: readonly Live[] = [
  live(
    personNotified,
    () => [topic],
    (viewer, { personId, notice }) => (viewer.userId === personId ? { notice } : null),
  ),
  live(
    noticesRead,
    () => [topic],
    (viewer, { personId, id, unread }) => (viewer.userId === personId ? { read: { id, unread } } : null),
  ),
]
