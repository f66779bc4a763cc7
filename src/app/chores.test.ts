import assert from 'node:assert/strict'
import { test } from 'node:test'
import { choresOf } from '#app/chores.ts'
import { verifyAudit } from '#kernel/audit/verify.ts'
import { attempt } from '#kernel/auth/throttle.ts'
import { startSchedules } from '#kernel/jobs/schedules.ts'
import { anOrg } from '#kernel/testing/org.ts'

test('the schedules seal the trail, forget answers of yesterday and empty the counters of the doors', async (t) => {
  const shop = await anOrg(t)
  const { kernel, clock } = shop
  await shop.run(async (ctx) => {
    ctx.audit({ action: 'crm.contact.created', subject: { kind: 'contact', id: 'c1', name: 'Juan' } })
    for (const [key, hours] of [
      ['old', 25],
      ['young', 22],
    ] as const) {
      const at = new Date(ctx.now.getTime() - hours * 3_600_000).toISOString()
      await ctx.sql`insert into kernel.idempotency (org_id, actor_id, key, request, created_at) values (${ctx.org}, ${ctx.newId()}, ${key}, '\\x00', ${at})`
    }
  })
  await attempt(kernel.db.platform, { bucket: 'test.door', key: shop.id, limit: 3, windowSeconds: 60, now: clock.now() })

  const failures: unknown[] = []
  const log = { ...kernel.log, error: (failure: unknown) => void failures.push(failure) } as never
  const schedules = startSchedules({
    ...kernel,
    log,
    modules: [],
    chores: choresOf(kernel),
    organizations: () => Promise.resolve([]),
    isManual: true,
  })
  await schedules.runDue()
  clock.advance({ minutes: 61 })
  assert.equal(await schedules.runDue(), choresOf(kernel).length + 1)

  assert.deepEqual(failures, [])
  const verdict = await verifyAudit({ platform: kernel.db.platform, crypto: kernel.crypto }, shop.id)
  assert.ok(verdict.ok && verdict.waiting === 0 && verdict.entries >= 1)
  assert.deepEqual(await shop.read((ctx) => ctx.sql`select key from kernel.idempotency`), [{ key: 'young' }])
  assert.deepEqual(await kernel.db.platform`select bucket from kernel.throttle where bucket = 'test.door'`, [])
})

test('without a mail server nobody tries to send mail', async (t) => {
  const { kernel } = await anOrg(t)
  const namesOf = (smtpUrl: string | undefined) => choresOf({ ...kernel, config: { ...kernel.config, smtpUrl } }).map(({ name }) => name)
  assert.ok(!namesOf(undefined).includes('kernel.send-mail'))
  assert.ok(namesOf('smtp://127.0.0.1:1').includes('kernel.send-mail'))
})
