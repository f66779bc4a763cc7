import assert from 'node:assert/strict'
import { test } from 'node:test'
import { downloadMedia } from '#conversations/server/messages/media.job.ts'
import { aShop, only } from '#conversations/server/testing/stage.ts'

const flooder = '5491155550101'
const neighbour = '5493515550142'

test('ten thousand messages of one customer are all kept, once and in order, and another customer is heard meanwhile', async (t) => {
  const shop = await aShop(t)
  let answered = 0
  const flood = Array.from({ length: 500 }, (_, post) =>
    shop
      .hear(...Array.from({ length: 20 }, (_, i) => ({ from: flooder, id: `wamid.flood.${post}.${i}`, text: `mensaje ${post * 20 + i}` })))
      .then(({ status }) => {
        assert.equal(status, 200)
        answered++
      }),
  )
  const other = shop.hear({ from: neighbour, text: 'hola, ¿abren hoy?' }).then(({ status }) => ({ status, before: answered }))
  const { status, before } = await other
  await Promise.all(flood)
  assert.equal(status, 200)
  assert.ok(before < 400, `${before} of 500 went before somebody else`)
  const [row] = await shop.read(
    (ctx) => ctx.sql<{ messages: number; lastSeq: number; conversations: number }>`
      select (select count(*) from conversations.message m where m.direction = 'in') as messages,
        (select max(c.last_seq) from conversations.conversation c) as "lastSeq", (select count(*) from conversations.conversation) as conversations`,
  )
  assert.deepEqual(row, { messages: 10_001, lastSeq: 10_000, conversations: 2 })
})

test('a customer who sends two hundred pictures at once leaves room for the picture of another one', async (t) => {
  const shop = await aShop(t)
  const picture = (from: string, id: string) => ({
    from,
    id,
    raw: { type: 'image', image: { id: `media-${id}`, mime_type: 'image/jpeg' } },
  })
  await shop.hear(...Array.from({ length: 200 }, (_, i) => picture(flooder, `wamid.picture.${i}`)))
  await shop.hear(picture(neighbour, 'wamid.picture.other'))
  const jobs = await shop.kernel.db.platform<{ lane: string | null }>`
    select j.lane from kernel.job j where j.org_id = ${shop.id} and j.name = ${downloadMedia.name} order by j.id`
  const lanes = Map.groupBy(jobs, ({ lane }) => lane)
  assert.equal(jobs.length, 201)
  // A few at a time of each customer; whoever comes last has a lane of their own.
  assert.equal(lanes.size, 4)
  assert.equal(only(lanes.get(jobs.at(-1)?.lane ?? null) ?? []).lane, jobs.at(-1)?.lane)
})
