import * as identity from '#identity/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import type { PurchasingSetting, SaveSetting } from '#purchasing/contract/purchasing-setting.ts'
import * as store from '#purchasing/server/settings/settings.store.ts'

const usual: store.SettingRow = {
  approvalOverMinor: null,
  overBasisPoints: 500,
  shortBasisPoints: 0,
  billQuantityBasisPoints: 0,
  billPriceBasisPoints: 100,
  costRule: 'average',
  orderTemplate: null,
  version: 0,
}

/** How the organization buys; as it usually is done until somebody says otherwise. */
export const settingOf = async (ctx: Ctx): Promise<store.SettingRow> => (await store.find(ctx)) ?? usual

export async function get(ctx: Ctx): Promise<PurchasingSetting> {
  const { currency } = await identity.organization(ctx)
  return { ...(await settingOf(ctx)), currency }
}

export async function save(ctx: Ctx, input: SaveSetting): Promise<PurchasingSetting> {
  const before = await settingOf(ctx)
  if (ctx.ifMatch !== before.version || !(await store.save(ctx, input, before.version))) throw changedMeanwhile({ version: before.version })
  const { version: _version, ...was } = before
  ctx.audit({ action: 'purchasing.setting.updated', subject: { kind: 'purchasing', id: ctx.org, name: '' }, before: was, after: input })
  return get(ctx)
}
