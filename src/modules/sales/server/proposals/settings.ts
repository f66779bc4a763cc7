import type { AfterAcceptance } from '#kernel/acceptance.ts'
import { dayIn } from '#kernel/contract/calendar-day.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import * as identity from '#identity/server/public.ts'
import type { ProposalSettings, UpdateProposalSettings } from '#sales/contract/proposal-settings.ts'
import { prefixInvalid, proposalBrandUnknown } from '#sales/server/problems.ts'
import * as store from '#sales/server/proposals/settings.store.ts'

const usualPrefix = 'P'
const usual: store.StoredSettings = { limits: [], prefixes: [], skipped: [], version: 1 }

export const get = async (ctx: Ctx): Promise<ProposalSettings> => shownOf(ctx, (await store.find(ctx)) ?? usual)

const shownOf = (ctx: Ctx, { skipped, ...settings }: store.StoredSettings): ProposalSettings => ({
  ...settings,
  followups: followupsOf(ctx).map(({ code }) => ({ code, isOn: !skipped.includes(code) })),
})

/** What the modules of this installation make of an accepted proposal. */
export const followupsOf = ({ modules }: Pick<Ctx, 'modules'>): AfterAcceptance[] =>
  modules.flatMap(({ onAcceptance = [] }) => onAcceptance).toSorted((a, b) => a.order - b.order)

export async function update(ctx: Ctx, { limits, prefixes, followups = [] }: UpdateProposalSettings): Promise<ProposalSettings> {
  const before = (await store.find(ctx)) ?? usual
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  const brands = new Set((await identity.brands(ctx)).map(({ id }) => id))
  for (const { brandId, prefix } of prefixes) {
    if (!brands.has(brandId)) throw proposalBrandUnknown()
    if (!/^[A-Z0-9]{1,6}$/.test(prefix.toUpperCase())) throw prefixInvalid({ prefix })
  }
  const next = {
    limits: [...new Map(limits.map((one) => [one.currency, one])).values()],
    prefixes: [...new Map(prefixes.map((one) => [one.brandId, { ...one, prefix: one.prefix.toUpperCase() }])).values()],
    skipped: [
      ...before.skipped.filter((code) => !followups.some((one) => one.code === code)),
      ...followups.filter(({ isOn }) => !isOn).map(({ code }) => code),
    ],
  }
  const after = await store.save(ctx, { ...next, version: before.version })
  if (!after) throw changedMeanwhile({})
  ctx.audit({
    action: 'sales.proposal-settings.updated',
    subject: { kind: 'proposal-settings', id: ctx.org, name: '' },
    before: { limits: before.limits, prefixes: before.prefixes, skipped: before.skipped },
    after: next,
  })
  return shownOf(ctx, after)
}

/** `P-2026-00042`: the year is the organization's own. Only in the transaction that writes the proposal. */
export async function nextNumber(ctx: Ctx, brandId: string): Promise<string> {
  const { prefixes } = await get(ctx)
  const prefix = prefixes.find((one) => one.brandId === brandId)?.prefix ?? usualPrefix
  const year = Number(todayIn(ctx).slice(0, 4))
  return `${prefix}-${year}-${String(await store.next(ctx, prefix, year)).padStart(5, '0')}`
}

/** The calendar day of this moment in the organization's zone: `2026-11-21`. */
export const todayIn = ({ now, zone }: Pick<Ctx, 'now' | 'zone'>): string => dayIn(zone, now)
