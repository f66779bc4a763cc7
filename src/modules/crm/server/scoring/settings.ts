import type { Ctx } from '#kernel/ctx.ts'
import type { SavedScoreSettings, ScoreVersion } from '#crm/contract/scoring.ts'
import { scoreVersionNotFound } from '#crm/server/problems.ts'
import { builtIn } from '#crm/server/scoring/built-in.ts'
import * as store from '#crm/server/scoring/settings.store.ts'

/** The settings in force. */
export async function active(ctx: Ctx): Promise<SavedScoreSettings> {
  return (await store.newest(ctx)) ?? { version: 0, settings: builtIn(ctx.t), createdAt: null, createdBy: null }
}

export const get = (ctx: Ctx): Promise<SavedScoreSettings> => active(ctx)

/** Any version that was ever in force; 0 are the built-in ones. */
export async function getVersion(ctx: Ctx, { version }: { version: number }): Promise<SavedScoreSettings> {
  if (version === 0) return { version: 0, settings: builtIn(ctx.t), createdAt: null, createdBy: null }
  const found = await store.find(ctx, version)
  if (!found) throw scoreVersionNotFound()
  return found
}

export async function listVersions(ctx: Ctx): Promise<{ items: ScoreVersion[] }> {
  return { items: [...(await store.list(ctx)), { version: 0, createdAt: null, createdBy: null }] }
}
