import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { handset, invent, writeAsCustomer } from '../e2e/counter.ts'
import { browser, product } from '../e2e/opened.ts'
import { arrive, assertClean, heading } from '../e2e/person.ts'
import type { Visitor } from '../e2e/product.ts'

let julia: Visitor
let phone: Visitor

before(async () => {
  ;[julia, phone] = await Promise.all([
    arrive(browser, product.url, 'julia', { to: '/compras' }),
    arrive(browser, product.url, 'julia', { to: '/telefono' }),
  ])
})

/** What the screens do not have to be clicked together for: a product that is counted and runs out, its supplier, and a limit. */
async function aShortage(contactId: string): Promise<{ variantId: string; supplierId: string }> {
  const ask = async (method: 'post' | 'put' | 'get', path: string, data?: unknown, version?: number) => {
    const headers = {
      origin: product.url,
      'idempotency-key': crypto.randomUUID(),
      ...(version !== undefined && { 'if-match': `"${version}"` }),
    }
    const answer = await julia.context.request[method](`${product.url}/api/v1${path}`, { headers, ...(data !== undefined && { data }) })
    assert.equal(answer.status(), 200, `${path}: ${await answer.text()}`)
    return answer.json()
  }
  const made = await ask('post', '/products', { name: 'Aceite de girasol 5 l', taxKind: 'taxed', taxBasisPoints: 2100 })
  const variantId = made.variants[0].id as string
  await ask('post', '/price-lists/main/prices', { items: [{ variantId, amountMinor: 1_210_000 }] })
  await ask('post', '/stock-items', { variantIds: [variantId], reorderRule: 'fixed', reorderPointMilli: 10_000, reorderUpToMilli: 40_000 })
  const supplier = await ask('post', '/suppliers', { contactId, termsDays: 30 })
  const item = { supplierId: supplier.id, variantId, code: 'AC5', supplyUnit: 'caja', stockMilli: 4_000, priceMinor: 2_400_000 }
  await ask('post', '/supplier-items', item)
  const { version, currency: _currency, ...setting } = await ask('get', '/purchasing-setting')
  await ask('put', '/purchasing-setting', { ...setting, approvalOverMinor: 10_000_000 }, version)
  return { variantId, supplierId: supplier.id as string }
}

test('what runs out becomes an order that is approved, sent to the telephone of the supplier, received, costed, billed and paid', async () => {
  const { page } = julia
  await heading(page, 'Compras').waitFor()
  await invent(phone.page, 'Aceitera Norte')
  await writeAsCustomer(phone.page, 'Buen día, les paso la lista')
  await page.goto('/contactos?buscar=Aceitera')
  const href = await page
    .getByRole('link', { name: /Aceitera Norte/ })
    .first()
    .getAttribute('href')
  const contactId = href?.split('/').at(-1) ?? ''
  await aShortage(contactId)

  await page.goto('/compras?ver=pedir')
  const supplier = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Aceitera Norte' }) })
    .last()
  await supplier.getByText('10 cajas').waitFor()
  await supplier.getByRole('button', { name: 'Hacer la orden' }).click()
  await heading(page, 'Borrador').waitFor()
  await page.getByText('Falta aprobar').waitFor()
  await page.getByRole('button', { name: 'Aprobar', exact: true }).click()
  await page.getByRole('button', { name: 'Enviar', exact: true }).click()
  const sending = page.getByRole('dialog', { name: 'Enviar la orden' })
  await sending.getByRole('button', { name: 'Enviar', exact: true }).click()
  await heading(page, /^CPEG\d\d-\d{5}$/).waitFor()
  await handset(phone.page)
    .getByText(/te mandamos la orden de compra CPEG\d\d-\d{5} de Pollos El Gallo/)
    .waitFor()
  await handset(phone.page)
    .getByText(/Orden de compra CPEG\d\d-\d{5}\.pdf/)
    .waitFor()

  await page.getByRole('link', { name: 'Recibir', exact: true }).click()
  await heading(page, 'Recibir mercadería').waitFor()
  await page.getByLabel('Llegó').fill('6')
  await page.getByRole('button', { name: 'Recibir 1 producto' }).click()
  await page.getByText('Recibida en parte').first().waitFor()
  await page.getByRole('button', { name: 'Ver costos' }).click()
  const costs = page.getByRole('dialog', { name: 'Costos y márgenes' })
  await costs.getByRole('row', { name: /Aceite de girasol 5 l .*\$\s6\.000 .*40 %$/ }).waitFor()
  await costs.getByRole('button', { name: 'Actualizar costos' }).click()
  await page.getByText('Costos al día').waitFor()

  await page.getByRole('button', { name: 'Más acciones' }).click()
  await page.getByRole('menuitem', { name: 'Cargar factura' }).click()
  const bill = page.getByRole('dialog', { name: 'Cargar factura' })
  await bill.getByLabel('Número').fill('A-0001-00000099')
  await bill.getByText(/^Total \$\s144\.000$/).waitFor()
  await bill.getByRole('button', { name: 'Guardar factura' }).click()
  await bill.waitFor({ state: 'detached' })
  await page.getByRole('tab', { name: 'Facturas' }).click()
  await page.getByText('A-0001-00000099').click()
  await page.getByRole('button', { name: 'Anotar pago' }).first().click()
  const payment = page.getByRole('dialog', { name: 'Anotar pago' })
  await payment.getByRole('button', { name: 'Anotar pago' }).click()
  await payment.waitFor({ state: 'detached' })
  await page.getByText('Pagada').first().waitFor()
  for (const visitor of [julia, phone]) assertClean(visitor)
})
