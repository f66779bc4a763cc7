import * as crm from '#crm/server/public.ts'
import * as identity from '#identity/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import type { StockSetting, UpdateStockSetting } from '#inventory/contract/setting.ts'
import { stockSettingChanged } from '#inventory/contract/stock-events.ts'
import { colleagueUnknown, contactUnknown } from '#inventory/server/problems.ts'
import { settingOf } from '#inventory/server/settings/settings.ts'
import * as store from '#inventory/server/settings/settings.store.ts'
import { applyMethod } from '#inventory/server/valuation/method.job.ts'

export async function update(ctx: Ctx, input: UpdateStockSetting): Promise<StockSetting> {
  await store.lock(ctx)
  const before = await settingOf(ctx)
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  const colleagues = await identity.colleagues(ctx)
  if (input.tellerIds.some((id) => !colleagues.some((one) => one.id === id))) throw colleagueUnknown()
  if (input.tellsContactId !== null && (await crm.names(ctx, [input.tellsContactId])).size === 0) throw contactUnknown()
  const after = { ...input, version: before.version + 1 }
  await store.update(ctx, after)
  ctx.audit({
    action: 'inventory.setting.updated',
    subject: { kind: 'setting', id: ctx.org, name: '' },
    before: auditable(before),
    after: auditable(after),
  })
  await ctx.emit(stockSettingChanged, { kind: 'settings' })
  const isElse = JSON.stringify([before.method, before.categoryMethods]) !== JSON.stringify([after.method, after.categoryMethods])
  if (isElse) ctx.enqueue(applyMethod, { documentId: ctx.newId() })
  return after
}

const auditable = ({ version: _version, ...said }: StockSetting) => said
