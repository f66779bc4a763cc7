import type { ScaleLayout } from '#commerce/contract/barcode.ts'
import type { Ctx } from '#kernel/ctx.ts'

export const all = (ctx: Ctx): Promise<ScaleLayout[]> =>
  ctx.sql<ScaleLayout>`
    select l.prefix, l.item_digits as "itemDigits", l.measure, l.decimals from commerce.scale_layout l order by l.prefix`
