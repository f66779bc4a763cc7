import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canReadAll, canReadOwn, canReadTeam, canReply } from '#conversations/contract/permissions.ts'
import { claimNext } from '#conversations/server/routing/claim.ts'
import { aCrew } from '#conversations/server/testing/crew.ts'
import { aShop, type Shop } from '#conversations/server/testing/stage.ts'
import { newId } from '#kernel/contract/ids.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import { untilSomebodyWaits } from '#kernel/testing/waiting.ts'

test('the next one is by priority, then who waits longest; when nobody waits there is none', async (t) => {
  const crew = await aCrew(t)
  const ana = await crew.agent('Ana', [crew.counter])
  await crew.write('Uno', 'Dos', 'Tres')
  await crew.shop.http.put(`/conversations/${(await crew.cardOf('Tres')).id}/priority`, { priority: 'high' })
  const taken: (string | null)[] = []
  for (let i = 0; i < 4; i++) taken.push((await ana.http.post('/conversation-claims', {})).body.conversation?.contactName ?? null)
  assert.deepEqual(taken, ['Tres', 'Uno', 'Dos', null])
  assert.equal((await crew.cardOf('Dos')).assigneeName, 'Ana')
})

test('nobody takes what they may not see: another team’s, or any for who sees only their own', async (t) => {
  const crew = await aCrew(t)
  await crew.write('Marta')
  const { id } = await crew.cardOf('Marta')
  await crew.shop.http.put(`/conversations/${id}/assignment`, { teamId: crew.delivery })
  const as = (rights: { code: string }[], teamIds: string[]) => crew.shop.as({ name: 'Alguien', permissions: rights, teamIds })
  const claimed = async (person: ReturnType<typeof as>) =>
    (await person.http.post('/conversation-claims', {})).body.conversation?.id ?? null
  assert.equal(await claimed(as([canReadOwn, canReply], [crew.delivery])), null)
  assert.equal(await claimed(as([canReadOwn, canReadTeam, canReply], [crew.counter])), null)
  // Who is in a team is offered that team's, however much they may read.
  assert.equal(await claimed(as([canReadOwn, canReadAll, canReply], [crew.counter])), null)
  assert.equal(await claimed(as([canReadOwn, canReadTeam, canReply], [crew.delivery])), id)
  assert.equal((await as([canReadOwn], []).http.post('/conversation-claims', {})).status, 403)
})

test('what somebody only looks at for a moment still waits for whoever takes the next one; what they take does not', async (t) => {
  for (const isTaken of [false, true]) {
    const crew = await aCrew(t)
    const ana = await crew.agent('Ana', [crew.counter])
    await crew.write('Marta')
    const { id } = await crew.cardOf('Marta')
    const { promise: isHeld, resolve: begin } = Promise.withResolvers<void>()
    let isAnswered = false
    const looking = crew.shop.run(async (ctx) => {
      await ctx.sql`select c.id from conversations.conversation c where c.id = ${id} for update`
      begin()
      await untilSomebodyWaits(ctx, () => isAnswered)
      if (isTaken) await ctx.sql`update conversations.conversation set assignee_id = ${newId()}, assignee_name = 'Otra' where id = ${id}`
    })
    await isHeld
    const claiming = ana.http.post('/conversation-claims', {}).finally(() => (isAnswered = true))
    const [, { body }] = await Promise.all([looking, claiming])
    assert.equal(body.conversation?.contactName ?? null, isTaken ? null : 'Marta')
  }
})

const agents = 64
const waiting = 800

test('of sixty-four who claim at once nobody gets what another has, and all of it is claimed', async (t) => {
  const shop = await aShop(t)
  await fill(shop, waiting)
  const people = Array.from({ length: agents }, (_, i) => shop.as({ name: `Agente ${i}`, permissions: [canReadOwn, canReadAll, canReply] }))
  const claims = (
    await Promise.all(
      people.map(async (person) => {
        const own: string[] = []
        for (;;) {
          const { conversation } = await person.run(claimNext)
          if (!conversation) return own
          assert.equal(conversation.assigneeId, person.actor.id)
          own.push(conversation.id)
        }
      }),
    )
  ).flat()
  assert.equal(claims.length, waiting)
  assert.equal(new Set(claims).size, waiting)
})

test('who reads first and writes afterwards doubles: what the lock is for', async (t) => {
  const shop = await aShop(t)
  await fill(shop, 40)
  const people = Array.from({ length: agents }, (_, i) => shop.as({ name: `Agente ${i}`, permissions: [canReadOwn, canReadAll, canReply] }))
  const claims = (await Promise.all(people.map((person) => person.run(claimWithoutLock)))).filter((id) => id !== null)
  assert.ok(new Set(claims).size < claims.length, 'the control did not double: the race is no race')
})

/** The next one, looked up and then taken, as if nobody else did the same. */
async function claimWithoutLock(ctx: Ctx): Promise<string | null> {
  const [next] = await ctx.sql<{ id: string }>`
    select id from conversations.conversation where state = 'open' and assignee_id is null order by priority_rank, waiting_since, id limit 1`
  if (!next || ctx.actor.kind !== 'user') return null
  await ctx.sql`update conversations.conversation set assignee_id = ${ctx.actor.id}, assignee_name = ${ctx.actor.name} where id = ${next.id}`
  return next.id
}

async function fill(shop: Shop, count: number): Promise<void> {
  await shop.hear({ from: '5491155550001' })
  const ids = Array.from({ length: count - 1 }, () => newId())
  await shop.run(
    (ctx) =>
      ctx.sql`${sql`
        insert into conversations.conversation (id, channel_id, channel_kind, brand_id, contact_id, address_id, contact_name, contact_address,
          search_text, state, waiting_since, answer_due_at, opened_at, last_message_at)
        select n.id, c.channel_id, c.channel_kind, c.brand_id, n.id, c.address_id, 'Clienta', '', '', 'open', c.waiting_since, c.answer_due_at,
          c.opened_at, c.last_message_at
        from conversations.conversation c, unnest(${ids}::uuid[]) as n (id)`}`,
  )
}
