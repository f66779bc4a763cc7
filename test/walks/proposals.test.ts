import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { AxeBuilder } from '@axe-core/playwright'
import { handset, invent, log, rowOf, writeAsCustomer } from '../e2e/counter.ts'
import { browser, product } from '../e2e/opened.ts'
import { arrive, assertClean, heading, press } from '../e2e/person.ts'
import { textOfPdf } from '../e2e/pdf-text.ts'
import { openWindow, type Visitor } from '../e2e/product.ts'

let julia: Visitor
let paula: Visitor
let phone: Visitor

before(async () => {
  ;[julia, paula, phone] = await Promise.all([
    arrive(browser, product.url, 'julia', { to: '/propuestas' }),
    arrive(browser, product.url, 'paula', { to: '/bandeja' }),
    arrive(browser, product.url, 'julia', { to: '/telefono' }),
  ])
})

/** Reads as whoever is signed in in this window. */
async function ask<T>(page: Page, path: string): Promise<T> {
  const answer = await page.request.get(`${product.url}/api/v1${path}`)
  assert.ok(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`)
  return (await answer.json()) as T
}

type Items<T> = { items: T[] }
type Versions = Items<{ totals: { totalMinor: number }; pdfSha256: string }>

/** Above half a million somebody else has to say yes. */
async function askForApproval(page: Page): Promise<void> {
  await page.goto('/ajustes/propuestas')
  await page.getByLabel('Pedir aprobación por encima de (ARS)').fill('500000')
  await press(page, 'Guardar')
  await page.getByText('Cambios guardados').waitFor()
}

/** One key in the conversation makes a deal; from there a proposal begins with the template of the shop. Answers their ids. */
async function offer(page: Page, name: string): Promise<{ dealId: string; proposalId: string }> {
  await rowOf(page, name).click()
  await log(page).waitFor()
  await page.keyboard.press('d')
  await press(page, 'Abrir')
  await page.waitForURL(/oportunidad=/)
  const dealId = new URL(page.url()).searchParams.get('oportunidad') ?? ''
  await page.getByRole('complementary', { name: 'Oportunidad' }).getByRole('button', { name: 'Nueva propuesta' }).click()
  const dialog = page.getByRole('dialog', { name: 'Nueva propuesta' })
  await dialog.getByRole('combobox', { name: 'Plantilla' }).click()
  await page.getByRole('option', { name: 'Catering para eventos' }).click()
  await dialog.getByRole('button', { name: 'Crear propuesta' }).click()
  await page.waitForURL(/\/propuestas\/[0-9a-f-]{36}/)
  return { dealId, proposalId: /[0-9a-f-]{36}/.exec(new URL(page.url()).pathname)?.[0] ?? '' }
}

/** What is offered, typed line by line, and what it comes to meanwhile. */
async function write(page: Page): Promise<void> {
  await press(page, 'Agregar ítem')
  await page.getByLabel('Descripción de la línea 1').fill('Menú completo')
  await page.getByLabel('Cantidad de la línea 1').fill('40')
  await page.getByLabel('Precio de la línea 1').fill('18900')
  await page.getByLabel('Descuento de la línea 1').fill('5')
  await page.locator('[data-total]').getByText('718.200').waitFor()
  await press(page, 'Guardar')
  await press(page, 'Pedir aprobación')
  await page.getByText('Espera aprobación', { exact: true }).first().waitFor()
}

test('a proposal from a template is approved, sent by WhatsApp, signed on a telephone, and its deal is won before everybody’s eyes', async () => {
  const { page } = paula
  await invent(phone.page, 'Sofía Quiroga')
  await writeAsCustomer(phone.page, 'Hola, ¿me pasan un presupuesto para un cumple de 15?')
  await askForApproval(julia.page)
  const { dealId, proposalId } = await offer(page, 'Sofía Quiroga')
  await write(page)

  // Whoever may say yes hears of it at the bell, and the seller sees the yes without asking.
  await julia.page.getByRole('button', { name: /avisos? sin leer$/ }).click()
  await julia.page
    .getByText(/espera que apruebes la propuesta/)
    .first()
    .click()
  await press(julia.page, 'Aprobar')
  await page.getByText('Aprobada', { exact: true }).first().waitFor()

  await page.getByRole('button', { name: 'Enviar', exact: true }).first().click()
  const dialog = page.getByRole('dialog', { name: /^Enviar P-/ })
  await dialog.getByRole('button', { name: 'Enviar', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Enviada', { exact: true }).first().waitFor()

  const sent = await handset(phone.page)
    .getByText(/\/p\/[\w-]{32}/)
    .innerText()
  const path = /\/p\/[\w-]{32}/.exec(sent)?.[0] ?? ''
  await handset(phone.page)
    .getByText(/-v1\.pdf/)
    .first()
    .waitFor()

  const customer = await openWindow(browser, product.url, { size: 'phone', moves: true })
  const { page: hers } = customer
  await hers.goto(path)
  await hers.getByText('718.200,00').first().waitFor()
  await page.getByRole('tab', { name: 'Seguimiento' }).click()
  await page.getByText('La abrieron una vez').waitFor()
  await page.getByText('Vista', { exact: true }).first().waitFor()
  assert.deepEqual((await new AxeBuilder({ page: hers }).analyze()).violations, [])
  // What is on the way is offered at the foot, and not beside itself.
  await hers.getByRole('link', { name: 'Aceptar', exact: true }).press('Enter')
  await hers.getByRole('link', { name: 'Aceptar', exact: true }).waitFor({ state: 'hidden' })

  await hers.getByLabel('Escribí tu pregunta o comentario').fill('¿Incluye la torta?')
  await press(hers, 'Enviar comentario')
  await page.getByText('¿Incluye la torta?').waitFor()

  // Somebody else looks at the board meanwhile.
  await julia.page.goto('/embudos')
  const card = (column: string) =>
    julia.page.locator('[data-column]', { has: heading(julia.page, column) }).locator(`[data-card="${dealId}"]`)
  await card('Nuevo').waitFor()

  await press(hers, 'Firmar y aceptar')
  await hers.getByText('Dibujá tu firma en el recuadro, o elegí Escribir.').waitFor()
  await sign(hers)
  await hers.getByRole('checkbox').check()
  await press(hers, 'Firmar y aceptar')
  await heading(hers, 'Propuesta aceptada').waitFor()
  await hers.getByText('La aceptó Sofía Quiroga').waitFor()

  await heading(page, 'La aceptó Sofía Quiroga').waitFor()
  await page.getByText('Aceptada', { exact: true }).first().waitFor()
  await page.getByRole('button', { name: /avisos? sin leer$/ }).waitFor()
  await card('Ganado').waitFor()
  await press(page, 'Verificar')
  await page.getByText(/^Intacta: \d+ registros/).waitFor()

  const href = (await hers.getByRole('link', { name: 'Descargar en PDF' }).getAttribute('href')) ?? ''
  const pdf = await (await hers.request.get(product.url + href)).body()
  const { decision } = await ask<{ decision: { pdfSha256: string } }>(page, `/proposals/${proposalId}/signing`)
  assert.equal(createHash('sha256').update(pdf).digest('hex'), decision.pdfSha256)
  const paper = textOfPdf(pdf)
  for (const words of ['Sofía Quiroga', 'Menú completo', '−5%', '$ 718.200,00']) assert.ok(plain(paper).includes(plain(words)), words)
  const { items: versions } = await ask<Versions>(page, `/proposals/${proposalId}/versions`)
  assert.deepEqual([versions[0]?.totals.totalMinor, versions[0]?.pdfSha256], [71_820_000, decision.pdfSha256])
  for (const one of [julia, paula, phone, customer]) assertClean(one)
})

/** Whatever kind of space stands in it. */
const plain = (text: string): string => text.replaceAll(/\s+/gu, ' ')

/** Draws something like a name with a finger. */
async function sign(page: Page): Promise<void> {
  const canvas = page.getByRole('img', { name: /^Espacio para dibujar tu firma/ })
  await canvas.scrollIntoViewIfNeeded()
  const box = await canvas.boundingBox()
  assert.ok(box)
  await page.mouse.move(box.x + 20, box.y + 60)
  await page.mouse.down()
  for (let i = 1; i <= 24; i++) await page.mouse.move(box.x + 20 + i * 10, box.y + 55 + 25 * Math.sin(i / 2))
  await page.mouse.up()
}
