import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { browser, product } from './opened.ts'
import { arrive, assertClean, heading, press } from './person.ts'

/** What is sold in this test, put on the shelf as somebody else would through the API. */
async function stock(page: Page, goods: readonly [name: string, amountMinor: number][]): Promise<void> {
  const status = await page.evaluate(async (named) => {
    const send = (path: string, body: unknown) =>
      fetch(`/api/v1${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify(body),
      })
    const items = []
    for (const [name, amountMinor] of named) {
      const made = await (await send('/products', { name, taxKind: 'taxed', taxBasisPoints: 2100 })).json()
      items.push({ variantId: made.variants[0].id as string, amountMinor })
    }
    return (await send('/price-lists/main/prices', { items })).status
  }, goods)
  assert.equal(status, 200)
}

const column = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true })
const cardOf = (page: Page, columnName: string, number: string): Locator =>
  column(page, columnName).getByRole('listitem').filter({ hasText: number })
const find = (page: Page): Locator => page.getByLabel('Buscar o escanear')

/** Typed and taken with Enter, without a mouse. */
async function take(page: Page, name: string): Promise<void> {
  await find(page).fill(name)
  await page.getByRole('button', { name }).waitFor()
  await find(page).press('Enter')
  await page.getByLabel(`Cantidad de ${name}`).waitFor()
}

test('an order is taken at the counter with the keyboard, is on the other screen at once, is changed with the difference shown, charged with change and delivered', async () => {
  const [julia, paula] = await Promise.all([
    arrive(browser, product.url, 'julia', { to: '/pedidos/nuevo' }),
    arrive(browser, product.url, 'paula', { to: '/pedidos' }),
  ])
  const { page } = julia
  await stock(page, [
    ['Empanada de prueba', 120_000],
    ['Jarra de prueba', 300_000],
  ])
  await heading(paula.page, 'Pedidos').waitFor()
  await take(page, 'Empanada de prueba')
  await take(page, 'Jarra de prueba')
  await press(page, 'Más Empanada de prueba')
  await press(page, 'Tomar el pedido · $ 5.400')
  await page.waitForURL(/\/pedidos\/[0-9a-f-]{36}/)
  const number = (await page.getByRole('heading', { name: /^[A-Z0-9]+-\d{5}$/ }).textContent()) ?? ''
  await cardOf(paula.page, 'Confirmado', number).getByText('$ 5.400').waitFor()

  await press(page, 'Cambiar')
  await page.getByLabel('Cantidad de Empanada de prueba').fill('4')
  await page.getByText('2 → 4').waitFor()
  await page.getByText('Total: $ 5.400 → $ 7.800').waitFor()
  await press(page, 'Guardar los cambios')
  await cardOf(paula.page, 'Confirmado', number).getByText('$ 7.800').waitFor()

  await press(page, 'Cobrar')
  const till = page.getByRole('dialog', { name: 'Cobrar' })
  await till.getByLabel('Paga con').fill('10000')
  await till.getByText('Vuelto: $ 2.200').waitFor()
  await till.getByRole('button', { name: 'Anotar el cobro' }).click()
  await page.getByText('Cobrado', { exact: true }).waitFor()
  await cardOf(paula.page, 'Confirmado', number).getByRole('button', { name: 'En preparación' }).click()
  await cardOf(paula.page, 'En preparación', number).waitFor()
  await page.getByRole('button', { name: 'Listo' }).click()
  await cardOf(paula.page, 'Listo', number).getByRole('button', { name: 'Entregado' }).click()
  await cardOf(paula.page, 'Entregado', number).waitFor()
  await page.getByRole('tab', { name: 'Historial' }).click()
  await page.getByText('Cobro de $ 7.800, Efectivo').waitFor()
  await page.getByText('Pasó a “Entregado”').waitFor()
  await page.goto('/informes?informe=orders.products&period=today')
  await page.getByRole('row', { name: /^Empanada de prueba 4 1 \$/ }).waitFor()
  assertClean(julia)
  assertClean(paula)
})

test('of two agents who change one order the second sees both, keeps hers, and nothing is lost', async () => {
  const julia = await arrive(browser, product.url, 'julia', { to: '/pedidos/nuevo' })
  await stock(julia.page, [
    ['Tarta de dos', 120_000],
    ['Flan de dos', 300_000],
  ])
  await take(julia.page, 'Tarta de dos')
  await julia.page.getByRole('button', { name: /^Tomar el pedido · / }).click()
  await julia.page.waitForURL(/\/pedidos\/[0-9a-f-]{36}/)
  const paula = await arrive(browser, product.url, 'paula', { to: new URL(julia.page.url()).pathname })
  await press(julia.page, 'Cambiar')
  await press(paula.page, 'Cambiar')
  await take(paula.page, 'Flan de dos')
  await julia.page.getByLabel('Nota del pedido').fill('Con servilletas')
  await press(paula.page, 'Guardar los cambios')
  await julia.page.getByText('Otra persona cambió el pedido mientras tanto.').waitFor()
  await julia.page.getByText('+1', { exact: true }).waitFor()
  await press(julia.page, 'Seguir con lo mío')
  await press(julia.page, 'Guardar los cambios')
  await julia.page.getByText('Con servilletas').waitFor()
  await paula.page.getByText('Con servilletas').waitFor()
  await paula.page.getByText('Flan de dos').waitFor()
  assertClean(julia)
  assertClean(paula)
})
