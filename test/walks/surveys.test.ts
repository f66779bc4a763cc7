import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { answerBox, handset, invent, log, rowOf, writeAsCustomer } from '../e2e/counter.ts'
import { browser, product } from '../e2e/opened.ts'
import { arrive, assertClean, heading, press } from '../e2e/person.ts'
import type { Visitor } from '../e2e/product.ts'

let julia: Visitor
let phone: Visitor

before(async () => {
  ;[julia, phone] = await Promise.all([
    arrive(browser, product.url, 'julia', { to: '/ajustes/encuestas' }),
    arrive(browser, product.url, 'julia', { to: '/telefono' }),
  ])
})

const question = '¿Cómo estuvo tu pedido en El Gallo?'
const comment = 'Llegó fría y tarde'

test('a resolved conversation asks on the telephone, and a bad answer is in the thread, on the contact, in the results, on the board and waits as a task', async () => {
  const { page } = julia
  await page.getByRole('row', { name: /Satisfacción/ }).click()
  const minutes = page.getByRole('textbox', { name: 'Minutos después' })
  await minutes.fill('0')
  await press(page, 'Guardar')
  await page.getByText('Encuesta guardada').waitFor()

  await page.goto('/bandeja')
  await invent(phone.page, 'Sofía Almada')
  await writeAsCustomer(phone.page, '¿Tienen alitas?')
  await rowOf(page, 'Sofía Almada').first().click()
  await log(page).getByText('¿Tienen alitas?').waitFor()
  await answerBox(page).fill('Sí, te guardo unas.')
  await answerBox(page).press('Enter')
  await handset(phone.page).getByText('Sí, te guardo unas.').waitFor()
  await press(page, 'Resolver')

  await handset(phone.page).getByText(question).waitFor()
  await handset(phone.page).getByRole('button', { name: 'Elegir puntaje' }).click()
  await phone.page
    .getByRole('dialog', { name: 'Elegir puntaje' })
    .getByRole('button', { name: /^2 · Mala/ })
    .click()
  await handset(phone.page)
    .getByText(/Gracias por decirlo, y perdón/)
    .waitFor()
  await writeAsCustomer(phone.page, comment)
  await handset(phone.page).getByText('¡Gracias por contarnos!').waitFor()

  // The thread is still open on the screen: it says what was answered, and nothing waits in it.
  await log(page)
    .getByText(/Respondió la encuesta: 2 de 5/)
    .waitFor()
  await log(page).getByText(comment).waitFor()
  await page.getByRole('button', { name: 'Reabrir', exact: true }).waitFor()

  await page.goto('/encuestas')
  const line = page.getByRole('listitem').filter({ hasText: comment })
  await line.getByText('2 de 5').waitFor()
  await line.getByRole('link', { name: 'Abrir la conversación' }).click()
  await log(page).getByText(comment).waitFor()

  await page.goto('/tablero')
  const answers = page.locator('dl').filter({ hasText: 'Respuestas a encuestas' })
  await answers.waitFor()
  assert.ok(Number.parseInt((await answers.locator('dd').innerText()).trim(), 10) >= 1)
  await page.locator('dl').filter({ hasText: 'Satisfacción (CSAT)' }).waitFor()

  await page.goto('/atender')
  await heading(page, 'Atender ahora').waitFor()
  await page
    .getByText(/Hablar con Sofía Almada: puntuó 2 de 5/)
    .first()
    .click()
  await page.getByRole('dialog').getByRole('link', { name: 'Sofía Almada' }).click()
  await page.getByRole('tab', { name: 'Encuestas' }).click()
  const told = page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: comment })
  await told.getByText('2 de 5').waitFor()
  await told.getByRole('link', { name: 'Ver la tarea' }).waitFor()
  for (const one of [julia, phone]) assertClean(one)
})
