import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canReadOwn } from '#conversations/contract/permissions.ts'
import { aShop, only } from '#conversations/server/testing/stage.ts'

const ana = '5491155550101'

test('what a message said before is kept in the order in which it was written, and goes with the message when it is deleted', async (t) => {
  const shop = await aShop(t)
  const at = (second: number): Date => new Date(shop.clock.now().getTime() + second * 1000)
  const edit = (body: string, second: number) =>
    shop.hear({
      from: ana,
      at: at(second),
      raw: { type: 'edit', edit: { original_message_id: 'wamid.q', message: { type: 'text', text: { body } } } },
    })
  await shop.hear({ from: ana, id: 'wamid.q', text: 'dos baldes', at: at(0) })
  const card = only(await shop.list())
  const message = only(await shop.messages(card.id))
  const versions = async () =>
    (await shop.http.get(`/messages/${message.id}/versions`)).body.items.map(({ text }: { text: string }) => text)
  assert.deepEqual(await versions(), [])

  await edit('tres baldes', 1)
  await edit('tres baldes y papas', 1)
  await edit('cuatro baldes', 3)
  // Late, and older than what stands: it is not what the message says, and was not shown to anybody.
  await edit('cinco baldes', 2)
  assert.deepEqual(only(await shop.messages(card.id)).content, { kind: 'text', text: 'cuatro baldes' })
  assert.deepEqual(await versions(), ['dos baldes', 'tres baldes', 'tres baldes y papas'])

  const stranger = shop.as({ permissions: [canReadOwn] })
  const refused = await stranger.http.get(`/messages/${message.id}/versions`)
  assert.deepEqual([refused.status, refused.body.code], [404, 'conversations.message_not_found'])

  await shop.hear({ from: ana, at: at(4), raw: { type: 'revoke', revoke: { original_message_id: 'wamid.q' } } })
  assert.deepEqual(await versions(), [])
})
