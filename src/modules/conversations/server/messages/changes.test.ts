import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { canReadAll, canReadOwn, canReply } from '#conversations/contract/permissions.ts'
import { send } from '#conversations/server/messages/send.ts'
import { aShop, only, type Shop, type Told } from '#conversations/server/testing/stage.ts'

const ana = '5491155550101'

const anAnswer = async (shop: Shop) => {
  await shop.hear({ from: ana, id: 'wamid.question' })
  const card = only(await shop.list())
  return shop.run((ctx) => send(ctx, { id: card.id, content: { kind: 'text', text: 'Sí, tenemos' }, replyToId: null }))
}
const stateOf = async (shop: Shop) => {
  const [answer] = (await shop.messages(only(await shop.list()).id)).filter(({ direction }) => direction === 'out')
  return answer
}

test('every order and number of statuses ends as the same message, and none goes back on screen', async (t) => {
  const order = fc.shuffledSubarray(['sent', 'delivered', 'read', 'sent', 'delivered'], { minLength: 5 })
  await fc.assert(
    fc.asyncProperty(order, async (statuses) => {
      const shop = await aShop(t)
      const answer = await anAnswer(shop)
      const second: Record<string, number> = { sent: 1, delivered: 2, read: 5 }
      for (const status of statuses) {
        const at = new Date(shop.clock.now().getTime() + (second[status] ?? 0) * 1000)
        assert.equal((await shop.tell({ id: 'wamid.out', status, at, callback: answer.id })).status, 200)
      }
      const after = await stateOf(shop)
      const moment = (seconds: number): string => new Date(shop.clock.now().getTime() + seconds * 1000).toISOString()
      assert.equal(after?.state, 'read')
      assert.deepEqual(after?.times, { sent: moment(1), delivered: moment(2), read: moment(5), played: null, failed: null })
      const shown = (await shop.events()).filter(({ type }) => type.endsWith('status-changed')).map(({ data }) => data.state as string)
      const ranks = shown.map((state) => ['queued', 'sent', 'delivered', 'read'].indexOf(state))
      assert.deepEqual(
        ranks,
        ranks.toSorted((a, b) => a - b),
      )
    }),
    { numRuns: 12 },
  )
})

test('statuses that come before the answer of the send are kept for it, with and without our reference', async (t) => {
  const shop = await aShop(t)
  const answer = await anAnswer(shop)
  await shop.tell({ id: 'wamid.early', status: 'delivered' })
  assert.equal((await stateOf(shop))?.state, 'queued', 'nothing says yet whose it is')
  await shop.tell({ id: 'wamid.early', status: 'sent', callback: answer.id })
  assert.equal((await stateOf(shop))?.state, 'sent')
  await shop.tell({ id: 'wamid.early', status: 'read' })
  assert.equal((await stateOf(shop))?.state, 'read')
})

test('references of other systems and statuses of unknown messages harm nobody', async (t) => {
  const shop = await aShop(t)
  const answer = await anAnswer(shop)
  const strange: Told[] = [
    { id: 'wamid.other', status: 'sent', callback: 'outbox:812' },
    { id: 'wamid.other2', status: 'failed', callback: "'; drop table conversations.message; --", code: 131026 },
    { id: 'wamid.question', status: 'read' },
    { id: 'wamid.other3', status: 'levitated' },
  ]
  assert.equal((await shop.tell(...strange)).status, 200)
  assert.deepEqual([(await stateOf(shop))?.id, (await stateOf(shop))?.state], [answer.id, 'queued'])
})

test('a failure that the provider reports later says why in words that exist', async (t) => {
  const shop = await aShop(t)
  const answer = await anAnswer(shop)
  await shop.tell(
    { id: 'wamid.out', status: 'sent', callback: answer.id },
    { id: 'wamid.out', status: 'failed', callback: answer.id, code: 131047 },
  )
  const after = await stateOf(shop)
  assert.deepEqual([after?.state, after?.failure], ['failed', { reason: 'window-closed', code: 131047, canRetry: false }])
})

const reactionTo = (id: string, emoji?: string) => ({ type: 'reaction', reaction: { message_id: id, ...(emoji && { emoji }) } })

test('a reaction sticks to its message, changes, and goes; it stops no clock and counts as no message', async (t) => {
  const shop = await aShop(t)
  await shop.hear({ from: ana, id: 'wamid.q', name: 'Ana' })
  const before = only(await shop.list())
  const at = (second: number): Date => new Date(shop.clock.now().getTime() + second * 1000)
  const reactions = async () => (await shop.messages(before.id))[0]?.reactions.map(({ from, emoji }) => [from, emoji])
  await shop.hear({ from: ana, name: 'Ana', at: at(1), raw: reactionTo('wamid.q', '👍') })
  assert.deepEqual(await reactions(), [['contact', '👍']])
  await shop.hear({ from: ana, name: 'Ana', at: at(3), raw: reactionTo('wamid.q') })
  await shop.hear({ from: ana, name: 'Ana', at: at(2), raw: reactionTo('wamid.q', '❤️') })
  assert.deepEqual(await reactions(), [], 'the older one came last')
  const after = only(await shop.list())
  assert.deepEqual(
    [after.unreadCount, after.waitingSince, after.lastMessageId],
    [before.unreadCount, before.waitingSince, before.lastMessageId],
  )
})

test('a reaction, an edit and a deletion may come before the message that they are about', async (t) => {
  const shop = await aShop(t)
  await shop.hear({ from: ana, raw: reactionTo('wamid.late', '🍗') })
  await shop.hear({
    from: ana,
    raw: { type: 'edit', edit: { original_message_id: 'wamid.late', message: { type: 'text', text: { body: 'dos baldes' } } } },
  })
  await shop.hear({ from: ana, raw: { type: 'revoke', revoke: { original_message_id: 'wamid.gone' } } })
  assert.deepEqual(await shop.list(), [], 'nobody has said anything yet')
  await shop.hear({ from: ana, id: 'wamid.late', text: 'un balde' }, { from: ana, id: 'wamid.gone', text: 'me arrepentí' })
  const [gone, late] = await shop.messages(only(await shop.list()).id)
  assert.deepEqual(late?.content, { kind: 'text', text: 'dos baldes' })
  assert.equal(late?.editedAt !== null && late?.reactions[0]?.emoji, '🍗')
  assert.deepEqual([gone?.content, gone?.revokedAt !== null], [{ kind: 'text', text: '' }, true])
})

test('what a customer deleted is handed out to nobody, not even by search', async (t) => {
  const shop = await aShop(t)
  await shop.hear({ from: ana, id: 'wamid.secret', text: 'mi clave es alcachofa' })
  await shop.hear({ from: ana, raw: { type: 'revoke', revoke: { original_message_id: 'wamid.secret' } } })
  const card = only(await shop.list())
  assert.equal(card.lastMessage?.preview, '')
  const found = await shop.http.get('/conversations?scope=all&search=alcachofa')
  assert.deepEqual(found.body.items, [])
})

test('a reply shows what it answers', async (t) => {
  const shop = await aShop(t)
  const answer = await anAnswer(shop)
  await shop.tell({ id: 'wamid.ours', status: 'sent', callback: answer.id })
  await shop.hear({ from: ana, raw: { type: 'text', text: { body: 'Dale' }, context: { from: '5491150000001', id: 'wamid.ours' } } })
  await shop.hear({ from: ana, raw: { type: 'text', text: { body: '¿Y eso?' }, context: { id: 'wamid.from-another-life' } } })
  const [lost, reply] = await shop.messages(only(await shop.list()).id)
  assert.equal(reply?.replyTo?.preview, 'Sí, tenemos')
  assert.deepEqual([lost?.replyTo, lost?.isReply], [null, true])
})

test('a customer who changes numbers stays the same person in the same conversation', async (t) => {
  const shop = await aShop(t)
  const moved = '5491155559999'
  await shop.hear({ from: ana, text: 'antes' })
  await shop.hear({
    from: ana,
    raw: { type: 'system', system: { type: 'user_changed_number', body: 'Ana cambió de número', wa_id: moved } },
  })
  await shop.hear({ from: moved, text: 'después' })
  const card = only(await shop.list())
  assert.equal(card.contactAddress, '+54 9 11 5555-9999')
  const kinds = (await shop.messages(card.id)).map(({ kind }) => kind)
  assert.deepEqual(kinds, ['text', 'notice', 'text'])
})

test('a file shows that it is on its way, and that it could not be fetched', async (t) => {
  const shop = await aShop(t)
  await shop.hear({
    from: ana,
    raw: { type: 'image', image: { id: 'media-1', mime_type: 'image/jpeg', sha256: 'x', caption: 'el ticket' } },
  })
  const card = only(await shop.list())
  assert.equal(card.lastMessage?.preview, 'el ticket')
  const [picture] = await shop.messages(card.id)
  assert.ok(picture && 'media' in picture.content)
  assert.deepEqual([picture.content.media.state, picture.content.media.fileId], ['downloading', null])
  const reader = shop.as({ permissions: [canReadOwn, canReadAll, canReply] })
  assert.equal((await reader.http.post(`/messages/${picture.id}/media/retry`)).body.code, 'conversations.nothing_to_retry')
})
