import { before, test } from 'node:test'
import { browser, product } from '../e2e/opened.ts'
import { arrive, heading, press } from '../e2e/person.ts'
import type { Visitor } from '../e2e/product.ts'

let julia: Visitor

before(async () => {
  julia = await arrive(browser, product.url, 'julia', { to: '/ajustes/modelo' })
})

test('the model says what it learned from eighteen months, and shows what it said beside what happened', async () => {
  const { page } = julia
  await heading(page, 'Modelo de leads').waitFor()
  const table = page.getByRole('table', { name: 'Lo que dijo y lo que pasó' })
  await table.waitFor()
  await page.getByText('El modelo está en uso').waitFor()
  await table.getByRole('row').nth(10).waitFor()
  await page.getByText('Preguntó el precio', { exact: true }).waitFor()
})

test('other rules are tried on what happened, saved, and then seen with their reasons on the record', async () => {
  const { page } = julia
  await page.goto('/ajustes/puntaje')
  const rules = page.getByRole('list', { name: 'Conversación' })
  await rules.getByLabel('Puntos').first().fill('28')
  await press(page, 'Probar con el historial')
  await heading(page, 'Quiénes cambian más').waitFor()
  await page.getByText('Cómo separa a los que compraron').waitFor()
  await page
    .getByText(/^de \d+ a \d+$/)
    .first()
    .waitFor()
  await press(page, 'Guardar reglas')
  await page.getByText('Reglas guardadas.').waitFor()

  await page.goto('/contactos?orden=-score')
  await page.getByRole('link', { name: /\w/ }).and(page.locator('a[href^="/contactos/0"]')).first().click()
  await heading(page, 'Puntaje').waitFor()
  await page
    .getByText(/^(Compró|Escribió|Preguntó)/)
    .first()
    .waitFor()
  await page.getByText('Es cliente', { exact: true }).waitFor()
})
