import type { z } from 'zod'
import type { listActions } from '#bots/contract/flow-api.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Action } from '#kernel/action.ts'
import type { Dialogue } from '#kernel/dialogue.ts'

/** Everything that modules let flows do. */
export const actionsOf = (ctx: Pick<Ctx, 'modules'>): Action[] =>
  ctx.modules.flatMap(({ actions }) => actions ?? []).toSorted((one, other) => one.order - other.order)

/** Everything that modules take conversations over for. */
export const dialoguesOf = (ctx: Pick<Ctx, 'modules'>): Dialogue[] =>
  ctx.modules.flatMap(({ dialogues }) => dialogues ?? []).toSorted((one, other) => one.order - other.order)

export async function list(ctx: Ctx): Promise<z.output<typeof listActions.output>> {
  const items = await Promise.all(
    [...dialoguesOf(ctx), ...actionsOf(ctx)].map(async (one) => ({
      code: one.code,
      isDialogue: 'hear' in one,
      fields: await Promise.all(
        one.fields.map(async ({ name, kind, isRequired, choices }) => ({
          name,
          kind,
          isRequired,
          choices: choices ? await choices(ctx) : null,
        })),
      ),
    })),
  )
  return { items }
}
