import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { browser, product } from '../e2e/opened.ts'
import { arrive, assertClean, heading, press } from '../e2e/person.ts'

const priceOf = (page: Page, name: string): Locator =>
  page.getByRole('button', { name: new RegExp(`^Precio de ${name} en Lista general: `) })
const labelOf = async (page: Page, name: string): Promise<string> =>
  ((await priceOf(page, name).getAttribute('aria-label')) ?? '').split(': ')[1] ?? ''

test('a price is typed where it stands, all of them go up together after a look at them, and go back but for the one that was typed since', async () => {
  const julia = await arrive(browser, product.url, 'julia', { to: '/precios?buscar=brasas' })
  const { page } = julia
  await heading(page, 'Precios').waitFor()

  const half = priceOf(page, 'Medio pollo a las brasas')
  await half.click()
  const field = page.getByRole('textbox', { name: 'Precio de Medio pollo a las brasas en Lista general' })
  await field.fill('mucho')
  await field.press('Enter')
  await page.getByRole('alert').filter({ hasText: 'Escribí un importe' }).waitFor()
  assert.equal(await field.inputValue(), 'mucho')
  await field.fill('10.000')
  await field.press('Enter')
  await page.getByRole('button', { name: /^Precio de Medio pollo a las brasas en Lista general: \$.10\.000/ }).waitFor()
  const whole = await labelOf(page, 'Pollo entero a las brasas')

  await page.getByRole('link', { name: 'Cambiar precios' }).click()
  await page.getByLabel('Que digan', { exact: true }).fill('pollo brasas')
  await page.getByLabel('Porcentaje', { exact: true }).fill('10')
  await heading(page, /^Cambian \d+ precios$/).waitFor()
  const row = page.getByRole('row', { name: /^Medio pollo a las brasas/ })
  await row.filter({ hasText: /10\.000.*11\.000/ }).waitFor()
  await page.getByRole('button', { name: /^Cambiar \d+ precios$/ }).click()
  await page.waitForURL(/\/precios\/cambios\/.+/)
  await heading(page, '10 %').waitFor()
  await page.getByText('Aplicado', { exact: true }).waitFor()
  const record = page.url()

  await page.goto('/precios?buscar=brasas')
  await page.getByRole('button', { name: /^Precio de Medio pollo a las brasas en Lista general: \$.11\.000/ }).waitFor()
  await priceOf(page, 'Medio pollo a las brasas').click()
  await field.fill('10.500')
  await field.press('Enter')
  await page.getByRole('button', { name: /^Precio de Medio pollo a las brasas en Lista general: \$.10\.500/ }).waitFor()

  await page.goto(record)
  await press(page, 'Deshacer')
  await page.getByRole('dialog').getByRole('button', { name: 'Deshacer', exact: true }).click()
  await page.getByText(/1 precio quedó como estaba/).waitFor()
  await page
    .getByRole('row', { name: /^Medio pollo a las brasas/ })
    .filter({ hasText: 'Cambiado después' })
    .waitFor()

  await page.goto('/precios?buscar=brasas')
  await page.getByRole('button', { name: /^Precio de Medio pollo a las brasas en Lista general: \$.10\.500/ }).waitFor()
  assert.equal(await labelOf(page, 'Pollo entero a las brasas'), whole)
  assertClean(julia)
})
