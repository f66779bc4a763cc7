import type { Ctx } from '#kernel/ctx.ts'
import type { CatalogueSetting } from '#orders/contract/catalogue-order.ts'

export async function find(ctx: Ctx): Promise<CatalogueSetting> {
  const [row] = await ctx.sql<CatalogueSetting>`
    select c.takes_by_itself as "takesByItself", c.version from orders.catalogue_setting c`
  return row ?? { takesByItself: false, version: 0 }
}

/** `undefined`: somebody else was first. */
export async function save(ctx: Ctx, takesByItself: boolean, expected: number): Promise<number | undefined> {
  const [row] =
    expected === 0
      ? await ctx.sql<{ version: number }>`
          insert into orders.catalogue_setting (id, takes_by_itself) values (${ctx.newId()}, ${takesByItself})
          on conflict (org_id) do nothing returning version`
      : await ctx.sql<{ version: number }>`
          update orders.catalogue_setting set takes_by_itself = ${takesByItself}, version = version + 1
          where version = ${expected} returning version`
  return row?.version
}
