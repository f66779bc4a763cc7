import assert from 'node:assert/strict'
import { test } from 'node:test'
import { metrics } from '#conversations/server/conversations/board.ts'
import { aShop } from '#conversations/server/testing/stage.ts'
import type { Figure, MetricQuery } from '#kernel/module.ts'

const zone = 'America/Argentina/Buenos_Aires'

test('the board counts who waits, what was resolved and how long the first answer took', async (t) => {
  const shop = await aShop(t)
  shop.clock.set('2026-11-23T12:00:00.000Z')
  const people = Array.from({ length: 11 }, (_, i) => `54911555504${String(i).padStart(2, '0')}`)
  await shop.hear(...people.map((from) => ({ from })))
  const cards = await shop.list()
  // Ten first answers after 1, 2, ... 10 minutes; the eleventh still waits.
  for (const card of cards.slice(0, 10)) {
    shop.clock.advance({ minutes: 1 })
    await shop.http.post(`/conversations/${card.id}/messages`, { content: { kind: 'text', text: 'Hola' } })
  }
  for (const card of cards.slice(0, 3)) await shop.http.put(`/conversations/${card.id}/state`, { state: 'resolved' })
  shop.clock.advance({ minutes: 5 })

  const query: MetricQuery = { from: '2026-11-23T03:00:00.000Z', to: '2026-11-24T03:00:00.000Z', zone, bucket: 'hour', brandId: null }
  const measure = async (asked: MetricQuery): Promise<Map<string, Figure>> => {
    const figures = await Promise.all(metrics.map((metric) => shop.read((ctx) => metric.measure(ctx, asked))))
    return new Map(figures.flat().map((figure) => [figure.code, figure]))
  }
  const figures = await measure(query)
  const value = (code: string): number | null => {
    const figure = figures.get(code)
    assert.equal(figure?.shape, 'number', code)
    return figure.value
  }
  assert.deepEqual(
    [
      'open',
      'waiting',
      'unassigned',
      'snoozed',
      'longest_wait',
      'opened',
      'resolved',
      'first_responses',
      'first_response_median',
      'first_response_p90',
    ].map(value),
    [8, 1, 1, 0, 900, 11, 3, 10, 330, 546],
  )
  const messages = figures.get('messages')
  assert.equal(messages?.shape, 'series')
  assert.deepEqual(
    messages.lines.map(({ key, points }) => [key, points]),
    [
      ['in', [{ at: '2026-11-23T12:00:00.000Z', value: 11 }]],
      ['out', [{ at: '2026-11-23T12:00:00.000Z', value: 10 }]],
    ],
  )
  const byChannel = figures.get('messages_by_channel')
  assert.equal(byChannel?.shape, 'breakdown')
  assert.deepEqual(
    byChannel.rows.map(({ name, value: count }) => [name, count]),
    [['Ventas', 21]],
  )

  const yesterday = await measure({ ...query, from: '2026-11-22T03:00:00.000Z', to: '2026-11-23T03:00:00.000Z' })
  assert.deepEqual(
    [yesterday.get('opened'), yesterday.get('first_response_median')].map((figure) => (figure?.shape === 'number' ? figure.value : '')),
    [0, null],
  )
  const otherBrand = await measure({ ...query, brandId: shop.channel.id })
  assert.deepEqual(otherBrand.get('open')?.shape === 'number' && (otherBrand.get('open') as { value: number }).value, 0)
})

test('days are those of the shop: what comes at nine in the evening in Buenos Aires is not of tomorrow', async (t) => {
  const shop = await aShop(t)
  shop.clock.set('2026-11-24T00:30:00.000Z')
  await shop.hear({ from: '5491155550499' })
  const query: MetricQuery = { from: '2026-11-23T03:00:00.000Z', to: '2026-11-24T03:00:00.000Z', zone, bucket: 'day', brandId: null }
  const volume = metrics.find(({ code }) => code === 'volume')
  const [figure] = await shop.read((ctx) => volume?.measure(ctx, query) ?? Promise.resolve([]))
  assert.deepEqual(figure?.shape === 'series' && figure.lines[0]?.points, [{ at: '2026-11-23T03:00:00.000Z', value: 1 }])
})
