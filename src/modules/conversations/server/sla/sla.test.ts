import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SlaClock, SlaPolicy } from '#conversations/contract/sla.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import * as inbox from '#conversations/server/conversations/inbox.ts'
import * as states from '#conversations/server/conversations/states.ts'
import * as sending from '#conversations/server/messages/send.ts'
import { aShop, only, type Shop } from '#conversations/server/testing/stage.ts'
import { isRunning, tick } from './clock-rules.ts'
import * as clocks from './clocks.ts'
import * as store from './clocks.store.ts'
import * as policies from './policies.ts'
import * as policyStore from './policies.store.ts'
import { dayIn } from '#kernel/contract/calendar-day.ts'

const from = '5491155550101'
const minutes = (first: number, next: number, resolution: number | null = null) => ({
  firstResponseMinutes: first,
  nextResponseMinutes: next,
  resolutionMinutes: resolution,
})
const even = (of: ReturnType<typeof minutes>) => ({ urgent: of, high: of, normal: of, low: of })
const none = { brandIds: [], channelIds: [], priorities: [], labels: [], teamIds: [] }

const general = async (shop: Shop): Promise<SlaPolicy> => (await shop.read(policyStore.list)).find((one) => one.isDefault) as SlaPolicy
const promise = async (shop: Shop, change: Partial<SlaPolicy>): Promise<SlaPolicy> => {
  const { id, version } = await general(shop)
  return shop.run((ctx) => policies.update(ctx, { id, ...change } as never), { ifMatch: version })
}
const ofMetric = async (shop: Shop, id: string, metric: string): Promise<SlaClock | undefined> =>
  (await shop.read((ctx) => clocks.list(ctx, { id }))).items.find((one) => one.metric === metric)
const answer = (shop: Shop, id: string, text = 'Va') =>
  shop.run((ctx) => sending.send(ctx, { id, content: { kind: 'text', text }, replyToId: null }))
const said = async (shop: Shop): Promise<string[]> =>
  (await shop.events()).map(({ type }) => type).filter((type) => type.startsWith('conversations.clock.'))

test('a conversation shows its clock, warns, breaches, is answered late, and everybody hears of it once', async (t) => {
  const shop = await aShop(t)
  await shop.hear({ from })
  const { id, answerDueAt, slaDueAt, slaWarnAt } = only(await shop.list())
  const begun = await ofMetric(shop, id, 'first-response')
  assert.ok(begun)
  assert.deepEqual([begun.state, begun.targetSeconds, begun.policyName], ['running', 900, 'General'])
  assert.deepEqual([answerDueAt, slaDueAt, slaWarnAt], [begun.dueAt, begun.dueAt, begun.warnAt])

  shop.clock.advance({ minutes: 11 })
  await shop.settle()
  assert.deepEqual(await said(shop), [])
  shop.clock.advance({ minutes: 1 })
  await shop.settle()
  assert.deepEqual(await said(shop), ['conversations.clock.warned'])
  shop.clock.advance({ minutes: 3 })
  await shop.settle()
  await shop.settle()
  assert.deepEqual(await said(shop), ['conversations.clock.warned', 'conversations.clock.breached'])
  assert.equal((await ofMetric(shop, id, 'first-response'))?.state, 'late')

  await answer(shop, id)
  const done = await ofMetric(shop, id, 'first-response')
  assert.deepEqual([done?.state, done?.breachedAt, done?.metAt !== null, done?.leftSeconds], ['breached', begun.dueAt, true, null])
  const { answerDueAt: owed, slaDueAt: due } = only(await shop.list())
  assert.deepEqual([owed, due], [null, null])
})

test('who is answered in time is met, and the timers that were set find nothing to say', async (t) => {
  const shop = await aShop(t)
  await shop.hear({ from })
  const { id } = only(await shop.list())
  shop.clock.advance({ minutes: 5 })
  await answer(shop, id)
  shop.clock.advance({ hours: 3 })
  await shop.settle()
  assert.deepEqual(await said(shop), [])
  assert.equal((await ofMetric(shop, id, 'first-response'))?.state, 'met')
})

test('a later wait has a timer of its own, also when the first one was answered', async (t) => {
  const shop = await aShop(t)
  await promise(shop, { targets: even(minutes(15, 60)) })
  await shop.hear({ from })
  const { id } = only(await shop.list())
  await answer(shop, id)
  shop.clock.advance({ hours: 1 })
  await shop.settle()
  await shop.hear({ from, text: '¿Y?' })
  shop.clock.advance({ minutes: 59 })
  await shop.settle()
  assert.deepEqual(await said(shop), ['conversations.clock.warned'])
  shop.clock.advance({ minutes: 1 })
  await shop.settle()
  assert.deepEqual(await said(shop), ['conversations.clock.warned', 'conversations.clock.breached'])
  const next = await ofMetric(shop, id, 'next-response')
  assert.deepEqual([next?.cycle, next?.state, next?.targetSeconds], [1, 'late', 3600])
})

test('an urgent conversation is due sooner at once, and its timer comes sooner too', async (t) => {
  const shop = await aShop(t)
  await promise(shop, { targets: { ...even(minutes(120, 120)), urgent: minutes(10, 10) } })
  await shop.hear({ from })
  const { id } = only(await shop.list())
  shop.clock.advance({ minutes: 4 })
  const { answerDueAt } = await shop.run((ctx) => states.changePriorityOf(ctx, { id, priority: 'urgent' }))
  const begun = await ofMetric(shop, id, 'first-response')
  assert.equal(Date.parse(answerDueAt ?? '') - Date.parse(begun?.startedAt ?? ''), 600_000, 'from the original start')
  shop.clock.advance({ minutes: 6 })
  await shop.settle()
  assert.equal((await said(shop)).at(-1), 'conversations.clock.breached')
})

test('the first policy that fits holds; what is changed later holds for later clocks', async (t) => {
  const shop = await aShop(t)
  const own = await shop.run((ctx) =>
    policies.create(ctx, {
      name: 'Ventas',
      conditions: { ...none, channelIds: [shop.channel.id] },
      targets: even(minutes(3, 4)),
      time: 'plain',
      calendarId: null,
      warnPercent: 80,
    }),
  )
  const other = await shop.run((ctx) =>
    policies.create(ctx, {
      name: 'Quejas',
      conditions: { ...none, labels: ['Reclamo'] },
      targets: even(minutes(1, 1)),
      time: 'plain',
      calendarId: null,
      warnPercent: 80,
    }),
  )
  await shop.hear({ from })
  const { id } = only(await shop.list())
  assert.equal((await ofMetric(shop, id, 'first-response'))?.policyName, 'Ventas')
  await shop.run((ctx) => policies.order(ctx, { ids: [other.id, own.id] }))
  await shop.run((ctx) => states.changeLabelsOf(ctx, { id, add: ['Reclamo'], remove: [] }))
  await shop.run((ctx) => policies.remove(ctx, { id: own.id }))
  assert.equal((await ofMetric(shop, id, 'first-response'))?.targetSeconds, 180, 'the promise that was made')
  await answer(shop, id)
  await shop.hear({ from, text: '¿Y?' })
  assert.equal((await ofMetric(shop, id, 'next-response'))?.policyName, 'Quejas')
})

test('the wait of an integration’s answer ends only where bots may answer', async (t) => {
  for (const botsAnswer of [false, true]) {
    const shop = await aShop(t)
    await shop.run((ctx) => policies.saveSettings(ctx, { botsAnswer }))
    await shop.hear({ from })
    const { id } = only(await shop.list())
    await shop.run(async (ctx) => {
      const row = await conversations.lock(ctx, id)
      assert.ok(row)
      const author = { kind: 'api-key' as const, id: ctx.newId(), name: 'Bot' }
      await sending.write(ctx, row, shop.channel, { content: { kind: 'text', text: 'Te paso con alguien' }, quoted: null, author })
    })
    assert.equal((await ofMetric(shop, id, 'first-response'))?.state, botsAnswer ? 'met' : 'running')
    assert.equal(only(await shop.list()).waitingSince === null, botsAnswer)
  }
})

test('a holiday that is added moves what was due on that day, and its timer with it', async (t) => {
  const shop = await aShop(t)
  await promise(shop, { time: 'business', targets: even(minutes(60, 60)) })
  await shop.hear({ from })
  const { id } = only(await shop.list())
  const begun = await ofMetric(shop, id, 'first-response')
  const [hours] = (await shop.http.get('/calendars')).body.items
  const today = dayIn('America/Argentina/Buenos_Aires', shop.clock.now())
  const days = [{ day: today, name: 'Duelo', shifts: [] }]
  const ifMatch = { headers: { 'if-match': `"${hours.version}"` } }
  assert.equal((await shop.http.patch(`/calendars/${hours.id}`, { days }, ifMatch)).status, 200)
  await shop.settle()
  const moved = await ofMetric(shop, id, 'first-response')
  assert.ok(moved && begun && moved.dueAt > begun.dueAt, `${begun?.dueAt} → ${moved?.dueAt}`)
  assert.equal(only(await shop.list()).answerDueAt, moved.dueAt)
  shop.clock.advance({ minutes: 61 })
  await shop.settle()
  assert.deepEqual(await said(shop), [], 'closed: nobody is late')
  assert.equal((await shop.http.delete(`/calendars/${hours.id}`)).body.code, 'identity.default_calendar_stays')
})

test('the filters find what is about to be due and what is late', async (t) => {
  const shop = await aShop(t)
  const listed = async (sla: 'at-risk' | 'late'): Promise<number> =>
    (await shop.read((ctx) => inbox.list(ctx, { scope: 'all', state: 'open', limit: 30, sla }))).items.length
  await shop.hear({ from })
  assert.deepEqual([await listed('at-risk'), await listed('late')], [0, 0])
  shop.clock.advance({ minutes: 13 })
  assert.deepEqual([await listed('at-risk'), await listed('late')], [1, 0])
  shop.clock.advance({ minutes: 2 })
  assert.deepEqual([await listed('at-risk'), await listed('late')], [0, 1])
  const metric = shop.kernel.modules.flatMap((module) => module.metrics ?? []).find(({ code }) => code === 'sla')
  const day = { from: '2000-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z', zone: 'UTC', bucket: 'day' as const, brandId: null }
  await shop.settle()
  const figures = await shop.read((ctx) => metric?.measure(ctx, day) ?? Promise.resolve([]))
  const value = (code: string): unknown => figures.find((one) => one.code === code && one.shape === 'number' && one.value)?.code
  assert.deepEqual([value('sla_late'), value('sla_breached'), value('sla_at_risk')], ['sla_late', 'sla_breached', undefined])
})

test('a timer and an answer at the same moment: whoever holds the conversation first is right, and the other sees it', async (t) => {
  const shop = await aShop(t)
  for (let round = 0; round < 12; round++) {
    const customer = `54911555502${String(round).padStart(2, '0')}`
    await shop.hear({ from: customer, name: `Cliente ${round}` })
  }
  const rows = await shop.list()
  shop.clock.advance({ minutes: 15, seconds: -1 })
  await shop.settle()
  const before = (await said(shop)).length
  // Answers are written a second before the deadline; the timers look when it has passed.
  const answeredAt = shop.clock.now()
  shop.clock.advance({ seconds: 2 })
  await Promise.all([
    shop.settle(),
    ...rows.map(({ id }) =>
      shop.run((ctx) => sending.send(ctx, { id, content: { kind: 'text', text: 'Va' }, replyToId: null }), { now: answeredAt }),
    ),
  ])
  await shop.settle()
  const ends = await Promise.all(rows.map(({ id }) => ofMetric(shop, id, 'first-response')))
  assert.deepEqual(
    ends.map((clock) => clock?.state),
    rows.map(() => 'met'),
    'answered in time, whatever the timer said meanwhile',
  )
  assert.ok(before >= rows.length, 'all of them had been warned of')
})

test('control: a timer that acts on what it read before the answer calls it late', async (t) => {
  const shop = await aShop(t)
  await shop.hear({ from })
  const { id } = only(await shop.list())
  shop.clock.advance({ minutes: 14 })
  const read = (await shop.read((ctx) => store.latest(ctx, id))).filter(isRunning)
  await answer(shop, id)
  shop.clock.advance({ minutes: 5 })
  const stale = read.map((clock) => tick(clock, shop.clock.now().toISOString()).clock)
  await shop.run(async (ctx) => void (await ctx.sql(store.writing(id, stale))))
  assert.equal((await ofMetric(shop, id, 'first-response'))?.state, 'late', 'the mistake that looking again prevents')
})

test('of two who say at once whether bots answer one is told', async (t) => {
  const shop = await aShop(t)
  const save = (botsAnswer: boolean) => shop.http.put('/sla-settings', { botsAnswer }, { headers: { 'if-match': '"0"' } })
  const answers = await Promise.all([save(true), save(false)])
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409])
  assert.deepEqual((await shop.http.get('/sla-settings')).body, answers.find(({ status }) => status === 200)?.body)
})
