import assert from 'node:assert/strict'
import { test } from 'node:test'
import { record } from '#crm/server/activities/activities.ts'
import { anOrg } from '#kernel/testing/org.ts'

type Row = { id: string; score: { score: number; grade: string; winPercent: number | null } }

test('what a list shows of the score is what the score says: at first, after an event, and with a chance', async (t) => {
  const shop = await anOrg(t)
  const { body: made } = await shop.http.post('/contacts', { kind: 'person', name: 'Marta', identities: [] })
  const listed = async (): Promise<Row['score'] | undefined> =>
    ((await shop.http.get('/contacts?limit=50')).body.items as Row[]).find(({ id }) => id === made.id)?.score
  const said = async (): Promise<Row['score'] | undefined> =>
    (
      await shop.read(
        (ctx) =>
          ctx.sql<
            Row['score']
          >`select rule_score as score, grade, win_percent as "winPercent" from crm.contact_score where contact_id = ${made.id}`,
      )
    )[0]
  assert.deepEqual(await listed(), await said())

  await shop.run((ctx) => record(ctx, { contactId: made.id, kind: 'order.placed', at: ctx.now.toISOString(), source: 'test:1' }))
  await shop.settle()
  assert.ok(((await listed())?.score ?? 0) > 0)
  assert.deepEqual(await listed(), await said())

  await shop.run((ctx) => ctx.sql`update crm.contact_score set p_win = 0.42, model_version = 1 where contact_id = ${made.id}`)
  assert.equal((await listed())?.winPercent, 42)
  assert.deepEqual(await listed(), await said())
})
