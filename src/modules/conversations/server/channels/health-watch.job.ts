import { z } from 'zod'
import { channelAlerted } from '#conversations/contract/events.ts'
import { Id } from '#kernel/contract/ids.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import * as channelStore from './channels.store.ts'
import * as health from './health.ts'
import * as store from './health.store.ts'
import { hoursByBrand } from './health-list.ts'
import { isSilent, usualHours } from './health-worries.ts'
import * as leaving from './leaving.ts'

/** Asks the provider about one number with the stored token, so that a token that ended is known before a message fails. */
export const checkNumber = job({
  name: 'conversations.check-number',
  payload: z.object({ channelId: Id }),
  attempts: 2,
  async run(ctx, { channelId }) {
    const row = await channelStore.find(ctx, channelId)
    if (row?.kind === 'whatsapp') await health.refresh(ctx, row)
  },
})

const staleMs = 6 * 3_600_000

/** Every few minutes: who has been quiet for too long, and whom the provider was not asked about for hours. */
export const watchNumbers = job({
  name: 'conversations.watch-numbers',
  payload: z.object({}) as z.ZodType<Record<string, never>>,
  async run(ctx) {
    const known = new Map((await store.all(ctx)).map((row) => [row.channelId, row]))
    for (const row of await channelStore.list(ctx)) {
      const standing = known.get(row.id)
      if (row.kind !== 'whatsapp' || standing?.isSettingUp) continue
      if (standing) await tellSilence(ctx, row, standing)
      const checkedAt = standing?.checkedAt ?? row.checkedAt
      // The stand-in of a demo has nothing to tell, and every organization has one.
      const isStale = checkedAt === null || ctx.now.getTime() - Date.parse(checkedAt) > staleMs
      if (isStale && !row.isSimulator) ctx.enqueue(checkNumber, { channelId: row.id }, { key: row.id })
    }
    await leaving.forget(ctx)
  },
})

async function tellSilence(ctx: Ctx, row: channelStore.ChannelRow, standing: store.HealthRow): Promise<void> {
  if (standing.silenceToldAt !== null) return
  const hours = (await hoursByBrand(ctx, [row])).get(row.brandId) ?? usualHours(ctx.zone)
  if (!isSilent(standing, hours, ctx.now)) return
  await store.write(ctx, { ...(await store.lock(ctx, row.id)), silenceToldAt: ctx.now.toISOString() })
  await ctx.emit(channelAlerted, { channelId: row.id, brandId: row.brandId, name: row.name, what: 'silent', reason: null })
}
