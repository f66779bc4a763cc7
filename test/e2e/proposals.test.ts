import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { AxeBuilder } from '@axe-core/playwright'
import { handset, invent, writeAsCustomer } from './counter.ts'
import { arrive, assertClean, eventually, heading, press } from './person.ts'
import { textOfPdf } from './pdf-text.ts'
import { openBrowser, openWindow, startProduct, type RunningProduct, type Visitor } from './product.ts'

let product: RunningProduct
let browser: Browser
let julia: Visitor
let phone: Visitor

before(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
  ;[julia, phone] = await Promise.all([
    arrive(browser, product.url, 'julia', { to: '/propuestas' }),
    arrive(browser, product.url, 'julia', { to: '/telefono' }),
  ])
})
after(async () => {
  await browser?.close()
  await product?.stop()
})

/** Asks as whoever is signed in in this window. */
async function ask<T>(page: Page, method: 'GET' | 'POST' | 'PATCH', path: string, data?: object, version?: number): Promise<T> {
  const answer = await page.request.fetch(`${product.url}/api/v1${path}`, {
    method,
    headers: { origin: product.url, ...(version !== undefined && { 'if-match': `"${version}"` }) },
    ...(data && { data }),
  })
  assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`)
  return (await answer.json()) as T
}

type Items<T> = { items: T[] }
type Made = { id: string; number: string; version: number }

/** A proposal from the template of the shop for somebody who has just written, with a deal behind it. */
async function prepare(page: Page, name: string): Promise<{ proposal: Made; dealId: string }> {
  const found = await eventually(
    () => ask<Items<{ id: string }>>(page, 'GET', `/contacts?search=${encodeURIComponent(name)}`),
    ({ items }) => assert.equal(items.length, 1),
  )
  const contactId = found.items[0]?.id
  const { items: templates } = await ask<Items<{ id: string; name: string }>>(page, 'GET', '/proposal-templates')
  const templateId = templates.find((one) => one.name === 'Catering para eventos')?.id
  const deal = await ask<Made>(page, 'POST', '/deals', { contactId, title: 'Cumpleaños de 15' })
  const made = await ask<Made>(page, 'POST', '/proposals', { contactId, templateId, dealId: deal.id, title: 'Cumpleaños de 15' })
  const line = { kind: 'item', description: 'Menú completo', quantityMilli: 40_000, unit: '', unitPriceMinor: 1_890_000 }
  const lines = [{ ...line, discount: { kind: 'percent', basisPoints: 500 }, taxBasisPoints: 2100, productId: null }]
  const proposal = await ask<Made>(page, 'PATCH', `/proposals/${made.id}`, { lines }, made.version)
  return { proposal, dealId: deal.id }
}

test('a proposal from a template is sent by WhatsApp, signed on a telephone, and its deal is won before everybody’s eyes', async () => {
  await invent(phone.page, 'Sofía Quiroga')
  await writeAsCustomer(phone.page, 'Hola, ¿me pasan un presupuesto para un cumple de 15?')
  const { page } = julia
  const { proposal, dealId } = await prepare(page, 'Sofía Quiroga')

  await page.goto(`/propuestas/${proposal.id}`)
  await press(page, 'Dejar lista')
  await page.getByText('Aprobada', { exact: true }).first().waitFor()
  await page.getByRole('button', { name: 'Enviar', exact: true }).first().click()
  const dialog = page.getByRole('dialog', { name: `Enviar ${proposal.number}` })
  await dialog.getByRole('button', { name: 'Enviar', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Enviada', { exact: true }).first().waitFor()

  const sent = await handset(phone.page)
    .getByText(/\/p\/[\w-]{32}/)
    .innerText()
  const path = /\/p\/[\w-]{32}/.exec(sent)?.[0] ?? ''
  await handset(phone.page).getByText(`${proposal.number}-v1.pdf`).first().waitFor()

  const customer = await openWindow(browser, product.url, { size: 'phone' })
  const { page: hers } = customer
  await hers.goto(path)
  await hers.getByText('718.200,00').first().waitFor()
  await page.getByRole('tab', { name: 'Seguimiento' }).click()
  await page.getByText('La abrieron una vez').waitFor()
  await page.getByText('Vista', { exact: true }).first().waitFor()
  assert.deepEqual((await new AxeBuilder({ page: hers }).analyze()).violations, [])
  // What is on the way is offered at the foot, and not beside itself.
  await hers.getByRole('link', { name: 'Aceptar', exact: true }).click()
  await hers.getByRole('link', { name: 'Aceptar', exact: true }).waitFor({ state: 'hidden' })

  await hers.getByLabel('Escribí tu pregunta o comentario').fill('¿Incluye la torta?')
  await press(hers, 'Enviar comentario')
  await page.getByText('¿Incluye la torta?').waitFor()

  await press(hers, 'Firmar y aceptar')
  await hers.getByText('Dibujá tu firma en el recuadro, o elegí Escribir.').waitFor()
  await sign(hers)
  await hers.getByRole('checkbox').check()
  await press(hers, 'Firmar y aceptar')
  await heading(hers, 'Propuesta aceptada').waitFor()
  await hers.getByText('La aceptó Sofía Quiroga').waitFor()

  await heading(page, 'La aceptó Sofía Quiroga').waitFor()
  await page.getByText('Aceptada', { exact: true }).first().waitFor()
  await page.getByRole('button', { name: /aviso[s]? sin leer$/ }).waitFor()
  await press(page, 'Verificar')
  await page.getByText(/^Intacta: \d+ registros/).waitFor()

  const history = await eventually(
    () => ask<Items<{ toKind: string }>>(page, 'GET', `/deals/${dealId}/history`),
    ({ items }) => assert.equal(items[0]?.toKind, 'won'),
  )
  assert.equal(history.items.filter(({ toKind }) => toKind === 'won').length, 1)
  const href = (await hers.getByRole('link', { name: 'Descargar en PDF' }).getAttribute('href')) ?? ''
  const pdf = await (await hers.request.get(product.url + href)).body()
  const { decision } = await ask<{ decision: { pdfSha256: string } }>(page, 'GET', `/proposals/${proposal.id}/signing`)
  assert.equal(createHash('sha256').update(pdf).digest('hex'), decision.pdfSha256)
  const paper = textOfPdf(pdf)
  for (const words of [proposal.number, 'Sofía Quiroga', 'Menú completo', '−5%', '$ 718.200,00'])
    assert.ok(plain(paper).includes(plain(words)), words)
  const { items: versions } = await ask<Items<{ totals: { totalMinor: number } }>>(page, 'GET', `/proposals/${proposal.id}/versions`)
  assert.equal(versions[0]?.totals.totalMinor, 71_820_000)
  for (const one of [julia, phone, customer]) assertClean(one)
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
