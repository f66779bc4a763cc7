import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browser, product } from '../e2e/opened.ts'
import { arrive, heading, press } from '../e2e/person.ts'

test('somebody puts a product with two sizes on the menu, and a colleague on the phone hears that it ran out', async () => {
  const [julia, paula] = await Promise.all([
    arrive(browser, product.url, 'julia', { to: '/catalogo' }),
    arrive(browser, product.url, 'paula', { to: '/catalogo?buscar=milanesa', size: 'phone' }),
  ])
  const { page } = julia
  await press(page, 'Crear producto')
  await heading(page, 'Producto nuevo').waitFor()

  // What cannot be is said under its field, and nothing that was typed is lost.
  await page.getByRole('button', { name: 'Crear producto' }).click()
  await page.getByText('Poné un nombre.').waitFor()
  await page.getByLabel('Nombre', { exact: false }).first().fill('Milanesa de pollo')
  await page.getByRole('combobox', { name: 'Categoría' }).click()
  await page.getByRole('option', { name: 'Pollo', exact: true }).click()
  await press(page, 'Viene en varias opciones')
  await page.getByRole('textbox', { name: 'Opción 1' }).fill('Tamaño')
  const values = page.getByRole('combobox', { name: 'Valores de Tamaño' })
  for (const value of ['Chica', 'Grande']) {
    await values.fill(value)
    await values.press('Enter')
  }
  const big = page.getByRole('group', { name: 'Grande' })
  await big.getByLabel('Código', { exact: true }).fill('MILA-G')
  await big.getByLabel('Precio', { exact: true }).fill('12500,50')
  const codes = big.getByRole('combobox', { name: 'Códigos de barras' })
  await codes.fill('4006381333932')
  await codes.press('Enter')
  await press(page, 'Crear producto')
  await page.getByText('El código 4006381333932 tiene un número mal').waitFor()
  await codes.press('Backspace')
  await codes.fill('4006381333931')
  await codes.press('Enter')
  await press(page, 'Crear producto')
  await heading(page, 'Milanesa de pollo').waitFor()
  await page.waitForURL(/\/catalogo\/[0-9a-f-]{36}$/)

  await page.getByText('12.500,50').first().waitFor()

  const row = paula.page.getByRole('row').filter({ hasText: 'Milanesa de pollo' })
  await row.waitFor()
  await page.getByRole('switch', { name: 'Grande' }).click()
  await row.getByText('Falta alguna variante').waitFor()

  // With one tap, by whoever serves; the record of the other one follows.
  await row.getByRole('switch').click({ force: true })
  await page.getByRole('switch', { name: 'Chica', checked: false }).waitFor()
  assert.deepEqual([...julia.errors, ...paula.errors], [])
})

test('categories are put in another order, and what may be asked of a product is written in a dialog', async () => {
  const { page, errors } = await arrive(browser, product.url, 'julia', { to: '/catalogo/categorias' })
  await heading(page, 'Categorías').waitFor()
  await page.getByText('Combos', { exact: true }).waitFor()
  const names = () => page.locator('main ul strong').allTextContents()
  const [first = '', second = ''] = await names()
  await page.getByRole('button', { name: `Bajar ${first}`, exact: true }).click()
  await page
    .getByRole('button', { name: `Subir ${second}`, exact: true })
    .and(page.locator(':disabled'))
    .waitFor()
  assert.deepEqual((await names()).slice(0, 2), [second, first])

  await page.goto('/catalogo/opciones')
  await press(page, 'Crear grupo')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Nombre').fill('Punto de cocción')
  await dialog.getByLabel('Opción 1', { exact: true }).fill('Jugoso')
  await dialog.getByLabel('Opción 2', { exact: true }).fill('Bien cocido')
  await dialog.getByLabel('Precio de la opción 2').fill('350,50')
  await dialog.getByRole('button', { name: 'Crear grupo' }).click()
  await heading(page, 'Punto de cocción').waitFor()
  await page.getByText('350,50').waitFor()
  assert.deepEqual(errors, [])
})
