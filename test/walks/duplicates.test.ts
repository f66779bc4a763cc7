import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { browser, product } from '../e2e/opened.ts'
import { arrive, assertClean, heading, press } from '../e2e/person.ts'
import type { Visitor } from '../e2e/product.ts'

let julia: Visitor

before(async () => {
  julia = await arrive(browser, product.url, 'julia', { to: '/contactos/duplicados' })
})

const pairOf = (page: Page, first: string, second: string): Locator =>
  page.getByRole('listitem', { name: `${first} y ${second}`, exact: true })

test('two that the shop wrote down twice are found, made one with a choice of what stays, and two again', async () => {
  const { page } = julia
  const pair = pairOf(page, 'Nahuel Domínguez', 'NAHUEL DOMÍNGUEZ')
  await pair.getByText('Dirección: igual').waitFor()
  await pair.getByRole('link', { name: 'Comparar y unir' }).click()
  await heading(page, 'Unir contactos').waitFor()
  await page
    .getByRole('radiogroup', { name: 'Qué ficha queda' })
    .getByRole('radio', { name: /^Nahuel Domínguez/ })
    .waitFor()
  // What somebody would rather have; the rules had chosen the other one.
  await page.getByRole('radio', { name: 'Nahuel Domínguez', exact: true }).check()
  await press(page, 'Unir contactos')
  await heading(page, 'Nahuel Domínguez').waitFor()
  await page.getByText('Se unió con «NAHUEL DOMÍNGUEZ»').waitFor()
  await page.getByText('nahuel.dominguez@example.org').first().waitFor()
  const survivor = new URL(page.url()).pathname

  await page.goto('/contactos/duplicados')
  await pairOf(page, 'Cristian Arce', 'Arce Cristian').waitFor()
  assert.equal(await pair.count(), 0)

  await page.goto(survivor)
  await page.getByRole('button', { name: 'Deshacer', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('¿Separar de nuevo a NAHUEL DOMÍNGUEZ?').waitFor()
  await dialog.getByRole('button', { name: 'Deshacer' }).click()
  await page.getByText('NAHUEL DOMÍNGUEZ vuelve a tener su propia ficha').waitFor()
  await page.getByText('Se separó de «NAHUEL DOMÍNGUEZ»').waitFor()
  await page.goto('/contactos?buscar=nahuel.dominguez%40example.org')
  await page
    .getByRole('grid', { name: 'Contactos' })
    .getByRole('row', { name: /NAHUEL DOMÍNGUEZ/ })
    .waitFor()
  assertClean(julia)
})

test('whoever is typed and may be there already is told, and two that are two are not proposed again', async () => {
  const { page } = julia
  await page.goto('/contactos/duplicados')
  const pair = pairOf(page, 'Cristian Arce', 'Arce Cristian')
  await pair.getByRole('button', { name: 'No son la misma persona' }).click()
  await page.getByText('No volvemos a proponer a Cristian Arce y Arce Cristian').waitFor()
  await pair.waitFor({ state: 'detached' })
  await press(page, 'Buscar de nuevo')
  await page.getByText(/Buscando entre todos|Última búsqueda completa/).waitFor()
  assert.equal(await pair.count(), 0)

  await page.goto('/contactos/nuevo')
  await page.getByRole('textbox', { name: 'Nombre', exact: true }).fill('cristian  arce')
  await page.getByRole('combobox', { name: 'Forma de contacto' }).first().click()
  await page.getByRole('option', { name: 'Correo' }).click()
  await page.getByRole('textbox', { name: 'Correo', exact: true }).fill('arce.cristian@otro.example')
  const hint = page.getByRole('status').filter({ hasText: 'Puede que este contacto ya exista' })
  await hint.getByRole('link', { name: 'Arce Cristian' }).waitFor()
  await hint.getByText(/Mismo nombre de correo/).waitFor()
  assertClean(julia)
})
