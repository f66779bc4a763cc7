import * as identity from '#identity/server/public.ts'
import type { z } from 'zod'
import { routingChanged } from '#conversations/contract/events.ts'
import type { updateRoutingRule } from '#conversations/contract/routing-api.ts'
import type { RoutingRule, RoutingSettings, WriteRoutingRule } from '#conversations/contract/routing.ts'
import * as channels from '#conversations/server/channels/channels.store.ts'
import { orderIncomplete, ruleNamesUnknown, ruleNotFound, teamUnknown } from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import { drainSoon } from './jobs.ts'
import * as store from './rules.store.ts'
import * as settingsStore from './settings.store.ts'

export const list = async (ctx: Ctx): Promise<{ items: RoutingRule[] }> => ({ items: await store.list(ctx) })

export async function create(ctx: Ctx, input: WriteRoutingRule): Promise<RoutingRule> {
  await check(ctx, input)
  const id = ctx.newId()
  await store.insert(ctx, id, input)
  const rule = await existing(ctx, id)
  ctx.audit({ action: 'conversations.routing-rule.created', subject: subjectOf(rule), after: wordsOf(rule) })
  await ctx.emit(routingChanged, { id })
  return rule
}

export async function update(ctx: Ctx, { id, ...input }: z.output<typeof updateRoutingRule.input>): Promise<RoutingRule> {
  const before = await existing(ctx, id)
  await check(ctx, input)
  if (!(await store.update(ctx, id, ctx.ifMatch ?? before.version, input))) throw changedMeanwhile({ version: before.version })
  const rule = await existing(ctx, id)
  ctx.audit({ action: 'conversations.routing-rule.updated', subject: subjectOf(rule), before: wordsOf(before), after: wordsOf(rule) })
  await ctx.emit(routingChanged, { id })
  drainSoon(ctx)
  return rule
}

export async function remove(ctx: Ctx, { id }: { id: string }): Promise<Record<never, never>> {
  const before = await existing(ctx, id)
  await store.remove(ctx, id)
  ctx.audit({ action: 'conversations.routing-rule.removed', subject: subjectOf(before), before: wordsOf(before) })
  await ctx.emit(routingChanged, { id })
  return {}
}

export async function order(ctx: Ctx, { ids }: { ids: string[] }): Promise<{ items: RoutingRule[] }> {
  const rules = await store.list(ctx)
  if (ids.length !== rules.length || new Set(ids).size !== ids.length || rules.some(({ id }) => !ids.includes(id))) throw orderIncomplete()
  await store.order(ctx, ids)
  const after = await store.list(ctx)
  ctx.audit({
    action: 'conversations.routing-rule.reordered',
    subject: { kind: 'routing-rule', id: ctx.org, name: '' },
    before: { order: rules.map(({ name }) => name) },
    after: { order: after.map(({ name }) => name) },
  })
  await ctx.emit(routingChanged, { id: null })
  return { items: after }
}

export const settings = (ctx: Ctx): Promise<RoutingSettings> => settingsStore.get(ctx)

export async function updateSettings(ctx: Ctx, input: Omit<RoutingSettings, 'version'>): Promise<RoutingSettings> {
  const { version, ...before } = await settingsStore.get(ctx)
  if ((ctx.ifMatch ?? version) !== version || !(await settingsStore.put(ctx, { ...input, version }))) throw changedMeanwhile({ version })
  ctx.audit({
    action: 'conversations.routing-settings.updated',
    subject: { kind: 'routing-settings', id: ctx.org, name: '' },
    before,
    after: input,
  })
  await ctx.emit(routingChanged, { id: null })
  drainSoon(ctx)
  return settingsStore.get(ctx)
}

async function existing(ctx: Ctx, id: string): Promise<RoutingRule> {
  const rule = await store.find(ctx, id)
  if (!rule) throw ruleNotFound()
  return rule
}

/** Everything that a rule names is there. */
async function check(ctx: Ctx, { teamId, overflow, conditions }: WriteRoutingRule): Promise<void> {
  const [teams, brands, numbers] = [await identity.teams(ctx), await identity.brands(ctx), await channels.list(ctx)]
  const isIn = (all: readonly { id: string }[]) => (id: string) => all.some((one) => one.id === id)
  if (!isIn(teams)(teamId) || (overflow && !isIn(teams)(overflow.teamId))) throw teamUnknown()
  if (!conditions.brandIds.every(isIn(brands)) || !conditions.channelIds.every(isIn(numbers))) throw ruleNamesUnknown()
}

const subjectOf = ({ id, name }: RoutingRule) => ({ kind: 'routing-rule', id, name })
const wordsOf = ({ name, isActive, conditions, skill, teamId, method, overflow }: RoutingRule) => ({
  name,
  isActive,
  conditions,
  skill,
  teamId,
  method,
  overflow,
})
