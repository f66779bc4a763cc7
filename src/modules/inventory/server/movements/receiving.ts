import type { Ctx } from '#kernel/ctx.ts'
import type { Moves, Receipt } from '#inventory/contract/movement.ts'
import { post, type Posted } from '#inventory/server/posting/posting.ts'

/**
 * What came in at a place, with what was paid for it. All of it or nothing; a line of a document comes once, whoever sends it
 * again. Throws problems that name the product.
 */
export const receive = (ctx: Ctx, { document, locationId, from = 'supplier', at, note = '', lines }: Receipt): Promise<Posted[]> =>
  post(ctx, {
    document,
    at,
    lines: lines.map((line) => ({ ...line, from, to: locationId, note })),
  })

/** Things from place to place, all of it or nothing. Lots are those that expire first unless it says which. */
export const move = (ctx: Ctx, moves: Moves): Promise<Posted[]> => post(ctx, moves)
