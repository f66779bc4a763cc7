import type { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import type { AttentionSettings, UpdateAttentionSettings } from '#crm/contract/attention.ts'
import { attentionReordered } from '#crm/contract/attention-events.ts'
import { usualWeights } from '#crm/contract/attention-score.ts'
import { refreshVips } from '#crm/server/attention/items.store.ts'
import * as store from '#crm/server/attention/settings.store.ts'
import { attentionWeightsInvalid } from '#crm/server/problems.ts'
import * as tags from '#crm/server/tags/tags.ts'

/** As it comes while nobody has written anything else. */
const usual: AttentionSettings = { weights: usualWeights, vipTagIds: [], version: 1 }

export async function get(ctx: Ctx): Promise<AttentionSettings> {
  const row = await store.find(ctx)
  return row ? shown(row) : usual
}

export async function update(ctx: Ctx, { weights, vipTagIds }: z.output<typeof UpdateAttentionSettings>): Promise<AttentionSettings> {
  const sum = weights.chance + weights.urgency + weights.wait + weights.value
  if (sum !== 100) throw attentionWeightsInvalid({ sum })
  const wanted = [...new Set(vipTagIds)]
  await tags.requireAll(ctx, wanted)
  const before = await get(ctx)
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  return write(ctx, before, { weights, vipTagIds: wanted })
}

/** Whatever the version: for an organization that is just laid out. */
export const layOut = async (ctx: Ctx, vipTagIds: readonly string[]): Promise<AttentionSettings> =>
  write(ctx, await get(ctx), { weights: usualWeights, vipTagIds: [...vipTagIds] })

async function write(
  ctx: Ctx,
  before: AttentionSettings,
  { weights, vipTagIds: wanted }: Omit<AttentionSettings, 'version'>,
): Promise<AttentionSettings> {
  const row = await store.save(ctx, { ...weights, vipTagIds: wanted, version: before.version })
  if (!row) throw changedMeanwhile({})
  const after = shown(row)
  if (wanted.toSorted().join() !== before.vipTagIds.toSorted().join()) await refreshVips(ctx, null)
  ctx.audit({
    action: 'crm.attention.reordered',
    subject: { kind: 'attention-settings', id: ctx.org, name: '' },
    before: { ...before.weights, vipTagIds: before.vipTagIds },
    after: { ...after.weights, vipTagIds: after.vipTagIds },
  })
  await ctx.emit(attentionReordered, {})
  return after
}

const shown = ({ vipTagIds, version, ...weights }: NonNullable<Awaited<ReturnType<typeof store.find>>>): AttentionSettings => ({
  weights,
  vipTagIds,
  version,
})
