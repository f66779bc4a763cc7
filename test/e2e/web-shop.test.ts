import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { browser, product } from './opened.ts'
import { arrive, assertClean, heading } from './person.ts'
import { openWindow } from './product.ts'

type Answer = { status: number; body: any }

/** As somebody of the shop, through the API. */
const ask = (page: Page, method: string, path: string, body?: unknown): Promise<Answer> =>
  page.evaluate(
    async ({ how, where, what }) => {
      const answer = await fetch(`/api/v1${where}`, {
        method: how,
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        ...(what !== undefined && { body: JSON.stringify(what) }),
      })
      return { status: answer.status, body: await answer.json() }
    },
    { how: method, where: path, what: body },
  )

const cardOf = (page: Page, column: string, name: string): Locator =>
  page.getByRole('region', { name: column, exact: true }).getByRole('listitem').filter({ hasText: name })

/** A bucket at 22,400 of which the second one is free, and a place around the shop that it brings things to. */
async function prepare(page: Page): Promise<string> {
  const { items } = (await ask(page, 'GET', '/products?search=Balde%20de%208')).body
  const { id } = items[0] as { id: string }
  const { variants } = (await ask(page, 'GET', `/products/${id}`)).body
  const [brand] = (await ask(page, 'GET', '/shops')).body.items
  const made = await Promise.all([
    ask(page, 'POST', '/promotions', {
      name: 'Dos por uno de prueba',
      rule: { kind: 'n_for_m', take: 2, pay: 1, goods: { productIds: [id] } },
    }),
    ask(page, 'POST', '/delivery-zones', {
      brandId: brand.brandId,
      name: 'Alrededores',
      area: { kind: 'radius', latitude: -31.42, longitude: -64.19, meters: 3000 },
      feeMinor: 150_000,
      minutes: 30,
    }),
  ])
  assert.deepEqual(
    made.map(({ status }) => status),
    [200, 200],
    JSON.stringify(made),
  )
  return variants[0].id as string
}

test('a customer orders from a phone with a choice and a promotion, is asked again when the price changed, and sees it confirmed', async () => {
  const [julia, ana] = await Promise.all([
    arrive(browser, product.url, 'julia', { to: '/pedidos' }),
    openWindow(browser, product.url, { size: 'phone' }),
  ])
  const { page } = ana
  const variantId = await prepare(julia.page)
  await ana.context.grantPermissions(['geolocation'])
  await ana.context.setGeolocation({ latitude: -34.6, longitude: -58.38 })

  await page.goto('/tienda/el-gallo')
  await heading(page, 'Pollos El Gallo').waitFor()
  await page.getByRole('button', { name: 'Agregar Balde de 8 piezas' }).click()
  const choice = page.getByRole('dialog', { name: 'Balde de 8 piezas' })
  await choice.getByRole('button', { name: /^Agregar/ }).click()
  await choice.getByText('Te falta elegir 1.').waitFor()
  await choice.getByLabel('Apenas picante').check()
  await choice.getByRole('button', { name: 'Más' }).click()
  await choice.getByRole('button', { name: 'Agregar $ 44.800' }).click()
  await page.getByRole('button', { name: /Ver pedido.*22\.400/ }).click()

  const basket = page.getByRole('dialog', { name: 'Tu pedido' })
  await basket.getByText('Dos por uno de prueba').waitFor()
  await basket.getByLabel('Cupón').fill('nada')
  await basket.getByRole('button', { name: 'Usar' }).click()
  await basket.getByText('NADA: Ese cupón no existe').waitFor()
  await basket.getByLabel('Dirección').fill('Corrientes 1234')
  await basket.getByRole('button', { name: 'Marcar mi ubicación' }).click()
  await basket.getByText('No llegamos hasta ahí. Podés pasar a buscarlo.').waitFor()
  await basket.getByRole('button', { name: 'Mejor lo paso a buscar' }).click()
  await basket.getByLabel('Tu nombre').fill('Ana de la Web')
  await basket.getByLabel('Tu teléfono').fill('12')
  await basket.getByLabel('Efectivo').check()
  const place = basket.getByRole('button', { name: /^Pedir/ })
  await place.click()
  await basket.getByText('Ese teléfono no parece válido').waitFor()
  await basket.getByLabel('Tu teléfono').fill('+34 600 000 321')

  await page.reload()
  await page.getByRole('button', { name: /Ver pedido.*22\.400/ }).click()
  assert.equal(await basket.getByLabel('Tu nombre').inputValue(), 'Ana de la Web', 'the device kept it')
  await basket.getByText('$ 22.400').first().waitFor()
  const dearer = await ask(julia.page, 'POST', '/price-lists/main/prices', { items: [{ variantId, amountMinor: 2_340_000 }] })
  assert.equal(dearer.status, 200)
  await place.click()
  await basket.getByText(/El total cambió: antes \$\s22\.400, ahora \$\s23\.400/).waitFor()
  await basket.getByRole('button', { name: 'Pedir $ 23.400' }).click()

  await page.waitForURL(/\/tienda\/el-gallo\/pedido\//)
  await page.getByText('Ana, tu pedido: Recibido').waitFor()
  await page.getByText('Apenas picante').waitFor()
  await cardOf(julia.page, 'Recibido', 'Ana de la Web').getByText('$ 23.400').waitFor()
  await cardOf(julia.page, 'Recibido', 'Ana de la Web').getByRole('button', { name: 'Confirmado' }).click()
  await page.getByText('Ana, tu pedido: Confirmado').waitFor()
  assert.equal(await page.getByText('Cancelar el pedido').count(), 0, 'what is confirmed is not called off from here')
  const [, number = ''] = /Pedido (\S+)/.exec((await page.getByRole('heading', { level: 1 }).textContent()) ?? '') ?? []
  assert.match(
    (await page.getByRole('link', { name: 'Escribinos por WhatsApp' }).getAttribute('href')) ?? '',
    new RegExp(`^https://wa\\.me/\\d+\\?text=.*${number}`),
  )
  await page.goto('/tienda/el-gallo')
  await heading(page, 'Pollos El Gallo').waitFor()
  assert.equal(await page.getByRole('button', { name: /Ver pedido/ }).count(), 0, 'the basket is empty again')
  assertClean(ana)
  assertClean(julia)
})

test('without a script the menu can be read, and an address of nobody says so', async () => {
  const context = await browser.newContext({
    baseURL: product.url,
    locale: 'es-AR',
    javaScriptEnabled: false,
    viewport: { width: 360, height: 740 },
  })
  const page = await context.newPage()
  await page.goto('/tienda/el-gallo')
  await heading(page, 'Combos').waitFor()
  await page.getByText('Para armar el pedido acá hace falta JavaScript').waitFor()
  await page.getByLabel('Buscar en la carta').fill('flan')
  await page.getByLabel('Buscar en la carta').press('Enter')
  await heading(page, /^Flan/).waitFor()
  assert.equal(await page.getByRole('heading', { name: 'Combos' }).count(), 0)
  const answer = await page.goto('/tienda/de-nadie')
  assert.equal(answer?.status(), 404)
  await heading(page, 'Esta página no existe').waitFor()
  await context.close()
})
