import * as identity from '#identity/server/public.ts'
import * as channels from '#conversations/server/channels/channels.store.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Group } from './reports.store.ts'

/** What a row is called; the hour as it stands on the clock, the day as the files write it. */
export async function namesOf(ctx: Ctx, group: Group): Promise<(key: string | null) => string> {
  const names = await load(ctx, group)
  return (key) => {
    if (group === 'hour') return `${key ?? ''}:00`
    if (group === 'day') return key ?? ''
    if (key === null) return ctx.t(`conversations.reports.without.${group === 'team' ? 'team' : 'agent'}`)
    return names.get(key) ?? ctx.t('conversations.reports.without.name')
  }
}

async function load(ctx: Ctx, group: Group): Promise<Map<string, string>> {
  const pairs = (all: readonly { id: string; name: string }[]) => new Map(all.map(({ id, name }) => [id, name]))
  if (group === 'agent') return pairs(await identity.colleagues(ctx))
  if (group === 'team') return pairs(await identity.teams(ctx))
  if (group === 'brand') return pairs(await identity.brands(ctx))
  return group === 'channel' ? pairs(await channels.list(ctx)) : new Map()
}
