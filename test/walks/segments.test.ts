import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { before, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { browser, product } from '../e2e/opened.ts'
import { arrive, assertClean, eventually, heading, press } from '../e2e/person.ts'
import type { Visitor } from '../e2e/product.ts'

let julia: Visitor

before(async () => {
  julia = await arrive(browser, product.url, 'julia')
})

const choose = async (page: Page, within: Locator, what: string, option: string | RegExp): Promise<void> => {
  await within.getByRole('combobox', { name: what, exact: true }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}
const listed = async (page: Page): Promise<number> => {
  const text =
    (await page
      .getByText(/^\d+ contactos?$/)
      .first()
      .textContent()) ?? ''
  return Number.parseInt(text, 10)
}

test('a custom field is created, written, filtered by and leaves in the file', async () => {
  const { page } = julia
  await page.goto('/ajustes/campos')
  await press(page, 'Crear campo')
  const dialog = page.getByRole('dialog', { name: 'Nuevo campo' })
  await dialog.getByRole('textbox', { name: 'Nombre del campo' }).fill('Reparto')
  await choose(page, dialog, 'Tipo', 'Una opción')
  await dialog.getByRole('button', { name: 'Agregar opción' }).click()
  await dialog.getByRole('textbox', { name: 'Opción 1' }).fill('Zona sur')
  await dialog.getByRole('button', { name: 'Agregar opción' }).click()
  await dialog.getByRole('textbox', { name: 'Opción 2' }).fill('Zona norte')
  await dialog.getByRole('button', { name: 'Crear campo' }).click()
  await page.getByRole('row', { name: /Reparto/ }).waitFor()

  await page.goto('/contactos/nuevo')
  await page.getByRole('textbox', { name: 'Nombre', exact: true }).fill('Delfina del Sur')
  await choose(page, page.locator('#contenido'), 'Reparto', 'Zona sur')
  await press(page, 'Crear contacto')
  await heading(page, 'Delfina del Sur').waitFor()

  await page.goto('/contactos')
  await press(page, 'Más filtros')
  const filters = page.getByRole('dialog')
  await choose(page, filters, 'Campo', 'Reparto')
  await choose(page, filters, 'Valor', 'Zona sur')
  await filters.getByRole('button', { name: 'Agregar filtro' }).click()
  await page.getByText('1 contacto', { exact: true }).waitFor()
  await press(page, 'Más acciones')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Exportar lo que se ve' }).click(),
  ])
  const [header = '', line = '', ...rest] = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/)
  assert.match(header, /Reparto/)
  assert.match(line, /Delfina del Sur.*Zona sur/)
  assert.deepEqual(rest, [])
  assertClean(julia)
})

test('a segment says how many it holds while it is written, and the list shows exactly them', async () => {
  const { page } = julia
  await page.goto('/contactos/segmentos')
  await page.getByRole('link', { name: 'Mayoristas y oficinas' }).waitFor()
  await press(page, 'Nuevo segmento')
  await heading(page, 'Nuevo segmento').waitFor()
  await page.getByRole('textbox', { name: /^Nombre/ }).fill('Empresas mayoristas')
  const first = page.getByRole('group', { name: 'Condición 1' })
  await choose(page, first, 'Elegí un dato', 'Tipo')
  await choose(page, first, 'Valor', 'Empresa')
  await page.keyboard.press('Escape')
  const size = page.locator('[aria-live="polite"] b')
  const companies = await eventually(
    async () => Number.parseInt((await size.textContent({ timeout: 5_000 })) ?? '', 10),
    (count) => assert.ok(count > 1),
  )
  await press(page, 'Agregar condición')
  const second = page.getByRole('group', { name: 'Condición 2' })
  await choose(page, second, 'Elegí un dato', 'Etiquetas')
  await choose(page, second, 'Valor', 'Mayorista')
  await page.keyboard.press('Escape')
  const both = await eventually(
    async () => Number.parseInt((await size.textContent()) ?? '', 10),
    (count) => assert.ok(count > 0 && count < companies, `${count} of ${companies}`),
  )
  await press(page, 'Crear segmento')
  await heading(page, 'Empresas mayoristas').waitFor()
  await page.waitForURL(/\/contactos\/segmentos\/[0-9a-f-]{36}$/)

  // It could not refer to itself if it wanted to: it is not among the segments to choose from.
  await press(page, 'Agregar condición')
  const third = page.getByRole('group', { name: 'Condición 3' })
  await third.getByRole('combobox', { name: 'Elegí un dato' }).click()
  await third.getByRole('combobox', { name: 'Elegí un dato' }).fill('Segmento')
  await page.getByRole('option', { name: 'Segmento', exact: true }).click()
  await third.getByRole('combobox', { name: 'Valor' }).click()
  assert.equal(await page.getByRole('option', { name: 'Empresas mayoristas' }).count(), 0)
  await page.keyboard.press('Escape')
  await press(page, 'Quitar la condición 3')

  await press(page, 'Ver contactos')
  await page.getByRole('dialog').getByRole('button', { name: 'Salir sin guardar' }).click()
  await heading(page, 'Contactos').waitFor()
  await page
    .getByText(new RegExp(`^${both} contactos?$`))
    .first()
    .waitFor()
  assert.equal(await listed(page), both)
  assertClean(julia)
})

test('on a board a card is carried to another column by mouse, and back by its menu', async () => {
  const { page } = julia
  await page.goto('/contactos')
  await press(page, 'Gusto del picante')
  const column = (name: string) => page.getByRole('region', { name, exact: true })
  const name = ((await column('Un poco').getByRole('link').first().textContent()) ?? '').replace(/^[A-ZÁÉÍÓÚÑ]{1,2}(?=[A-ZÁÉÍÓÚÑ])/, '')
  const card = column('Un poco').getByRole('listitem').first()
  await column('Bien picante').getByRole('listitem').first().waitFor()
  const [from, to] = [await card.boundingBox(), await column('Bien picante').boundingBox()]
  assert.ok(from && to)
  await page.mouse.move(from.x + 90, from.y + from.height - 8)
  await page.mouse.down()
  await page.mouse.move(from.x + 130, from.y + 40, { steps: 4 })
  await page.mouse.move(to.x + 80, to.y + 160, { steps: 8 })
  await page.mouse.up()
  await page.getByText(`${name} pasó a Bien picante`).waitFor()
  const moved = column('Bien picante').getByRole('listitem').filter({ hasText: name })
  await moved.waitFor()
  await column('Un poco').getByRole('listitem').filter({ hasText: name }).waitFor({ state: 'detached' })
  await eventually(
    () => moved.count(),
    (count) => assert.equal(count, 1),
  )
  await moved.getByRole('button', { name: `Mover a ${name}` }).press('Enter')
  await page.getByRole('menuitem', { name: 'Un poco' }).press('Enter')
  await column('Un poco').getByRole('listitem').filter({ hasText: name }).waitFor()
  await page.getByText(`${name} pasó a Un poco`).waitFor()
  assertClean(julia)
})
