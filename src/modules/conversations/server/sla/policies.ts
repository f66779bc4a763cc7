import * as identity from '#identity/server/public.ts'
import type { z } from 'zod'
import type { orderSlaPolicies } from '#conversations/contract/sla-api.ts'
import type { CreateSlaPolicy, SlaConditions, SlaPolicy, SlaSettings, UpdateSlaPolicy } from '#conversations/contract/sla.ts'
import * as channels from '#conversations/server/channels/channels.store.ts'
import { brandUnknown, calendarUnknown, channelUnknown, defaultPolicyStays, teamUnknown } from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile, notFound } from '#kernel/problem.ts'
import { evenTargets } from './policy-rules.ts'
import * as store from './policies.store.ts'

type Policies = { items: SlaPolicy[] }

const usualMinutes = 15
const none: SlaConditions = { brandIds: [], channelIds: [], priorities: [], labels: [], teamIds: [] }

export const list = async (ctx: Ctx): Promise<Policies> => ({ items: await store.list(ctx) })

/** With the one that fits everything, which is written down the first time somebody needs it. */
export async function effective(ctx: Ctx): Promise<SlaPolicy[]> {
  const policies = await store.list(ctx)
  if (policies.at(-1)?.isDefault) return policies
  await layOut(ctx)
  return store.list(ctx)
}

/** Every organization promises something: an answer within a quarter of an hour. */
export async function layOut(ctx: Ctx): Promise<void> {
  await store.insert(ctx, {
    id: ctx.newId(),
    name: 'General',
    isDefault: true,
    conditions: none,
    targets: evenTargets(usualMinutes),
    time: 'plain',
    calendarId: null,
    warnPercent: 80,
  })
}

export async function create(ctx: Ctx, input: CreateSlaPolicy): Promise<SlaPolicy> {
  await check(ctx, input)
  await effective(ctx)
  const id = ctx.newId()
  await store.insert(ctx, { ...input, id, isDefault: false })
  const policy = await existing(ctx, id)
  ctx.audit({ action: 'conversations.sla-policy.created', subject: { kind: 'sla-policy', id, name: policy.name }, after: words(policy) })
  return policy
}

export async function update(ctx: Ctx, input: UpdateSlaPolicy): Promise<SlaPolicy> {
  const before = await existing(ctx, input.id)
  await check(ctx, input)
  const { id, isDefault, conditions, ...rest } = input
  // What fits everything has no conditions, whatever is asked of it.
  const change = { ...rest, ...(conditions && { conditions: before.isDefault ? none : conditions }) }
  if (!(await store.update(ctx, id, change, ctx.ifMatch))) throw changedMeanwhile({ version: before.version })
  if (isDefault && !before.isDefault) await store.makeDefault(ctx, id)
  const after = await existing(ctx, id)
  ctx.audit({
    action: 'conversations.sla-policy.updated',
    subject: { kind: 'sla-policy', id, name: after.name },
    before: words(before),
    after: words(after),
  })
  return after
}

export async function remove(ctx: Ctx, { id }: { id: string }): Promise<Record<never, never>> {
  const policy = await existing(ctx, id)
  if (policy.isDefault) throw defaultPolicyStays()
  await store.remove(ctx, id)
  ctx.audit({ action: 'conversations.sla-policy.removed', subject: { kind: 'sla-policy', id, name: policy.name }, before: words(policy) })
  return {}
}

/** Those that are not named keep their place behind the named ones. */
export async function order(ctx: Ctx, { ids }: z.output<typeof orderSlaPolicies.input>): Promise<Policies> {
  const policies = await store.list(ctx)
  const known = new Map(policies.map((policy) => [policy.id, policy]))
  if (!ids.every((id) => known.has(id)) || new Set(ids).size !== ids.length) throw notFound()
  await store.setOrder(ctx, [...ids, ...policies.filter(({ id }) => !ids.includes(id)).map(({ id }) => id)])
  ctx.audit({
    action: 'conversations.sla-policy.ordered',
    subject: { kind: 'sla-policy', id: ids[0] ?? ctx.org, name: ids.map((id) => known.get(id)?.name).join(', ') },
  })
  return list(ctx)
}

export const settings = (ctx: Ctx): Promise<SlaSettings> => store.settings(ctx)

export async function saveSettings(ctx: Ctx, input: Omit<SlaSettings, 'version'>): Promise<SlaSettings> {
  const { version, ...before } = await store.settings(ctx)
  if ((ctx.ifMatch ?? version) !== version || !(await store.saveSettings(ctx, { ...input, version }))) throw changedMeanwhile({ version })
  ctx.audit({
    action: 'conversations.sla-settings.updated',
    subject: { kind: 'sla-settings', id: ctx.org, name: '' },
    before,
    after: input,
  })
  return store.settings(ctx)
}

async function existing(ctx: Ctx, id: string): Promise<SlaPolicy> {
  const policy = await store.find(ctx, id)
  if (!policy) throw notFound()
  return policy
}

async function check(ctx: Ctx, { conditions, calendarId }: Partial<Pick<SlaPolicy, 'conditions' | 'calendarId'>>): Promise<void> {
  const knows = (known: readonly { id: string }[], ids: readonly string[]): boolean => ids.every((id) => known.some((one) => one.id === id))
  if (conditions?.brandIds.length && !knows(await identity.brands(ctx), conditions.brandIds)) throw brandUnknown()
  if (conditions?.teamIds.length && !knows(await identity.teams(ctx), conditions.teamIds)) throw teamUnknown()
  if (conditions?.channelIds.length && !knows(await channels.list(ctx), conditions.channelIds)) throw channelUnknown()
  if (calendarId && !knows(await identity.calendars(ctx), [calendarId])) throw calendarUnknown()
}

const words = ({ name, isDefault, time, warnPercent, targets, conditions }: SlaPolicy) => ({
  name,
  isDefault,
  time,
  warnPercent,
  targets: Object.entries(targets)
    .map(([priority, of]) => `${priority} ${of.firstResponseMinutes}/${of.nextResponseMinutes}/${of.resolutionMinutes ?? '–'} min`)
    .join(', '),
  conditions: Object.entries(conditions)
    .flatMap(([what, values]) => (values.length > 0 ? [`${what}: ${values.join(' ')}`] : []))
    .join(', '),
})
