import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { browser, product } from '../e2e/opened.ts'
import { arrive, heading, press } from '../e2e/person.ts'
import type { Visitor } from '../e2e/product.ts'

let julia: Visitor
/** The page of the business, on an origin of its own: all that it has of ours is one line. */
let shop: Server
let line = ''

before(async () => {
  shop = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><title>Bodas El Gallo</title><h1>Bodas y eventos</h1>${line}<p>Desde 1987</p>`)
  }).listen(0, '127.0.0.1')
  await once(shop, 'listening')
  julia = await arrive(browser, product.url, 'julia', { to: '/ajustes/formularios' })
})
after(async () => {
  shop?.close()
})

test('a form on the page of a business brings a lead with its source and campaign, scored with its reasons, first in the queue once it is a VIP, and claimed', async () => {
  const { page } = julia
  await heading(page, 'Formularios web').waitFor()
  await press(page, 'Crear formulario')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Nombre', exact: true }).fill('Casamientos')
  await dialog.getByRole('textbox', { name: 'Título', exact: true }).fill('Pedí tu presupuesto')
  await dialog.getByRole('textbox', { name: 'Permiso para promociones' }).fill('Quiero recibir promociones por WhatsApp')
  await dialog.getByRole('button', { name: 'Crear formulario' }).click()
  line = await page
    .getByRole('dialog', { name: 'Publicar «Casamientos»' })
    .getByRole('textbox', { name: 'Dentro de tu página' })
    .inputValue()
  assert.match(line, /^<script src="http:\/\/[^"]+\/f\/[\w-]{22}\/embed\.js" async><\/script>$/)

  const window = await browser.newContext()
  const visitor = await window.newPage()
  const { port } = shop.address() as AddressInfo
  await visitor.goto(`http://127.0.0.1:${port}/bodas?utm_source=instagram&utm_campaign=bodas-2026`)
  const form = visitor.frameLocator('iframe')
  await form.getByRole('heading', { name: 'Pedí tu presupuesto' }).waitFor()
  await form.getByLabel('Nombre *').fill('Rocío Ferreyra')
  await form.getByLabel('Teléfono o WhatsApp *').fill('11 12')
  await form.getByLabel('Mensaje').fill('¿Cuánto sale para 80 personas?')
  await form.getByLabel('Quiero recibir promociones por WhatsApp').check()
  await form.getByRole('button', { name: 'Enviar' }).click()
  await form.getByText('Ese teléfono no está completo. Escribilo con el código de área.').waitFor()
  assert.equal(await form.getByLabel('Mensaje').inputValue(), '¿Cuánto sale para 80 personas?')
  await form.getByLabel('Teléfono o WhatsApp *').fill('11 15-5555-0177')
  await form.getByRole('button', { name: 'Enviar' }).click()
  // Whoever mends it within two seconds is asked to send it once more, and nothing is lost.
  const thanks = form.getByRole('heading', { name: 'Gracias. Te escribimos pronto.' })
  const tooSoon = form.getByText('Eso fue muy rápido')
  await thanks.or(tooSoon).waitFor()
  if (await tooSoon.isVisible()) {
    await visitor.waitForTimeout(2_000)
    await form.getByRole('button', { name: 'Enviar' }).click()
  }
  await thanks.waitFor()
  await window.close()

  await page.goto('/contactos/consultas')
  const row = page.getByRole('grid', { name: 'Consultas' }).getByRole('row', { name: /Rocío Ferreyra/ })
  await row.getByText('Formulario web · instagram · bodas-2026').waitFor()
  await row.getByText('Interesado').waitFor()
  await row.getByRole('link').first().click()
  await heading(page, 'Rocío Ferreyra').waitFor()
  await page.getByText('Preguntó el precio').first().waitFor()
  await page.getByText('MQL: mostró interés').waitFor()
  // Scored by rules, and by what eighteen months of leads taught, each with its reasons.
  const score = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Puntaje', exact: true }) })
    .last()
  assert.match(await score.getByLabel(/de 100$/).innerText(), /^[1-9]\d*$/)
  assert.ok((await score.getByText(/^\+\d+$/).count()) > 0, await score.innerText())
  await score.getByText(/^Por qué /).waitFor()

  const contactId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await page.evaluate(async (id) => {
    const { vipTagIds } = await fetch('/api/v1/attention-settings').then((answer) => answer.json())
    const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }
    const body = JSON.stringify({ ids: [id], change: { kind: 'add-tag', tagId: vipTagIds[0] } })
    await fetch('/api/v1/contact-changes', { method: 'POST', headers, body })
  }, contactId)
  await page.goto('/atender?tipo=lead')
  await heading(page, 'Atender ahora').waitFor()
  await page.locator('#contenido ol > li').first().getByRole('link', { name: 'Rocío Ferreyra' }).waitFor()
  await press(page, 'Atender el siguiente')
  await page.getByRole('status').filter({ hasText: 'Atendiendo' }).getByText('Rocío Ferreyra').waitFor()

  await page.goto(`/contactos/${contactId}`)
  await page
    .getByRole('button', { name: 'Calificado' })
    .or(page.getByRole('button', { name: 'SQL: una persona confirmó que va en serio' }))
    .click()
  // With its day; the button that the mouse still points at says the same without.
  await page.getByText(/^SQL: una persona confirmó que va en serio · /).waitFor()
})
