import type { z } from 'zod'
import type { listActions } from '#bots/contract/flow-api.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Action } from '#kernel/action.ts'

/** Everything that modules let flows do. */
export const actionsOf = (ctx: Pick<Ctx, 'modules'>): Action[] =>
  ctx.modules.flatMap(({ actions }) => actions ?? []).toSorted((one, other) => one.order - other.order)

export async function list(ctx: Ctx): Promise<z.output<typeof listActions.output>> {
  const items = await Promise.all(
    actionsOf(ctx).map(async ({ code, fields }) => ({
      code,
      fields: await Promise.all(
        fields.map(async ({ name, kind, isRequired, choices }) => ({
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
