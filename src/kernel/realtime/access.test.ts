import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { until } from '#kernel/jobs/testing/bench.ts'
import { aStage, type Stage } from '#kernel/realtime/testing/stage.ts'

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const tell = (stage: Stage, change: object): Promise<unknown> => stage.db.platform`select pg_notify('access', ${JSON.stringify(change)})`

test('when a session ends, its socket ends at the notice of it, on every server; other people stay', async (t) => {
  const stage = await aStage(t)
  const servers = [await stage.server(), await stage.server()]
  const shop = newId()
  const id = newId()
  const tokens = servers.map(() => stage.person(shop, { id }))
  const gone = await Promise.all(servers.map(({ port }, i) => stage.open(port, tokens[i] ?? '')))
  const stays = await stage.open(servers[0]?.port ?? 0, stage.person(shop))
  await Promise.all([...gone, stays].map((browser) => browser.follow(['notes.inbox'])))
  for (const token of tokens) stage.people.delete(token)
  await tell(stage, { personId: id, orgId: null })
  await until(() => gone.every((browser) => browser.closed() !== undefined))
  for (const browser of gone) {
    assert.equal(browser.closed()?.code, 4401)
    assert.deepEqual(browser.received.at(-1), { revoked: true })
  }
  await stage.write(shop, 'after')
  await stage.relay({ isManual: true }).catchUp()
  await until(() => stays.words().length === 1)
  assert.ok(gone.every((browser) => browser.words().length === 0))
})

test('ending one session of a person leaves their other devices connected', async (t) => {
  const stage = await aStage(t)
  const { port } = await stage.server()
  const [shop, id] = [newId(), newId()]
  const [lost, kept] = [stage.person(shop, { id }), stage.person(shop, { id })]
  const [phone, desk] = await Promise.all([stage.open(port, lost), stage.open(port, kept)])
  await Promise.all([phone, desk].map((browser) => browser.follow(['notes.inbox'])))
  const sessionId = stage.people.get(lost)?.sessionId
  stage.people.delete(lost)
  await tell(stage, { personId: id, orgId: null, sessionId })
  await until(() => phone.closed() !== undefined)
  await pause(700)
  assert.equal(desk.closed(), undefined)
})

for (const [what, permissions] of [
  ['lost a right', []],
  ['got another right', ['notes.read', 'notes.write']],
] as [string, string[]][])
  test(`the socket of somebody who ${what} ends, so that it comes back with the rights of now`, async (t) => {
    const stage = await aStage(t)
    const { port } = await stage.server()
    const [shop, id] = [newId(), newId()]
    const token = stage.person(shop, { id })
    const browser = await stage.open(port, token)
    await browser.follow(['notes.inbox'])
    const now = stage.people.get(stage.person(shop, { id, permissions }))
    assert.ok(now)
    stage.people.set(token, now)
    await tell(stage, { personId: id, orgId: shop })
    await until(() => browser.closed() !== undefined)
    assert.equal(browser.closed()?.code, 4401)
  })

test('who chose another organization in another tab does not go on seeing the first one here', async (t) => {
  const stage = await aStage(t)
  const { port } = await stage.server()
  const [shop, other, id] = [newId(), newId(), newId()]
  const token = stage.person(shop, { id })
  const browser = await stage.open(port, token)
  await browser.follow(['notes.inbox'])
  const there = stage.people.get(stage.person(other, { id }))
  assert.ok(there)
  stage.people.set(token, there)
  await tell(stage, { personId: id, orgId: null })
  await until(() => browser.closed() !== undefined)
})

test('a change of access that leaves the rights as they are does not disturb', async (t) => {
  const stage = await aStage(t)
  const { port } = await stage.server()
  const [shop, id] = [newId(), newId()]
  const browser = await stage.open(port, stage.person(shop, { id }))
  await browser.follow(['notes.inbox'])
  await tell(stage, { personId: id, orgId: null })
  await pause(800)
  assert.equal(browser.closed(), undefined)
})

test('what remembers a session a moment too long is asked a second time', async (t) => {
  const stage = await aStage(t)
  const { port } = await stage.server()
  const [shop, id] = [newId(), newId()]
  const token = stage.person(shop, { id })
  const browser = await stage.open(port, token)
  await browser.follow(['notes.inbox'])
  await tell(stage, { personId: id, orgId: null })
  await pause(100)
  stage.people.delete(token)
  await until(() => browser.closed() !== undefined)
})
