import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anOrg } from '#kernel/testing/org.ts'
import * as crm from '#crm/contract/permissions.ts'
import { canReadBoard } from '#analytics/contract/permissions.ts'
import * as board from '#analytics/server/board/board.ts'

test('the board shows each viewer the blocks that their rights allow', async (t) => {
  const shop = await anOrg(t)
  const codesFor = async (permissions: { code: string }[]): Promise<string[]> => {
    const answer = await shop.as({ permissions }).http.get('/board')
    assert.equal(answer.status, 200)
    return [...new Set((answer.body.blocks as { module: string }[]).map(({ module }) => module))]
  }
  assert.deepEqual(await codesFor([canReadBoard]), [])
  assert.deepEqual(await codesFor([canReadBoard, crm.canReadContacts]), ['crm'])
  assert.equal((await shop.as({}).http.get('/board')).status, 403)
})

test('a contact made today moves the figures of today, and hours without any are zero', async (t) => {
  const shop = await anOrg(t)
  const figure = async () => {
    const { blocks } = await shop.read((ctx) => board.read(ctx, { period: 'today' }))
    return blocks.flatMap(({ figures }) => figures)
  }
  const before = (await figure()).find(({ code }) => code === 'new-contacts')
  assert.equal(before?.shape === 'number' && before.value, 0)
  const made = await shop.http.post('/contacts', { kind: 'person', name: 'Martina Quiroga', identities: [] })
  assert.ok(made.status < 300, JSON.stringify(made.body))
  shop.clock.advance({ seconds: 1 })
  const after = await figure()
  const number = after.find(({ code }) => code === 'new-contacts')
  assert.deepEqual(number?.shape === 'number' && [number.value, number.previous], [1, 0])
  const series = after.find(({ shape, code }) => shape === 'series' && code.startsWith('new-contacts'))
  assert.ok(series?.shape === 'series')
  const values = series.lines[0]?.points.map(({ value }) => value) ?? []
  assert.equal(
    values.reduce((sum, value) => sum + value, 0),
    1,
  )
  assert.equal(values.at(-1), 1)
  assert.ok(values.length > 1 && values.slice(0, -1).every((value) => value === 0))
})

test('periods that make no sense are refused in words', async (t) => {
  const shop = await anOrg(t)
  for (const query of [
    'period=custom',
    'period=custom&from=2026-11-20&to=2026-11-01',
    'period=custom&from=2020-01-01&to=2026-01-01',
    'period=forever',
    'brandId=x',
  ]) {
    const answer = await shop.http.get(`/board?${query}`)
    assert.equal(answer.status, 422, query)
    assert.match(JSON.stringify(answer.body), /período|fecha|final|inválid|opción|no se acepta acá/i)
  }
})
