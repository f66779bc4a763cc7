import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aShop, only } from '#conversations/server/testing/stage.ts'

const buttons = (title: string) => ({
  kind: 'interactive',
  interactive: { type: 'buttons', body: '¿Retirás o te lo llevamos?', buttons: [{ id: 'a', title }] },
})

test('buttons go out as they were written; beyond what the provider takes nothing is sent and the field is named', async (t) => {
  const shop = await aShop(t)
  await shop.hear({ from: '5491155550101' })
  const card = only(await shop.list())
  const send = (content: unknown) => shop.http.post(`/conversations/${card.id}/messages`, { content })

  const refused = await send(buttons('Paso a retirarlo yo por el local'))
  assert.equal(refused.status, 422)
  assert.match(JSON.stringify(refused.body), /buttons.{1,4}0.{1,4}title/)
  const none = await send({ kind: 'interactive', interactive: { ...buttons('x').interactive, buttons: [] } })
  assert.equal(none.status, 422)
  assert.equal((await shop.messages(card.id)).filter(({ direction }) => direction === 'out').length, 0)

  const sent = await send(buttons('Retiro'))
  assert.deepEqual(
    [sent.status, sent.body.kind, sent.body.content.interactive.buttons],
    [200, 'interactive', [{ id: 'a', title: 'Retiro' }]],
  )
  assert.equal(only(await shop.list()).lastMessage?.preview, '¿Retirás o te lo llevamos?')
})

test('what was answered is found again by its words, and the list says what it was', async (t) => {
  const shop = await aShop(t)
  await shop.hear({
    from: '5491155550101',
    raw: {
      type: 'interactive',
      interactive: {
        type: 'nfm_reply',
        nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"flow_token":"x","screen_0_Cantidad_de_personas_0":"40"}' },
      },
    },
  })
  assert.equal(only(await shop.list()).lastMessage?.preview, 'Cantidad de personas: 40')
  const found = await shop.http.get('/conversations?scope=all&search=personas')
  assert.equal(found.body.items.length, 1)
})
