import { z } from 'zod'
import { nilId } from '#kernel/contract/ids.ts'
import { job } from '#kernel/jobs/job.ts'
import { definitionsChanged } from '#crm/contract/events.ts'
import * as counts from '#crm/server/segments/count.store.ts'
import * as members from '#crm/server/segments/members.store.ts'
import { testOfSegments } from '#crm/server/segments/segments.ts'
import * as store from '#crm/server/segments/segments.store.ts'

const batchSize = 5_000

/** Keeps whoever is in a segment now on a list of its own, batch by batch, so that nobody waits for a million of them. */
export const freeze = job({
  name: 'crm.freeze-segment',
  payload: z.object({ segmentId: z.uuid(), originId: z.uuid(), byName: z.string() }),
  attempts: 3,
  async work(desk, { segmentId, originId, byName }) {
    for (let after: string | null = nilId; after !== null;) {
      const from: string = after
      after = await desk.transaction(async (ctx) => {
        if (!(await store.find(ctx, segmentId)) || !(await store.find(ctx, originId))) return null
        const { test } = await testOfSegments(ctx, [originId])
        return members.freeze(ctx, segmentId, test, { after: from, most: batchSize, byName })
      })
    }
    await desk.transaction(async (ctx) => {
      await members.filled(ctx, segmentId)
      if (await store.find(ctx, segmentId))
        await store.keepSize(ctx, segmentId, await counts.countAll(ctx, (await testOfSegments(ctx, [segmentId])).test))
      await ctx.emit(definitionsChanged, { kind: 'segment' })
    })
  },
})

/** The sizes that the list of segments shows. One that cannot be counted (its field is gone) keeps its last size. */
export const countSegments = job({
  name: 'crm.count-segments',
  payload: z.object({}),
  async work(desk) {
    const all = await desk.transaction((ctx) => store.all(ctx))
    for (const { id } of all) {
      try {
        await desk.transaction(async (ctx) => store.keepSize(ctx, id, await counts.count(ctx, await testOfSegments(ctx, [id]))))
      } catch (error) {
        desk.log.warn({ err: error, segmentId: id }, 'a segment could not be counted')
      }
    }
  },
})
