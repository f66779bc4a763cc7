import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anOrg } from '#kernel/testing/org.ts'

test('a statement is planned anew for each long list, and kept where its lists are short', async (t) => {
  const shop = await anOrg(t)
  const asked = (length: number) =>
    shop.run(async (ctx) => {
      const sums = await ctx.sql<{ sum: number }>`select sum(n)::int as sum from unnest(${Array.from({ length }, (_, n) => n)}::int[]) n`
      const kept = await ctx.sql<{ statement: string }>`select statement from pg_prepared_statements where statement like 'select sum(n)%'`
      return [sums[0]?.sum, kept.length]
    })
  for (let use = 0; use < 8; use++) assert.deepEqual(await asked(1_000), [499_500, 0])
  assert.deepEqual(await asked(3), [3, 1])
})
