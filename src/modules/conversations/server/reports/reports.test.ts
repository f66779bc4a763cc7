import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSheet } from 'read-excel-file/node'
import * as tenants from '#identity/server/tenants.ts'
import { canReadReports } from '#analytics/contract/permissions.ts'
import { canReadAll, canReadOwn, canReply } from '#conversations/contract/permissions.ts'
import { aShop, type Shop } from '#conversations/server/testing/stage.ts'
import type { TestPerson } from '#kernel/testing/org.ts'

type Table = { columns: { key: string }[]; rows: { key: string; cells: unknown[] }[]; count: number }

async function tableOf(
  who: TestPerson,
  code: string,
  query = 'period=today',
): Promise<{ status: number; rows: Record<string, unknown>[] }> {
  const { status, body } = await who.http.get(`/reports/conversations/${code}?${query}`)
  const table = body as Table
  const rows = (table.rows ?? []).map(({ cells }) => Object.fromEntries(cells.map((cell, i) => [table.columns[i]?.key, cell])))
  return { status, rows }
}

/** Two customers: one answered after ten minutes by Paula and resolved after an hour, the other still waits. */
async function aMorning(shop: Shop): Promise<{ paula: TestPerson }> {
  shop.clock.set('2026-11-20T13:00:00.000Z')
  const paula = shop.as({ name: 'Paula Gómez', permissions: [canReadOwn, canReadAll, canReply, canReadReports] })
  await shop.hear({ from: '5491155550101', name: 'Martina' })
  shop.clock.advance({ minutes: 10 })
  const { id } = (await shop.list())[0] ?? { id: '' }
  await paula.http.post(`/conversations/${id}/messages`, { content: { kind: 'text', text: 'Hola' } })
  await shop.hear({ from: '5491155550102', name: 'Bruno' }, { from: '5491155550102', name: 'Bruno', text: '¿Hay alguien?' })
  shop.clock.advance({ minutes: 50 })
  await paula.http.put(`/conversations/${id}/state`, { state: 'resolved' })
  shop.clock.advance({ minutes: 1 })
  return { paula }
}

test('volume counts what came in, what went out and what was resolved, by person and by hour', async (t) => {
  const shop = await aShop(t)
  const { paula } = await aMorning(shop)
  const byPerson = (await tableOf(paula, 'volume')).rows
  assert.deepEqual(
    byPerson.map(({ opened, received, sent, resolved }) => [opened, received, sent, resolved]),
    [
      [1, 1, 1, 1],
      [1, 2, 0, 0],
    ],
  )
  assert.equal(byPerson[1]?.['agent'], 'Sin asignar')
  const byHour = (await tableOf(paula, 'volume', 'period=today&groupBy=hour')).rows
  assert.deepEqual(
    byHour.map(({ hour, received, resolved }) => [hour, received, resolved]),
    [
      ['10:00', 3, 0],
      ['11:00', 0, 1],
    ],
  )
  const byChannel = (await tableOf(paula, 'volume', 'period=today&groupBy=channel')).rows
  assert.deepEqual(
    byChannel.map(({ channel, received, sent }) => [channel, received, sent]),
    [['Ventas', 3, 1]],
  )
})

test('response says how long people waited, as median and as what nine of ten did not exceed', async (t) => {
  const shop = await aShop(t)
  const { paula } = await aMorning(shop)
  const [row] = (await tableOf(paula, 'response')).rows
  assert.deepEqual(
    [row?.['reply_count'], row?.['reply_median'], row?.['reply_p90'], row?.['resolution_count'], row?.['resolution_median']],
    [1, 600, 600, 1, 3600],
  )
})

test('each person’s work and the line of when they were there', async (t) => {
  const shop = await aShop(t)
  const { paula } = await aMorning(shop)
  const set = (status: string) => paula.http.put('/availability/own', { status, reason: '', backAt: null })
  assert.equal((await set('online')).status, 200)
  shop.clock.advance({ hours: 2 })
  await set('away')
  shop.clock.advance({ minutes: 30 })
  await set('online')
  shop.clock.advance({ hours: 1 })
  const found = (await tableOf(paula, 'agents')).rows.find(({ sent }) => sent === 1)
  assert.deepEqual([found?.['attended'], found?.['first_replies'], found?.['resolved'], found?.['online']], [1, 1, 1, 3 * 3600])
  assert.deepEqual(
    ((found?.['worked'] ?? []) as { kind: string }[]).map(({ kind }) => kind),
    ['online', 'away', 'online'],
  )
})

test('one row per conversation, with its times, and the same as files', async (t) => {
  const shop = await aShop(t)
  const { paula } = await aMorning(shop)
  const { rows } = await tableOf(paula, 'conversations')
  assert.deepEqual(
    rows.map(({ contact, reply, resolution, received, sent }) => [contact, reply, resolution, received, sent]),
    [
      ['Bruno', null, null, 2, 0],
      ['Martina', 600, 3600, 1, 1],
    ],
  )
  for (const [format, head] of [
    ['csv', '\uFEFFCliente;'],
    ['xlsx', 'PK'],
  ] as const) {
    const file = await paula.http.post('/reports/conversations/conversations/files', { period: 'today', format })
    assert.deepEqual([file.status, file.body.rows], [200, 2], JSON.stringify(file.body))
    const fileId = /\/files\/[^/]+\/([^?]+)/.exec(file.body.fileUrl)?.[1] ?? ''
    const bytes = await shop.run((ctx) => ctx.files.read(ctx, fileId))
    assert.ok(bytes.toString().startsWith(head))
    if (format === 'csv') continue
    const [titles, ...lines] = await readSheet(bytes)
    const at = (title: string) => titles?.indexOf(title) ?? -1
    assert.deepEqual(
      lines.map((line) => [line[at('Cliente')], line[at('Canal')], line[at('Recibidos')], line[at('Enviados')]]),
      [
        ['Bruno', 'Ventas', 2, 0],
        ['Martina', 'Ventas', 1, 1],
      ],
    )
  }
})

test('volume and response by agent, team, channel, brand, hour and day are the same work, each by its own names', async (t) => {
  const shop = await aShop(t)
  const { paula } = await aMorning(shop)
  const team = await shop.run((ctx) => tenants.createTeam(ctx, { name: 'Delivery', memberIds: [] }))
  const bruno = (await shop.list()).find(({ contactName }) => contactName === 'Bruno')
  assert.equal((await shop.http.put(`/conversations/${bruno?.id}/assignment`, { teamId: team.id })).status, 200)
  const names: Record<string, string[]> = {
    agent: ['Paula Gómez', 'Sin asignar'],
    team: ['Delivery', 'Sin equipo'],
    channel: ['Ventas'],
    brand: ['Pollos El Gallo'],
    hour: ['10:00', '11:00'],
    day: ['2026-11-20'],
  }
  for (const [group, expected] of Object.entries(names)) {
    const volume = (await tableOf(paula, 'volume', `period=today&groupBy=${group}`)).rows
    // Somebody of a test is no colleague of the directory: who they are is not what this is about.
    const named = volume.map((row) => (row[group] === 'Ya no está' ? 'Paula Gómez' : row[group])).toSorted()
    assert.deepEqual(named, expected.toSorted(), group)
    const sum = (key: string) => volume.reduce((total, row) => total + Number(row[key]), 0)
    assert.deepEqual(['opened', 'received', 'sent', 'resolved'].map(sum), [2, 3, 1, 1], group)
    const response = (await tableOf(paula, 'response', `period=today&groupBy=${group}`)).rows
    const answered = response.filter((row) => row['reply_count'] === 1)
    assert.deepEqual(
      answered.map((row) => [row['reply_median'], row['reply_median_open']]),
      [[600, 600]],
      `${group}: without working hours the shop is always open`,
    )
  }
})

test('who sees only their own conversations counts only those, on the screen and in the file', async (t) => {
  const shop = await aShop(t)
  await aMorning(shop)
  const own = shop.as({ name: 'Lautaro', permissions: [canReadOwn, canReply, canReadReports] })
  for (const code of ['volume', 'response', 'agents', 'conversations']) assert.deepEqual((await tableOf(own, code)).rows, [], code)
  const file = await own.http.post('/reports/conversations/conversations/files', { period: 'today', format: 'csv' })
  assert.equal(file.body.rows, 0)
  assert.equal((await tableOf(shop.as({ permissions: [canReadOwn] }), 'volume')).status, 403)
})

test('a report or a grouping that does not exist, and a period that ends before it begins, are refused', async (t) => {
  const shop = await aShop(t)
  assert.equal((await tableOf(shop, 'nothing')).status, 404)
  assert.equal((await tableOf(shop, 'volume', 'groupBy=moon')).status, 404)
  assert.equal((await tableOf(shop, 'volume', 'period=custom&from=2026-11-20&to=2026-11-01')).status, 422)
  assert.equal((await tableOf(shop, 'volume', 'groupBy=DROP%20TABLE')).status, 422)
})
