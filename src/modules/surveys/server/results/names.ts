import * as identity from '#identity/server/public.ts'
import { channelNames } from '#conversations/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { ResultGroup } from '#surveys/contract/result.ts'
import * as surveys from '#surveys/server/surveys/surveys.store.ts'

type Named = { id: string; name: string }

/** What a row of a table is called, also when what it stood for is gone. */
export async function namesOf(
  ctx: Ctx,
  group: ResultGroup | 'survey',
  keys: readonly (string | null)[],
): Promise<(key: string | null) => string> {
  const ids = [...new Set(keys.filter((key) => key !== null))]
  const all = ids.length === 0 ? [] : await load(ctx, group, ids)
  const byId = new Map(all.map(({ id, name }) => [id, name]))
  return (key) => (key === null ? ctx.t(`surveys.without.${group}`) : (byId.get(key) ?? ctx.t('surveys.without.name')))
}

async function load(ctx: Ctx, group: ResultGroup | 'survey', ids: readonly string[]): Promise<readonly Named[]> {
  if (group === 'agent') return identity.people(ctx, ids)
  if (group === 'team') return identity.teams(ctx)
  if (group === 'brand') return identity.brands(ctx)
  return group === 'channel' ? (await channelNames(ctx)).items : surveys.all(ctx)
}
