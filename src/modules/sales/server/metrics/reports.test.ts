import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvOf } from '#kernel/sheet/table.ts'
import { ListDeals } from '#sales/contract/deal.ts'
import { sheetOf } from '#sales/server/deals/deal-file.ts'
import * as deals from '#sales/server/deals/deals.ts'
import { aShop } from '#sales/server/testing/figures.ts'

test('reports tell results by owner, the funnel and the reasons, a row for each currency, and whole days of the period', async (t) => {
  const { shop, sell, move, stageId } = await aShop(t)
  const won = [await sell({ amountMinor: 30_000 }), await sell({ amountMinor: 10_000, currency: 'USD' })]
  const lost = [await sell({ amountMinor: 5_000 }), await sell({ amountMinor: null })]
  await move(
    won.map(({ id }) => id),
    'won',
  )
  await move(
    lost.map(({ id }) => id),
    'lost',
  )
  await sell({ stageId: stageId('proposal') })
  const report = async (code: string, groupBy = '') =>
    (await shop.http.get(`/reports/sales/${code}?period=today${groupBy && `&groupBy=${groupBy}`}`)).body
  const cells = async (code: string, groupBy?: string) => (await report(code, groupBy)).rows.map((row: { cells: unknown[] }) => row.cells)
  const money = (amountMinor: number, currency = 'ARS') => ({ amountMinor, currency })
  assert.deepEqual(await cells('deal-results', 'pipeline'), [
    ['Ventas', 1, 2, 1 / 3, money(30_000), money(30_000), 0],
    ['Ventas', 1, 0, 1, money(10_000, 'USD'), money(10_000, 'USD'), 0],
  ])
  assert.deepEqual(
    (await cells('deal-stages')).map(([, , reached]: [unknown, unknown, number]) => reached),
    [5, 3, 3, 2, 2],
  )
  assert.deepEqual(await cells('lost-reasons'), [['Precio', 2, 1, money(5_000)]])
  shop.clock.advance({ days: 1 })
  assert.deepEqual(await cells('deal-results'), [])
  const board = (await shop.http.get('/board?period=yesterday')).body
  const block = board.blocks.find(({ code }: { code: string }) => code === 'deals')
  assert.deepEqual(
    block.figures.map(({ value }: { value: number }) => value),
    [5, 2, 2],
  )
})

test('a list of deals is narrowed down and taken along as a file, by whoever may read deals', async (t) => {
  const { shop, sell, move, pipeline } = await aShop(t)
  await sell({ title: 'Vieja', nextStep: 'Llamar' })
  shop.clock.advance({ days: 8 })
  await sell({ title: 'Nueva', amountMinor: 123_456 })
  await move([(await sell({ title: 'Vendida' })).id], 'won')
  const titles = async (query: string): Promise<string[]> =>
    (await shop.http.get(`/deals?pipelineId=${pipeline.id}&${query}`)).body.items.map(({ title }: { title: string }) => title)
  assert.deepEqual(await titles('filter=isRotting:eq:true'), ['Vieja'])
  assert.deepEqual(await titles('state=open&filter=nextStep:empty'), ['Nueva'])
  const body = { pipelineId: pipeline.id, state: 'open', sort: '-createdAt', format: 'csv' }
  const made = await shop.http.post('/deal-files', body)
  assert.deepEqual([made.status, made.body.rows], [200, 2])
  const { items, header } = await shop.run(async (ctx) => {
    const sheet = await sheetOf(ctx, (await deals.list(ctx, ListDeals.parse({ pipelineId: pipeline.id, state: 'open' }))).items)
    const [first = '', ...rest] = csvOf(sheet, ctx).trim().split('\r\n')
    return { header: first, items: rest }
  })
  assert.match(header, /Oportunidad;Contacto;Etapa;Responsable;Monto/)
  assert.match(items[0] ?? '', /^Nueva;;Nuevo;[^;]*;"1234,56";ARS;"0,1000"/)
  assert.equal((await shop.as({ permissions: [] }).http.post('/deal-files', body)).status, 403)
})
