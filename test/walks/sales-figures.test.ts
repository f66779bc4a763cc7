import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { browser, product } from '../e2e/opened.ts'
import { arrive, assertClean, eventually, press } from '../e2e/person.ts'

/** Every figure of sales that a shopkeeper asks for: where it is, by what, and the columns that say it. */
const asked: [informe: string, por: string, title: string, columns: string[]][] = [
  ['sales', 'brand', 'Ventas', ['Marca', 'Pedidos', 'Vendido', 'Ticket promedio', 'Cancelados']],
  ['sales', 'door', 'Ventas', ['Por dónde entró', 'Vendido']],
  ['sales', 'hour', 'Ventas', ['Hora', 'Vendido']],
  ['sales', 'agent', 'Ventas', ['Quién lo tomó', 'Vendido']],
  ['products', 'variant', 'Productos: lo que más se vende', ['Producto', 'Unidades', 'Vendido', 'Parte']],
  ['slow-products', '', 'Productos: lo que menos sale', ['Producto', 'Última venta', 'Días sin venta']],
  ['order-times', 'fulfilment', 'Pedidos: tiempos', ['Entrega', 'Preparar: mediana', 'Repartir: 9 de 10']],
  ['cancelled-orders', '', 'Pedidos cancelados', ['Motivo', 'Cancelados', 'Sin vender']],
  ['customers', '', 'Clientes por sus compras', ['Tipo de cliente', 'Clientes', 'Volvieron a comprar']],
]

async function saved(page: Page, format: string): Promise<Buffer> {
  await press(page, 'Bajar')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: format }).click()])
  return readFile(await download.path())
}

const valueOf = (page: Page, label: string): Promise<string> =>
  page
    .locator('dl', { has: page.getByText(label, { exact: true }) })
    .locator('dd')
    .innerText()

test('what was sold is told by brand, door, hour, person and product, goes out as a file, and the board moves with the next order', async () => {
  const julia = await arrive(browser, product.url, 'julia', { to: '/informes?informe=orders.sales&period=last-30-days' })
  const { page } = julia
  for (const [informe, por, title, columns] of asked) {
    await page.goto(`/informes?informe=orders.${informe}&period=last-30-days${por && `&por=${por}`}`)
    const table = page.getByRole('region', { name: title, exact: true })
    await table.getByRole('row').nth(1).waitFor()
    for (const name of columns) await table.getByRole('columnheader', { name, exact: true }).waitFor()
  }
  assert.match((await saved(page, 'CSV')).toString(), /^\uFEFFTipo de cliente;Clientes;/)
  assert.match((await saved(page, 'XLSX')).toString('latin1'), /^PK/)

  await page.goto('/tablero?period=today')
  const inKitchen = async (): Promise<number> => Number(await valueOf(page, 'En cocina ahora'))
  const first = await eventually(inKitchen, (count) => assert.ok(count >= 0))
  const paula = await arrive(browser, product.url, 'paula', { to: '/pedidos' })
  const placed = await paula.page.evaluate(async () => {
    const { items } = await (await fetch('/api/v1/product-matches?text=flan')).json()
    const body = JSON.stringify({
      door: 'counter',
      fulfilment: 'pickup',
      state: 'confirmed',
      lines: [{ variantId: items[0].variants[0].id, quantityMilli: 1000 }],
    })
    const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }
    return (await fetch('/api/v1/orders', { method: 'POST', headers, body })).status
  })
  assert.equal(placed, 200)
  await eventually(inKitchen, (count) => assert.equal(count, first + 1))
  assertClean(julia)
  assertClean(paula)
})
