import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import { canAttend, canReadAttention, canReadTasks, canWriteTasks } from '#crm/contract/permissions.ts'
import * as claims from '#crm/server/attention/claims.ts'

const hand = [canReadAttention, canAttend, canReadTasks, canWriteTasks]
const agent = (shop: TestOrg, name: string) => shop.as({ name, permissions: hand })
const newTask = async (shop: TestOrg, title: string): Promise<string> => (await shop.http.post('/tasks', { title })).body.id
const next = (who: ReturnType<typeof agent>) => who.http.post('/attention-claims', {})

test('the first is mine for ten minutes, the next agent gets the next, and nobody gets what is taken', async (t) => {
  const shop = await anOrg(t)
  const [ana, beto] = [agent(shop, 'Ana'), agent(shop, 'Beto')]
  const first = await newTask(shop, 'Uno')
  shop.clock.advance({ minutes: 1 })
  await newTask(shop, 'Dos')
  const got = (await next(ana)).body.item
  assert.deepEqual([got.title, got.claim.isMine, got.assigneeId], ['Uno', true, ana.actor.id])
  assert.equal((await next(beto)).body.item.title, 'Dos')
  assert.equal((await next(agent(shop, 'Carla'))).body.item, null)
  const taken = await beto.http.put(`/attention-items/task/${first}/claim`, {})
  assert.deepEqual([taken.status, taken.body.code], [409, 'crm.attention_taken'])
  assert.match(taken.body.title, /Ana/)
})

test('a lease ends by itself, sooner by hand, later with a sign of life, and with what was done', async (t) => {
  const shop = await anOrg(t)
  const [ana, beto] = [agent(shop, 'Ana'), agent(shop, 'Beto')]
  const id = await newTask(shop, 'Uno')
  const path = `/attention-items/task/${id}/claim`
  await shop.run((ctx) => ctx.sql(sql`update crm.task set assignee_id = null`))
  const own = async () => (await ana.http.get('/attention-claim')).body.item
  await next(ana)
  shop.clock.advance({ minutes: 8 })
  assert.equal((await ana.http.put(path, {})).status, 200)
  shop.clock.advance({ minutes: 8 })
  assert.equal((await own()).subjectId, id, 'renewed eight minutes ago')
  shop.clock.advance({ minutes: 3 })
  assert.equal(await own(), null)
  await ana.http.put(path, {})
  assert.equal((await beto.http.delete(path)).status, 200)
  assert.equal((await own()).subjectId, id, 'what another one has is not let go')
  await ana.http.delete(path)
  assert.equal(await own(), null)
  await ana.http.put(path, {})
  await ana.http.put(`/tasks/${id}/state`, { state: 'done' })
  assert.equal(await own(), null)
  assert.equal((await ana.http.put(path, {})).status, 404)
})

test('whoever asks for the next one lets go of what they had, and is not given it again', async (t) => {
  const shop = await anOrg(t)
  const ana = agent(shop, 'Ana')
  await newTask(shop, 'Uno')
  shop.clock.advance({ minutes: 1 })
  await newTask(shop, 'Dos')
  assert.equal((await next(ana)).body.item.title, 'Uno')
  assert.equal((await next(ana)).body.item.title, 'Dos')
  const items = (await shop.http.get('/attention-items')).body.items
  assert.deepEqual(
    items.map(({ title, claim }: { title: string; claim: unknown }) => [title, claim !== null]),
    [
      ['Uno', false],
      ['Dos', true],
    ],
  )
})

test('a key of the API attends nothing, and who may not write tasks is offered none', async (t) => {
  const shop = await anOrg(t)
  await newTask(shop, 'Uno')
  const looker = shop.as({ permissions: [canReadAttention, canAttend, canReadTasks] })
  assert.equal((await looker.http.post('/attention-claims', {})).body.item, null)
  assert.equal((await shop.as({ permissions: [canReadAttention] }).http.post('/attention-claims', {})).status, 403)
})

const agents = 64
const waiting = 300

test('of sixty-four who ask at once nobody gets what another has, and all of it is attended', async (t) => {
  const shop = await anOrg(t)
  await fill(shop, waiting)
  const got = (
    await Promise.all(
      Array.from({ length: agents }, async (_, i) => {
        const person = agent(shop, `Agente ${i}`)
        const own: string[] = []
        for (;;) {
          const { item } = await person.run((ctx) => claims.next(ctx, { kinds: [] }))
          if (!item) return own
          assert.equal(item.claim?.byId, person.actor.id)
          await person.run((ctx) =>
            ctx.sql(
              sql`update crm.attention_item set claimed_until = '2100-01-01', claimed_by = gen_random_uuid() where subject_id = ${item.subjectId}`,
            ),
          )
          own.push(item.subjectId)
        }
      }),
    )
  ).flat()
  assert.equal(got.length, waiting)
  assert.equal(new Set(got).size, waiting)
})

test('who waits is not overlooked because something about them is written at that moment', async (t) => {
  const shop = await anOrg(t)
  await fill(shop, 1)
  const [written, next] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const writing = shop.run(async (ctx) => {
    await ctx.sql(sql`update crm.attention_item set title = title || '!'`)
    written.resolve()
    await next.promise
  })
  await written.promise
  const asked = agent(shop, 'Ana').run((ctx) => claims.next(ctx, { kinds: [] }))
  setTimeout(next.resolve, 150)
  await writing
  assert.ok((await asked).item)
})

test('who looks first and writes afterwards doubles: what the lock is for', async (t) => {
  const shop = await anOrg(t)
  await fill(shop, 80)
  const got = await Promise.all(Array.from({ length: agents }, (_, i) => agent(shop, `Agente ${i}`).run(claimWithoutLock)))
  assert.ok(new Set(got).size < got.length, 'the control did not double: the race is no race')
})

/** The first, looked up and then taken, as if nobody else did the same. */
async function claimWithoutLock(ctx: Ctx): Promise<string | undefined> {
  const [row] = await ctx.sql<{ id: string }>(
    sql`select subject_id as id from crm.attention_item where claimed_until is null order by waits_from, subject_id limit 1`,
  )
  await ctx.sql(sql`update crm.attention_item set claimed_by = ${ctx.org}, claimed_until = '2100-01-01' where subject_id = ${row?.id}`)
  return row?.id
}

async function fill(shop: TestOrg, count: number): Promise<void> {
  await shop.run(async (ctx) => {
    await ctx.sql(sql`
      insert into crm.task (id, title, zone, created_at, updated_at)
      select gen_random_uuid(), 'Llamar ' || n, 'UTC', ${ctx.now}, ${ctx.now} from generate_series(1, ${count}::int) n`)
    await ctx.sql(sql`
      insert into crm.attention_item (kind, subject_id, title, href, priority, is_vip, waiting_since, value_minor)
      select 'task', id, title, '/tareas/' || id, 'normal', false, created_at, 0 from crm.task`)
  })
}
