import { canReadCosts } from '#commerce/contract/permissions.ts'
import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { ListMovements, Movement } from '#inventory/contract/movement.ts'
import * as store from '#inventory/server/movements/movements.store.ts'

export async function list(ctx: Ctx, { search: _search, ...input }: ListMovements): Promise<Page<Movement>> {
  const { items, next } = await store.page(ctx, input)
  return { items: items.map((one) => shown(ctx, one)), next }
}

/** Values are for who may know what things cost. */
export const shown = (ctx: Ctx, movement: Movement): Movement => (ctx.can(canReadCosts) ? movement : { ...movement, valueMinor: null })
