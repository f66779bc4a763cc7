import { z } from 'zod'
import { nilId } from '#kernel/contract/ids.ts'
import type { Ctx, Desk } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import type { TimelineSource } from '#kernel/module.ts'
import { moves } from '#kernel/timeline.ts'
import { segmentEntered, segmentLeft } from '#crm/contract/segment-events.ts'
import { testOfSegments } from '#crm/server/segments/segments.ts'
import * as store from '#crm/server/segments/watching.store.ts'

const batchSize = 2_000
/** As many as one event names. */
const mostTold = 500
const keptDays = 730

/**
 * Tells who came into the watched segments and who went out since they were last looked at. It only reads contacts, a few
 * thousand at a time, so that nobody waits for it; cut short, it goes on the next time, and what was told is not told again.
 */
export const watchSegments = job({
  name: 'crm.watch-segments',
  payload: z.object({}),
  async work(desk) {
    for (const { id } of await desk.transaction(store.watched)) {
      try {
        await look(desk, id)
      } catch (error) {
        desk.log.warn({ err: error, segmentId: id }, 'a watched segment could not be looked at')
      }
    }
    await desk.transaction((ctx) => store.forget(ctx, new Date(ctx.now.getTime() - keptDays * 86_400_000)))
  },
})

async function look(desk: Desk, id: string): Promise<void> {
  for (let after: string | null = nilId; after !== null && !desk.signal.aborted;) {
    const from: string = after
    after = await desk.transaction((ctx) => step(ctx, id, from))
  }
}

/** The contacts after `after`; answers the last one looked at, or null when there are no more. */
async function step(ctx: Ctx, id: string, after: string): Promise<string | null> {
  const segment = await store.hold(ctx, id)
  if (!segment) return null
  const { test } = await testOfSegments(ctx, [id])
  const ids = await store.next(ctx, test, after, batchSize)
  const until = ids.length === batchSize ? (ids.at(-1) ?? null) : null
  const { entered, left } = await store.replace(ctx, id, { after, until, ids })
  if (segment.watchedSince !== null) {
    await store.note(ctx, segment, 'entered', entered)
    await store.note(ctx, segment, 'left', left)
    const at = ctx.now.toISOString()
    for (const contactIds of slices(entered)) await ctx.emit(segmentEntered, { segmentId: id, contactIds, at })
    for (const contactIds of slices(left)) await ctx.emit(segmentLeft, { segmentId: id, contactIds, at })
  }
  if (until === null) await store.begun(ctx, id)
  return until
}

const slices = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / mostTold) }, (_, i) => ids.slice(i * mostTold, (i + 1) * mostTold))

/** Comings and goings in the timeline of a contact. */
export const segmentTimeline: TimelineSource = {
  kinds: ['crm.segment-entered', 'crm.segment-left'],
  async entries(ctx, query) {
    return (await store.passages(ctx, query)).map(({ id, at, direction, segmentName, segmentId }) => ({
      id,
      at,
      kind: `crm.segment-${direction}`,
      words: `crm.timeline.segment-${direction}`,
      values: { segment: segmentName },
      href: `/contactos/segmentos/${segmentId}`,
      actorName: null,
    }))
  },
  movedBy: [segmentEntered, segmentLeft].map((event) => moves(event, ({ contactIds }) => contactIds)),
}
