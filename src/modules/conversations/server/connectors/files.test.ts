import assert from 'node:assert/strict'
import { test } from 'node:test'
import { only } from '#conversations/server/testing/stage.ts'
import { ana, aConnectedShop } from '#conversations/server/testing/connected-shop.ts'

const jpeg =
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q=='

test('files come inside of their message, bare or as a data URI, voice notes as such, and twice is once', async (t) => {
  const shop = await aConnectedShop(t)
  const { simulator, address } = shop
  simulator.setFault({ at: 'webhook', effect: { kind: 'duplicate', copies: 2 } })
  simulator.receive({ connector: address, phone: ana, type: 'image', base64: jpeg, text: 'Miren' })
  await simulator.settle()
  simulator.receive({
    connector: address,
    phone: ana,
    type: 'ptt',
    base64: Buffer.from('OggS'.padEnd(64, '\0')).toString('base64'),
    mimeType: 'audio/ogg',
  })
  await simulator.settle()
  simulator.receive({ connector: address, phone: ana, type: 'location', location: '-31.4,-64.18' })
  await simulator.settle()
  simulator.receive({ connector: address, phone: ana, type: 'vcard', text: 'BEGIN:VCARD' })
  await simulator.settle()
  const { id } = only(await shop.list())
  const said = (await shop.messages(id)).toReversed()
  assert.deepEqual(
    said.map(({ kind }) => kind),
    ['image', 'audio', 'location', 'unsupported'],
  )
  const [picture, voice] = said.map(
    ({ content }) => content as { caption?: string; media: { state: string; mimeType: string; isVoice: boolean } },
  )
  assert.deepEqual([picture?.media.state, picture?.media.mimeType, picture?.caption], ['ready', 'image/jpeg', 'Miren'])
  assert.deepEqual([voice?.media.state, voice?.media.isVoice], ['ready', true])
  const [stored] = await shop.read(
    (ctx) => ctx.sql<{ all: string }>`select string_agg(d.payload::text, '') as all from conversations.delivery d`,
  )
  assert.ok(!stored?.all.includes(shop.key), 'the key is not kept')
})
