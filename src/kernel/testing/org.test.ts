import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anOrg } from '#kernel/testing/org.ts'

test('a test organization sees its own rows and nobody else does', async (t) => {
  const [shop, other] = await Promise.all([anOrg(t), anOrg(t)])
  await shop.run(
    (ctx) =>
      ctx.sql`insert into kernel.idempotency (org_id, actor_id, key, request) values (kernel.current_org(), ${ctx.newId()}, 'only-mine', '\\x00')`,
  )
  const keys = (ctx: Parameters<Parameters<typeof shop.read>[0]>[0]) => ctx.sql`select key from kernel.idempotency`
  assert.deepEqual(await shop.read(keys), [{ key: 'only-mine' }])
  assert.deepEqual(await other.read(keys), [])
})

test('what a transaction asks for in one go is answered in its order, and a failure of one of them leaves nothing', async (t) => {
  const shop = await anOrg(t)
  const put = (ctx: Parameters<Parameters<typeof shop.run>[0]>[0], key: string) =>
    ctx.sql`insert into kernel.idempotency (org_id, actor_id, key, request) values (kernel.current_org(), ${ctx.newId()}, ${key}, '\\x00')`
  const count = (ctx: Parameters<Parameters<typeof shop.run>[0]>[0]) => ctx.sql<{ n: number }>`select count(*) as n from kernel.idempotency`
  const counted = await shop.run((ctx) => Promise.all([count(ctx), put(ctx, 'one'), count(ctx), put(ctx, 'two'), count(ctx)]))
  assert.deepEqual([counted[0][0]?.n, counted[2][0]?.n, counted[4][0]?.n], [0, 1, 2])
  const failing = shop.run((ctx) => Promise.all([put(ctx, 'three'), ctx.sql`select 1 / 0`, put(ctx, 'four')]))
  await assert.rejects(failing, { code: '22012' })
  assert.equal((await shop.read(count))[0]?.n, 2)
})
