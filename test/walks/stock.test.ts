import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { handset, invent, writeAsCustomer } from '../e2e/counter.ts'
import { browser, product } from '../e2e/opened.ts'
import { arrive, assertClean, eventually, heading, press } from '../e2e/person.ts'
import type { Visitor } from '../e2e/product.ts'

let julia: Visitor
let paula: Visitor

before(async () => {
  ;[julia, paula] = await Promise.all([
    arrive(browser, product.url, 'julia', { to: '/catalogo?buscar=Fanta' }),
    arrive(browser, product.url, 'paula', { to: '/stock/conteos', size: 'phone', keepsShell: true }),
  ])
})

/** What the shop's own programs would ask. */
const ask = (page: Page, method: string, path: string, body?: unknown, version?: number) =>
  page.evaluate(
    async ([how, where, what, seen]) => {
      const headers = {
        accept: 'application/json',
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
        ...(seen !== '' && { 'if-match': `"${seen}"` }),
      }
      const answer = await fetch(`/api/v1${where}`, { method: how, headers, ...(what !== '' && { body: what }) })
      return { status: answer.status, body: await answer.json() }
    },
    [method, path, body === undefined ? '' : JSON.stringify(body), version === undefined ? '' : String(version)] as const,
  )

/** How much of it there is in the shop, in whole units. */
async function there(page: Page, variantId: string): Promise<{ onHand: number; free: number }> {
  const [places, item] = [await ask(page, 'GET', '/stock-locations'), await ask(page, 'GET', `/stock/${variantId}`)]
  const shop = places.body.items.find(({ kind }: { kind: string }) => kind === 'shop')
  const level = item.body.levels.find(({ locationId }: { locationId: string }) => locationId === shop.id)
  return { onHand: level.onHandMilli / 1000, free: (level.onHandMilli - level.reservedMilli) / 1000 }
}

/** What the open product says of the shop; other columns come and go with what there is to say. */
const shown = (sheet: Locator, what: 'onHand' | 'free', units: number): Promise<void> =>
  sheet
    .getByRole('row', { name: /^Local / })
    .getByRole('cell')
    .nth(what === 'onHand' ? 0 : 2)
    .getByText(String(units), { exact: true })
    .waitFor()

test('what an order promises is not free any more, what is handed over is gone, and a blind count on a phone without a connection puts it right', async () => {
  const { page } = julia
  await page.getByRole('link', { name: 'Fanta 1,5 l' }).first().click()
  await heading(page, 'Fanta 1,5 l').waitFor()
  const card = page.getByRole('region', { name: 'Stock' })
  const keep = card.getByRole('button', { name: 'Llevar stock' })
  await card.getByText(/^(No lleva stock|Disponible)/).waitFor()
  if (await keep.isVisible()) await keep.click()
  await card.getByRole('link', { name: /^Disponible/ }).click()
  const sheet = page.getByRole('dialog', { name: 'Fanta 1,5 l' })
  await sheet.getByRole('button', { name: 'Ajustar' }).click()
  const adjust = page.getByRole('dialog', { name: 'Ajustar Fanta 1,5 l' })
  await adjust.getByRole('radio', { name: 'Hay de más' }).check()
  await adjust.getByRole('textbox', { name: 'Cantidad' }).fill('10')
  await adjust.getByRole('button', { name: 'Ajustar', exact: true }).click()
  await adjust.waitFor({ state: 'detached' })

  const variantId = new URL(page.url()).searchParams.get('producto') ?? ''
  const before = await there(page, variantId)
  assert.ok(before.free >= 10)
  const { free, onHand } = before
  await shown(sheet, 'free', free)
  const order = await ask(page, 'POST', '/orders', {
    door: 'counter',
    fulfilment: 'pickup',
    state: 'confirmed',
    lines: [{ variantId, quantityMilli: 3000 }],
  })
  assert.equal(order.status, 200, JSON.stringify(order.body))
  // Told to the open screen, without anybody asking.
  await shown(sheet, 'free', free - 3)
  await shown(sheet, 'onHand', onHand)
  const handed = await ask(page, 'PUT', `/orders/${order.body.id}/state`, { state: 'delivered' })
  assert.equal(handed.status, 200, JSON.stringify(handed.body))
  await shown(sheet, 'onHand', onHand - 3)
  await sheet.getByRole('link', { name: 'Ver sus movimientos' }).click()
  await heading(page, 'Movimientos de stock').waitFor()
  await page.getByRole('row', { name: /Fanta 1,5 l −3 Pedido/ }).waitFor()

  await page.goto('/stock/conteos')
  await page.getByRole('button', { name: 'Empezar un conteo' }).first().click()
  const begin = page.getByRole('dialog', { name: 'Empezar un conteo' })
  await begin.getByRole('textbox', { name: 'Nombre' }).fill('Heladera de la barra')
  // By the keyboard: a dialog that still comes in may carry a switch away from under the mouse.
  const blind = begin.getByRole('switch', { name: /^A ciegas/ })
  await blind.press('Space')
  await eventually(() => blind.isChecked(), assert.ok)
  await begin.getByRole('button', { name: 'Empezar un conteo' }).click()
  await heading(page, 'Heladera de la barra').waitFor()

  const phone = paula.page
  await phone.getByText('Heladera de la barra').click()
  const field = phone.getByRole('textbox', { name: 'Cuánto hay de Fanta 1,5 l' }).first()
  await field.waitFor()
  assert.equal(await phone.getByText('debería haber').count(), 0, 'who counts blind is not told')
  await phone.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')
  await phone.reload()
  await field.waitFor()
  await paula.context.setOffline(true)
  const counted = onHand - 4
  await field.fill(String(counted))
  await field.press('Enter')
  await phone.getByText('1 anotación sin enviar.', { exact: false }).waitFor()
  await phone.reload()
  await phone.getByText('Sin conexión. Seguí contando', { exact: false }).waitFor()
  await phone.getByRole('radio', { name: /^Contados/ }).check()
  assert.equal(await field.inputValue(), String(counted), 'what was typed is still there')
  await paula.context.setOffline(false)
  await phone.getByText('1 anotación sin enviar.', { exact: false }).waitFor({ state: 'detached' })

  await page.getByText(/^1 de \d+$/).waitFor()
  await press(page, 'Terminar de contar')
  await page.getByRole('dialog').getByRole('button', { name: 'Terminar de contar' }).click()
  const difference = page.getByRole('row', { name: /Fanta 1,5 l/ })
  await difference.getByText('−1', { exact: true }).waitFor()
  await difference.getByText('Paula Gómez', { exact: false }).waitFor()
  await press(page, 'Aprobar')
  await page.getByRole('dialog').getByRole('button', { name: 'Aprobar' }).click()
  await page.getByText(/^Lo aprobó Julia Lucero/).waitFor()
  assert.equal((await there(page, variantId)).onHand, counted)
  assertClean(julia)
  assertClean(paula, /ERR_INTERNET_DISCONNECTED/)
})

test('what runs out is told to the telephone of whoever looks after it, and who waits for it is told once it is back', async () => {
  const { page } = julia
  const phone = await arrive(browser, product.url, 'julia', { to: '/telefono' })
  await invent(phone.page, 'Nora Encargada')
  await writeAsCustomer(phone.page, 'Hola')
  const contacts = await eventually(
    () => ask(page, 'GET', '/contacts?search=Nora%20Encargada'),
    ({ body }) => assert.equal(body.items.length, 1),
  )
  const contactId = contacts.body.items[0].id as string
  const setting = (await ask(page, 'GET', '/stock-settings')).body
  const told = await ask(page, 'PUT', '/stock-settings', { ...setting, tellsContactId: contactId }, setting.version)
  assert.equal(told.status, 200, JSON.stringify(told.body))

  await page.goto('/stock?buscar=Sprite')
  await page.getByRole('row', { name: /^Sprite/ }).click()
  const sheet = page.getByRole('dialog', { name: 'Sprite 1,5 l' })
  await sheet.getByRole('heading', { name: 'Esperan que vuelva' }).waitFor()
  const variantId = new URL(page.url()).searchParams.get('producto') ?? ''
  const item = (await ask(page, 'GET', `/stock/${variantId}`)).body
  for (const { locationId, onHandMilli } of item.levels as { locationId: string; onHandMilli: number }[])
    if (onHandMilli > 0) {
      const lines = [{ variantId, byMilli: -onHandMilli }]
      const gone = await ask(page, 'POST', '/stock-adjustments', { locationId, reason: 'damaged', lines })
      assert.equal(gone.status, 200, JSON.stringify(gone.body))
    }
  await handset(phone.page)
    .getByText(/Sprite/)
    .first()
    .waitFor()
  const before = await handset(phone.page)
    .getByText(/Sprite/)
    .count()

  await sheet.getByRole('combobox', { name: 'Avisar a un cliente' }).fill('Nora Encargada')
  await page.getByRole('option', { name: 'Nora Encargada' }).click()
  await sheet.getByRole('button', { name: 'No avisar a Nora Encargada' }).waitFor()
  const shop = (await ask(page, 'GET', '/stock-locations')).body.items.find(({ kind }: { kind: string }) => kind === 'shop')
  await ask(page, 'POST', '/stock-receipts', { locationId: shop.id, lines: [{ variantId, quantityMilli: 12_000, paidMinor: 2_400_000 }] })
  await eventually(
    () =>
      handset(phone.page)
        .getByText(/Sprite/)
        .count(),
    (count) => assert.ok(count > before),
  )
  const waits = (await ask(page, 'GET', `/stock-waits?variantId=${variantId}`)).body.items
  assert.deepEqual([waits.length, waits[0].state, waits[0].refusal], [1, 'told', null])
  assertClean(phone)
})

test('a bucket that the kitchen prepared and somebody took away has taken its pieces of chicken', async () => {
  const { page } = julia
  await page.goto('/stock?buscar=Pieza')
  await page.getByRole('row', { name: /^Pieza suelta/ }).click()
  const sheet = page.getByRole('dialog', { name: 'Pieza suelta' })
  await sheet.getByRole('heading', { name: 'Pieza suelta' }).waitFor()
  const pieces = new URL(page.url()).searchParams.get('producto') ?? ''
  const before = await there(page, pieces)

  const { page: tablet, context } = await arrive(browser, product.url, 'lautaro', { to: '/cocina' })
  const ticket = tablet
    .getByRole('listitem', { name: /^Pedido / })
    .filter({ hasText: 'Balde de 8 piezas' })
    .first()
  const number = (await ticket.getAttribute('aria-label'))?.replace('Pedido ', '') ?? ''
  await ticket.getByRole('button', { name: 'Listo', exact: true }).click()
  const order = await eventually(
    async () => (await ask(page, 'GET', `/orders?search=${number}`)).body.items[0],
    ({ state }) => assert.equal(state, 'ready'),
  )
  await shown(sheet, 'onHand', before.onHand)
  const handed = await ask(page, 'PUT', `/orders/${order.id}/state`, { state: 'delivered' })
  assert.equal(handed.status, 200, JSON.stringify(handed.body))
  await shown(sheet, 'onHand', before.onHand - 8)
  await shown(sheet, 'free', before.free)
  await context.close()
})
