import { serve, type Route, type Schedule } from '#kernel/module.ts'
import * as api from '#inventory/contract/setting-api.ts'
import * as proof from '#inventory/server/proof/proof.ts'
import { settingOf } from '#inventory/server/settings/settings.ts'
import * as writing from '#inventory/server/settings/writing.ts'
import * as changes from '#inventory/server/valuation/changes.ts'
import { applyMethod } from '#inventory/server/valuation/method.job.ts'

export const settingRoutes: readonly Route[] = [
  serve(api.getStockSetting, (ctx) => settingOf(ctx)),
  serve(api.updateStockSetting, writing.update),
  serve(api.getStockValue, (ctx) => changes.value(ctx)),
  serve(api.getStockProof, (ctx) => proof.latest(ctx)),
  serve(api.repairStock, proof.repair),
]

export const settingJobs = [applyMethod, proof.proveStock]

export const settingSchedules: readonly Schedule[] = [
  { name: 'inventory.prove-stock', everySeconds: 86_400, job: proof.proveStock, per: 'organization' },
]
