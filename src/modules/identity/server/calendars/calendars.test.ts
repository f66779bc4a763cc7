import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOpen } from '#kernel/contract/business-time.ts'
import { anOrg } from '#kernel/testing/org.ts'
import * as identity from '#identity/server/public.ts'

const siesta = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, from: 960, to: 1200 },
  { weekday, from: 540, to: 780 },
])
const zone = 'America/Argentina/Buenos_Aires'
const ifMatch = (version: number) => ({ headers: { 'if-match': `"${version}"` } })

test('a new organization is open all the time, in its own zone, until somebody says otherwise', async (t) => {
  const shop = await anOrg(t)
  const { items } = (await shop.http.get('/calendars')).body
  assert.equal(items.length, 1)
  assert.deepEqual([items[0].name, items[0].zone, items[0].isDefault], ['Horario habitual', zone, true])
  const hours = await shop.read((ctx) => identity.workingHours(ctx, shop.brandId))
  assert.ok(hours)
  for (const at of ['2026-01-01T03:00:00Z', '2026-05-25T07:30:00Z', '2026-11-22T02:59:59Z']) assert.equal(isOpen(hours, at), true)
})

test('shifts are kept in order, holidays with their names, and a brand goes by its own hours', async (t) => {
  const shop = await anOrg(t)
  const days = [
    { day: '2026-12-24', name: 'Nochebuena', shifts: [{ from: 540, to: 780 }] },
    { day: '2026-05-25', name: 'Revolución de Mayo', shifts: [] },
  ]
  const made = await shop.http.post('/calendars', { name: 'Centro', zone, weekly: siesta, days, brandIds: [shop.brandId, shop.brandId] })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  assert.deepEqual(made.body.weekly.slice(0, 2), [
    { weekday: 1, from: 540, to: 780 },
    { weekday: 1, from: 960, to: 1200 },
  ])
  assert.deepEqual(
    made.body.days.map(({ day }: { day: string }) => day),
    ['2026-05-25', '2026-12-24'],
  )
  const [own, general] = await shop.read(
    async (ctx) => [await identity.workingHours(ctx, shop.brandId), await identity.workingHours(ctx, null)] as const,
  )
  const siestaTime = '2026-05-26T17:00:00Z'
  assert.ok(own && general)
  assert.deepEqual([isOpen(own, siestaTime), isOpen(general, siestaTime)], [false, true])
  assert.equal(isOpen(own, '2026-05-25T13:00:00Z'), false, 'a holiday')

  const changed = await shop.http.patch(`/calendars/${made.body.id}`, { brandIds: [], days: [], isDefault: true }, ifMatch(1))
  assert.deepEqual([changed.body.version, changed.body.days, changed.body.brandIds, changed.body.isDefault], [2, [], [], true])
  const after = await shop.read((ctx) => identity.workingHours(ctx, null))
  assert.equal(after && isOpen(after, siestaTime), false)
  const { items } = (await shop.http.get('/calendars')).body
  assert.deepEqual(
    items.map((one: { isDefault: boolean }) => one.isDefault),
    [true, false],
  )
})

const refused: [string, Record<string, unknown>, number, string | undefined][] = [
  ['a shift that ends before it begins', { weekly: [{ weekday: 1, from: 600, to: 540 }] }, 422, undefined],
  ['a shift of more than a day', { weekly: [{ weekday: 1, from: 0, to: 1500 }] }, 422, undefined],
  ['an eighth day of the week', { weekly: [{ weekday: 8, from: 0, to: 60 }] }, 422, undefined],
  ['one day twice', { days: ['a', 'b'].map((name) => ({ day: '2026-05-25', name, shifts: [] })) }, 422, undefined],
  ['a day that does not exist', { days: [{ day: '2026-02-30', name: 'x', shifts: [] }] }, 422, undefined],
  ['an offset instead of a zone', { zone: '+03:00' }, 422, undefined],
  ['a brand of somebody else', { brandIds: ['01900000-0000-7000-8000-000000000009'] }, 422, 'identity.unknown_brand'],
  ['the name of another one', { name: 'horario HABITUAL' }, 409, 'identity.name_taken'],
]
for (const [what, input, status, code] of refused) {
  test(`${what} is refused and changes nothing`, async (t) => {
    const shop = await anOrg(t)
    const answer = await shop.http.post('/calendars', { name: 'Centro', zone, ...input })
    assert.equal(answer.status, status)
    if (code) assert.equal(answer.body.code, code)
    assert.equal((await shop.http.get('/calendars')).body.items.length, 1)
  })
}

test('two who change the same hours at once do not overwrite each other, and the default ones stay', async (t) => {
  const shop = await anOrg(t)
  const [calendar] = (await shop.http.get('/calendars')).body.items
  assert.equal((await shop.http.patch(`/calendars/${calendar.id}`, { weekly: [] }, ifMatch(1))).status, 200)
  const late = await shop.http.patch(`/calendars/${calendar.id}`, { name: 'Otro' }, ifMatch(1))
  assert.deepEqual([late.status, late.body.code], [409, 'kernel.changed_meanwhile'])
  assert.equal((await shop.http.delete(`/calendars/${calendar.id}`)).body.code, 'identity.default_calendar_stays')
  const more = await shop.http.post('/calendars', { name: 'Norte', zone })
  assert.equal((await shop.http.delete(`/calendars/${more.body.id}`)).status, 200)
})
