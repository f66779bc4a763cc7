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
