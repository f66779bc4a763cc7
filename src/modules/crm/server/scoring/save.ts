import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import type { SavedScoreSettings, ScoreSettings } from '#crm/contract/scoring.ts'
import { actorName } from '#crm/server/contacts/activity.store.ts'
import { refreshScores } from '#crm/server/scoring/refresh.ts'
import { active } from '#crm/server/scoring/settings.ts'
import * as store from '#crm/server/scoring/settings.store.ts'

/** A new version, with which every contact is scored again. Going back to an old one is saving it again. */
export async function save(ctx: Ctx, { settings }: { settings: ScoreSettings }): Promise<SavedScoreSettings> {
  const before = await active(ctx)
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  const saved: SavedScoreSettings = { version: before.version + 1, settings, createdAt: ctx.now.toISOString(), createdBy: actorName(ctx) }
  if (!(await store.insert(ctx, ctx.newId(), saved))) throw changedMeanwhile({})
  ctx.audit({
    action: 'crm.scoring.updated',
    subject: { kind: 'score-settings', id: String(saved.version), name: '' },
    before: { version: before.version, settings: before.settings },
    after: { version: saved.version, settings },
  })
  ctx.enqueue(refreshScores, {}, { lane: 'crm.refresh-scores' })
  return saved
}
