import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstNew, rowsOf, stretchesOf } from '#conversations/web/thread/thread-rows.ts'
import { merged } from '#conversations/web/thread/thread-order.ts'
import { aMessage, channelId } from '#conversations/web/testing/samples.ts'

const plain = { dayOf: (instant: string) => instant.slice(0, 10), firstNewId: null, newCount: 0, channelId }
const runs = (rows: ReturnType<typeof rowsOf>) =>
  rows.map((row) =>
    row.type === 'message'
      ? `${row.isFirst ? '[' : ''}${row.message.content.kind === 'text' ? row.message.content.text : ''}${row.isLast ? ']' : ''}`
      : row.type,
  )

test('messages of one author within five minutes stand as one run', () => {
  const say = (text: string, at: string, direction: 'in' | 'out' = 'in') => aMessage(text, { at: `2026-11-21T${at}:00.000Z`, direction })
  const rows = rowsOf([say('a', '10:00'), say('b', '10:03'), say('c', '10:20'), say('d', '10:21', 'out'), say('e', '10:22')], [], plain)
  assert.deepEqual(runs(rows), ['day', '[a', 'b]', '[c]', '[d]', '[e]'])
})

test('each day has its line, and a run does not go on over midnight', () => {
  const rows = rowsOf([aMessage('a', { at: '2026-11-20T23:59:00.000Z' }), aMessage('b', { at: '2026-11-21T00:01:00.000Z' })], [], plain)
  assert.deepEqual(runs(rows), ['day', '[a]', 'day', '[b]'])
})

test('the line of what is new stands before its first message and ends the run above', () => {
  const [a, b] = [aMessage('a', { at: '2026-11-21T10:00:00.000Z' }), aMessage('b', { at: '2026-11-21T10:01:00.000Z' })]
  assert.deepEqual(runs(rowsOf([a, b], [], { ...plain, firstNewId: b.id, newCount: 1 })), ['day', '[a]', 'new', '[b]'])
})

test('new is what came after this person stopped reading; who never looked is shown what nobody in charge has seen', () => {
  const messages = [
    aMessage('a', { seq: 1 }),
    aMessage('b', { seq: 2 }),
    aMessage('mine', { seq: 3, direction: 'out' }),
    aMessage('c', { seq: 4 }),
  ]
  assert.deepEqual(firstNew(messages, { readSeq: 1, unreadCount: 0 }), { id: messages[1]?.id, count: 2 })
  assert.deepEqual(firstNew(messages, { readSeq: 0, unreadCount: 1 }), { id: messages[3]?.id, count: 1 })
  assert.equal(firstNew(messages, { readSeq: 0, unreadCount: 0 }), null)
  assert.equal(firstNew(messages, { readSeq: 4, unreadCount: 0 }), null)
})

test('a message that is on its way is not shown twice once the server has it', () => {
  const known = aMessage('ya está', { direction: 'out' })
  const waiting = { id: known.id, text: 'ya está' } as never
  assert.equal(rowsOf([known], [waiting], plain).filter(({ key }) => key === known.id).length, 1)
  assert.equal(rowsOf([], [waiting], plain).length, 1)
})

test('stretches stay as they are when older or newer messages are added around them', () => {
  const rows = rowsOf(
    Array.from({ length: 200 }, (_, i) =>
      aMessage(`m${i}`, { id: `0000-${(i * 7919).toString(16).padStart(8, '0')}`, at: new Date(1e12 + i * 60_000).toISOString() }),
    ),
    [],
    plain,
  )
  const keys = (from: number, to: number) => stretchesOf(rows.slice(from, to)).map(({ key, rows: inside }) => `${key}:${inside.length}`)
  const [whole, part] = [keys(0, 200), keys(80, 160)]
  assert.ok(whole.length > 5)
  // All but the first and the last of the part are stretches of the whole.
  for (const stretch of part.slice(1, -1)) assert.ok(whole.includes(stretch), stretch)
})

test('a later word about a message never takes a tick back, whatever order they come in', () => {
  const read = aMessage('hola', {
    id: 'm',
    direction: 'out',
    state: 'read',
    times: { sent: 't1', delivered: 't2', read: 't3', played: null, failed: null },
  })
  const queued = { ...read, state: 'queued' as const, times: { sent: null, delivered: null, read: null, played: null, failed: null } }
  for (const [before, after] of [
    [read, queued],
    [queued, read],
  ] as const) {
    const [message] = merged([before], [after])
    assert.equal(message?.state, 'read')
    assert.equal(message?.times.delivered, 't2')
  }
})

test('a message that was delivered late stands where it was written, not where it arrived', () => {
  const [late, early] = [
    aMessage('tarde', { at: '2026-11-21T10:00:00.000Z', seq: 9 }),
    aMessage('a tiempo', { at: '2026-11-21T10:05:00.000Z', seq: 8 }),
  ]
  assert.deepEqual(
    merged([early], [late]).map(({ seq }) => seq),
    [9, 8],
  )
})

test('a bubble that went through another number than the one before says so, and begins a run of its own', () => {
  const other = '019a0000-0000-7000-8100-000000000002'
  const said = ['a', 'b', 'c', 'd'].map((text, i) =>
    aMessage(text, { at: `2026-11-21T10:0${i}:00.000Z`, ...(text === 'c' && { channelId: other }) }),
  )
  const told = rowsOf(said, [], plain).flatMap((row) => (row.type === 'message' ? [[row.via, row.isFirst]] : []))
  assert.deepEqual(told, [
    [null, true],
    [null, false],
    [other, true],
    [channelId, true],
  ])
})
