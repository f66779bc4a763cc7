import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { handset, invent, log, rowOf } from '../e2e/counter.ts'
import { browser, product } from '../e2e/opened.ts'
import { arrive, assertClean, heading, press } from '../e2e/person.ts'
import type { Visitor } from '../e2e/product.ts'

let julia: Visitor
let phone: Visitor

before(async () => {
  ;[julia, phone] = await Promise.all([
    arrive(browser, product.url, 'julia', { to: '/bandeja' }),
    arrive(browser, product.url, 'julia', { to: '/telefono' }),
  ])
})

const name = 'Rocío Bustamante'
const rows = (page: Page): Locator => rowOf(page, name)

const [sales, delivery] = ['109500000000001', '109500000000002']

/** The same person writes to another number of the shop: on their telephone that is another chat. */
async function writeTo(phoneNumberId: string, waId: string, text: string): Promise<void> {
  const status = await phone.page.evaluate(
    async ([path, body]) =>
      (
        await fetch(path ?? '', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
          body: body ?? '',
        })
      ).status,
    [`/api/v1/phone/${phoneNumberId}/chats/${waId}/messages`, JSON.stringify({ name, content: { type: 'text', text } })],
  )
  assert.equal(status, 200)
}

const openOnPhone = async (phoneNumberId: string, waId: string): Promise<void> => {
  await phone.page.goto(`/telefono/${waId}?numero=${phoneNumberId}`)
  await heading(phone.page, `Teléfono de ${name}`).waitFor()
}

test('a customer who writes to two numbers is one row; the answer goes through the chosen one and arrives there', async () => {
  await invent(phone.page, name)
  const box = handset(phone.page).getByRole('textbox', { name: 'Mensaje', exact: true })
  await box.fill('Hola, ¿me reservan dos pollos?')
  await box.press('Enter')
  await rows(julia.page).filter({ hasText: 'dos pollos' }).waitFor()
  const waId = /\d{8,}/.exec(new URL(phone.page.url()).pathname)?.[0] ?? ''
  await writeTo(delivery, waId, '¿Y hacen envíos al centro?')
  await rows(julia.page).filter({ hasText: 'envíos al centro' }).waitFor()
  assert.equal(await rows(julia.page).count(), 1)

  await rows(julia.page).first().click()
  await log(julia.page).getByText('dos pollos').waitFor()
  await log(julia.page).getByText('¿Y hacen envíos al centro?').waitFor()
  await log(julia.page).getByText('Por Delivery Norte').waitFor()

  // By default where they wrote last; this answer goes through the other one.
  await julia.page.getByRole('button', { name: 'Sale desde Delivery Norte. Cambiar' }).click()
  await julia.page.getByRole('menuitem', { name: /Ventas Centro/ }).click()
  const answer = julia.page.getByRole('textbox', { name: 'Respuesta', exact: true })
  await answer.fill('Reservados, te esperamos a las 21')
  await answer.press('Enter')
  // Their first message came through it as well.
  await log(julia.page).getByText('Por Ventas Centro').nth(1).waitFor()

  await openOnPhone(sales, waId)
  await handset(phone.page).getByText('Reservados, te esperamos a las 21').waitFor()
  await openOnPhone(delivery, waId)
  await handset(phone.page).getByText('¿Y hacen envíos al centro?').waitFor()
  assert.equal(await handset(phone.page).getByText('Reservados').count(), 0, 'it arrived in the chat with the other number')
  for (const visitor of [julia, phone]) assertClean(visitor)
})

test('a connector is connected with its limits said before, and shows what to paste', async () => {
  const { page } = julia
  await page.goto('/ajustes/canales')
  await page.getByRole('link', { name: 'Conector no oficial' }).first().click()
  await heading(page, 'Conectar por WAToolbox').waitFor()
  await page.getByText('vas a ver un solo tilde').waitFor()
  await page.getByLabel('Número de WhatsApp').fill('+54 9 351 555-0177')
  await page.getByLabel('Dirección de WAToolbox').fill('https://api.watoolbox.com/webhooks/gallo-mostrador-1')
  await page.getByLabel('Nombre', { exact: true }).fill('Mostrador')
  await press(page, 'Conectar')
  await heading(page, 'Mostrador').waitFor()
  await page.getByText('Todavía no llegó nada').waitFor()
  const template = JSON.parse(await page.getByLabel('Contenido (JSON)').inputValue())
  const url = new URL(await page.getByLabel('Dirección', { exact: true }).inputValue())

  // The extension speaks: the customer is in the inbox, and the answer says how far it really got.
  const heard = {
    ...template,
    id: 'wt-1',
    type: 'chat',
    phone: '34600000177',
    content: '¿Están abiertos?',
    text: '',
    name: '',
    name2: 'Ciro Luna',
    timestamp: '',
    group: '',
    user: '',
    location: '',
  }
  const told = await fetch(`${product.url}${url.pathname}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(heard),
  })
  assert.equal(told.status, 200)
  await page.goto('/bandeja')
  await rowOf(page, 'Ciro Luna').click()
  await log(page).getByText('¿Están abiertos?').waitFor()
  const answer = page.getByRole('textbox', { name: 'Respuesta', exact: true })
  await answer.fill('Sí, hasta las 24')
  await answer.press('Enter')
  await log(page).getByText('Entregado al conector').first().waitFor()
  assertClean(julia)
})
