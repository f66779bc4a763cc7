import assert from 'node:assert/strict'
import { test } from 'node:test'
import { numbersNow } from '#conversations/web/composer/sending-number.ts'
import { aConversation, aNumber } from '#conversations/web/testing/samples.ts'

const [sales, delivery] = ['019a0000-0000-7000-8100-000000000001', '019a0000-0000-7000-8100-000000000002']
const until = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString()

test('the number to which the customer wrote last comes first, with the window that it opened', () => {
  const closed = aNumber({ channelId: delivery, windowExpiresAt: until(-3), block: 'window-closed' })
  const before = aConversation({ numbers: [aNumber({ channelId: sales }), closed] })
  const now = { ...before, channelId: delivery, windowExpiresAt: until(24) }
  assert.deepEqual(
    numbersNow(now).map(({ channelId, block }) => [channelId, block]),
    [
      [delivery, null],
      [sales, null],
    ],
  )
  assert.equal(numbersNow(now)[0]?.windowExpiresAt, now.windowExpiresAt)
})

test('a number that is stopped stays stopped, whoever writes to it', () => {
  const stopped = aNumber({ channelId: sales, windowExpiresAt: until(2), block: 'channel-stopped' })
  const [first] = numbersNow(aConversation({ channelId: sales, windowExpiresAt: until(24), numbers: [stopped] }))
  assert.equal(first?.block, 'channel-stopped')
})
