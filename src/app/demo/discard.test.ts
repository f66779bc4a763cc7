import assert from 'node:assert/strict'
import { test } from 'node:test'
import { discardDemo } from '#app/demo/discard.ts'
import { loadDemo } from '#app/demo/load.ts'
import * as tenants from '#identity/server/tenants.ts'
import { testKernel } from '#kernel/testing/kernel.ts'
import { testPostgres } from '#kernel/testing/postgres.ts'
import '#kernel/testing/org.ts'

test('a half demo is removed whole, others stay, and the same people can be written again', async () => {
  const [{ kernel, openOrganization }, { urls }] = [await testKernel(), await testPostgres()]
  const other = '01900000-0000-7000-8000-000000000001'
  await openOrganization(other, { name: 'Otra', isDemo: false })
  const half = await loadDemo(kernel, { conversations: 3 })
  await discardDemo(urls.owner, half.orgId)
  assert.deepEqual(await tenants.organizationIds(kernel.db.platform), [other])
  assert.deepEqual(await kernel.db.read(half.orgId, (sql) => sql`select id from crm.contact`), [])
  assert.equal((await kernel.db.read(other, (sql) => sql`select id from identity.brand`)).length, 1)
  const again = await loadDemo(kernel, { conversations: 3 })
  assert.notEqual(again.orgId, half.orgId)
  const eco = await loadDemo(kernel, { demo: 'eco-store', conversations: 3 })
  const monthly = await kernel.db.read(eco.orgId, (sql) => sql`select id from orders.recurring_order where state = 'active'`)
  assert.equal(monthly.length, 3, 'another line of business stands beside it, with what its customers have every month')
  await loadDemo(kernel, { demo: 'tech-store', conversations: 3 })
  const forced = await kernel.db.platform<{
    open: number
  }>`select count(*)::int as open from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('crm', 'identity', 'conversations') and c.relkind = 'r' and not c.relforcerowsecurity`
  assert.equal(forced[0]?.open, 0)
})
