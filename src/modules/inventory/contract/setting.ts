import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { NoticeTemplate } from '#inventory/contract/notice.ts'
import { ValuationMethod } from '#inventory/contract/valuation.ts'

/** How stock is kept in an organization. */
export const StockSetting = z.object({
  method: ValuationMethod,
  /** By category, where it is another one. */
  categoryMethods: z.record(Id, ValuationMethod),
  /** Lots are told of so many days before they may not be sold any more. */
  expiringDays: z.int(),
  /** Who is told of what runs out, is short or expires: in the app, */
  tellerIds: z.array(Id),
  /** and where the business is written to itself, as a contact of its own. */
  tellsContactId: Id.nullable(),
  /** What goes out to them, and to customers who wait for something, where free text may not. */
  keeperTemplate: NoticeTemplate.nullable(),
  waitingTemplate: NoticeTemplate.nullable(),
  version: z.int(),
})
export type StockSetting = z.infer<typeof StockSetting>

export const UpdateStockSetting = z.object({
  method: ValuationMethod,
  categoryMethods: z.record(Id, ValuationMethod).refine((all) => Object.keys(all).length <= 500),
  expiringDays: z.int().min(1).max(365),
  tellerIds: z.array(Id).max(20),
  tellsContactId: Id.nullable(),
  keeperTemplate: NoticeTemplate.nullable().default(null),
  waitingTemplate: NoticeTemplate.nullable().default(null),
})
export type UpdateStockSetting = z.output<typeof UpdateStockSetting>
