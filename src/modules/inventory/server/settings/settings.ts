import type { Ctx } from '#kernel/ctx.ts'
import type { StockSetting } from '#inventory/contract/setting.ts'
import type { ValuationMethod } from '#inventory/contract/valuation.ts'
import * as store from '#inventory/server/settings/settings.store.ts'

const usual: StockSetting = {
  method: 'average',
  categoryMethods: {},
  expiringDays: 7,
  tellerIds: [],
  tellsContactId: null,
  keeperTemplate: null,
  waitingTemplate: null,
  version: 0,
}

/** As somebody set it, or as it is until then (version 0). */
export const settingOf = async (ctx: Ctx): Promise<StockSetting> => (await store.find(ctx)) ?? usual

export const methodOf = ({ method, categoryMethods }: StockSetting, categoryId: string | null): ValuationMethod =>
  (categoryId === null ? undefined : categoryMethods[categoryId]) ?? method
