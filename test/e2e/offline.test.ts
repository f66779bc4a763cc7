import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { answer, answerBox, handset, invent, log, openThread, rowOf, seenBy, writeAsCustomer } from './counter.ts'
import { browser, product } from './opened.ts'
import { arrive, assertClean, heading, isInside, press, settle } from './person.ts'
import { openWindow } from './product.ts'

type Manifest = { id: string; name: string; short_name: string; display: string; theme_color: string; icons: { src: string }[] }

/** What the browser would install, as the page itself points to it. */
const manifestOf = (page: Page): Promise<Manifest> =>
  page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]')
    const answer = await fetch(link?.href ?? '', { credentials: 'same-origin' })
    if (!answer.headers.get('content-type')?.startsWith('application/manifest+json')) throw new Error('not a manifest')
    return (await answer.json()) as Manifest
  })

test('the installed app wears the name of the business that uses it, and all its parts are there', async () => {
  const stranger = await openWindow(browser, product.url, { keepsShell: true })
  await stranger.page.goto('/entrar')
  const general = await manifestOf(stranger.page)
  const julia = await arrive(browser, product.url, 'julia', { keepsShell: true })
  const own = await manifestOf(julia.page)
  assert.equal(own.name, 'Pollos El Gallo')
  assert.ok(own.short_name.length <= 12 && own.name.startsWith(own.short_name))
  assert.notEqual(own.id, general.id, 'two businesses can be installed side by side')
  assert.equal(own.display, 'standalone')
  const accent = await julia.page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--accent').trim())
  assert.equal(own.theme_color, accent, 'the colour of the business')
  assert.notEqual(own.theme_color, general.theme_color)
  assert.match(own.icons[0]?.src ?? '', /letters=PE/)
  for (const { src } of own.icons) {
    const status = await julia.page.evaluate(async (address) => (await fetch(address)).status, src)
    assert.equal(status, 200, src)
  }
  for (const one of [stranger, julia]) {
    assertClean(one)
    await one.context.close()
  }
})

/** The worker has put the shell aside: only then it takes the pages over. */
const isKept = (page: Page): Promise<unknown> => page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')

test('without a connection the shell still opens, says so, and comes back by itself', async () => {
  const julia = await arrive(browser, product.url, 'julia', { to: '/contactos', keepsShell: true })
  const { page, context } = julia
  await isKept(page)
  await page.reload()
  await heading(page, 'Contactos').waitFor()

  await context.setOffline(true)
  await page.goto('/contactos')
  await isInside(page)
  // A new page may not have been told yet that there is no network; it finds out by asking.
  await page.getByText(/^(Sin conexión|Reconectando)\. Lo que ves puede no estar al día/).waitFor()
  await page.getByRole('button', { name: /Pollos El Gallo/ }).waitFor()
  await page.getByRole('link', { name: 'Contactos' }).waitFor()
  await page.getByText('No hay conexión. Revisá internet y probá de nuevo.').waitFor()

  await context.setOffline(false)
  await page.getByText(/Lo que ves puede no estar al día/).waitFor({ state: 'detached' })
  await page.getByRole('row').nth(1).waitFor()
  assertClean(julia, /ERR_INTERNET_DISCONNECTED/)
  await context.close()
})

test('a page that was never opened says without a connection what can be done, leads back, and opens by itself afterwards', async () => {
  const julia = await arrive(browser, product.url, 'julia', { to: '/contactos', keepsShell: true })
  const { page, context } = julia
  await page.getByRole('row').nth(1).waitFor()
  await context.setOffline(true)
  await page.getByRole('link', { name: 'Tablero' }).click()
  await heading(page, 'Sin conexión').waitFor()
  await page.getByText('Esta página se abre con conexión la primera vez.').waitFor()
  await page.getByRole('button', { name: 'Volver', exact: true }).click()
  await heading(page, 'Contactos').waitFor()
  await page.getByRole('row').nth(1).waitFor()

  await page.getByRole('link', { name: 'Tablero' }).click()
  await heading(page, 'Sin conexión').waitFor()
  await context.setOffline(false)
  await heading(page, 'Tablero').waitFor()
  await page.getByText('Esperan respuesta').waitFor()
  // What the browser and the router say of a file that could not be fetched, also when a link was only pointed at.
  assertClean(julia, /ERR_INTERNET_DISCONNECTED|ERR_FAILED|web\.page_offline|Failed to fetch dynamically imported module/)
  await context.close()
})

test('nothing of a customer is kept on the device by the shell', async () => {
  const julia = await arrive(browser, product.url, 'julia', { to: '/contactos', keepsShell: true })
  await isKept(julia.page)
  await julia.page.getByRole('row').nth(1).waitFor()
  const kept = await julia.page.evaluate(async () => {
    const names = await caches.keys()
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return requests.flat().map(({ url }) => new URL(url).pathname)
  })
  assert.ok(kept.includes('/') && kept.some((path) => path.startsWith('/assets/')), 'the shell is kept')
  assert.deepEqual(
    kept.filter((path) => path.startsWith('/api/')),
    [],
  )
  await julia.context.close()
})

test('a dialog whose code the network loses leaves the page as it is, says so, and comes with its style when asked for again', async () => {
  const julia = await arrive(browser, product.url, 'julia', { to: '/bandeja' })
  const { page, context } = julia
  const lost = /\/assets\/new-conversation-/
  await page.route(lost, (route) => route.abort())
  await press(page, 'Nueva conversación')
  await page.getByRole('alert').getByText('Esta parte no llegó.').waitFor()
  await page.getByRole('link', { name: 'Contactos' }).waitFor()
  await page.getByRole('region', { name: 'Conversaciones' }).getByRole('link').first().waitFor()
  // What has all its own comes, whatever another part lost.
  await page.keyboard.press('Control+k')
  await page.getByRole('textbox', { name: /Buscar contactos/ }).waitFor()
  await page.keyboard.press('Escape')

  await page.unroute(lost)
  await press(page, 'Reintentar')
  await page.getByRole('dialog', { name: 'Nueva conversación' }).waitFor()
  const isDressed = await page.evaluate(
    (source) => [...document.styleSheets].some(({ href, cssRules }) => new RegExp(source).test(href ?? '') && cssRules.length > 0),
    lost.source,
  )
  assert.ok(isDressed, 'with its style')
  assertClean(julia, /ERR_FAILED/)
  await context.close()
})

/** What can be pressed on the sheet, with the place of each; `covered` is what something else would take the press of. */
const pressable = (page: Page): Promise<{ places: string[]; covered: string[] }> =>
  page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>('#contenido :is(a, button, input, textarea)')].filter(
      (one) => !one.closest('[role=status]') && one.checkVisibility(),
    )
    const placeOf = (one: HTMLElement) => {
      const { x, y, width, height } = one.getBoundingClientRect()
      return { name: one.ariaLabel ?? one.textContent ?? '', x, y, width, height }
    }
    return {
      places: all.map((one) => JSON.stringify(placeOf(one))),
      covered: all.flatMap((one) => {
        const { name, x, y, width, height } = placeOf(one)
        const hit = document.elementFromPoint(x + width / 2, y + height / 2)
        return hit?.closest('[role=status]') ? [name] : []
      }),
    }
  })

for (const size of ['desktop', 'phone'] as const)
  test(`on a ${size} nothing that can be pressed moves, or is covered, when the connection goes and when it comes back`, async () => {
    const julia = await arrive(browser, product.url, 'julia', { to: '/contactos', size })
    const { page, context } = julia
    const said = page.getByText('Sin conexión. Lo que ves puede no estar al día.')
    const inThread = async () => {
      await page.goto('/bandeja')
      await openThread(page, 'Marta Benítez')
      await answerBox(page).waitFor()
      // The answer that is proposed comes last, and makes room for itself above the composer.
      await page.getByRole('button', { name: 'Usar', exact: true }).waitFor()
    }
    for (const go of [() => page.getByRole('row').nth(1).waitFor(), inThread]) {
      await go()
      await settle(page)
      const before = await pressable(page)
      await context.setOffline(true)
      await said.waitFor()
      const without = await pressable(page)
      assert.deepEqual(without.places, before.places)
      assert.deepEqual(without.covered, [])
      await context.setOffline(false)
      await said.waitFor({ state: 'detached' })
      assert.deepEqual((await pressable(page)).places, before.places)
    }
    assertClean(julia, /ERR_INTERNET_DISCONNECTED/)
    await context.close()
  })

test('on a telephone a dialog that does not come is told of below the composer, and over nothing', async () => {
  const julia = await arrive(browser, product.url, 'julia', { to: '/bandeja', size: 'phone' })
  const { page, context } = julia
  await openThread(page, 'Marta Benítez')
  await page.route(/\/assets\/phone-actions-/, (route) => route.abort())
  await press(page, 'Acciones de la conversación')
  const notice = page.getByRole('alert')
  await notice.getByText('Esta parte no llegó.').waitFor()
  const [composer, own] = await Promise.all([answerBox(page), notice].map((one) => one.boundingBox()))
  assert.ok((composer?.y ?? 0) + (composer?.height ?? 0) <= (own?.y ?? 0), `${JSON.stringify(own)} over ${JSON.stringify(composer)}`)
  assertClean(julia, /ERR_FAILED/)
  await context.close()
})

test('what is called from anywhere says so when the network loses its code, and a word that cannot be dressed is said all the same', async () => {
  const julia = await arrive(browser, product.url, 'julia', { to: '/bandeja' })
  const { page, context } = julia
  const lost = /\/assets\/(palette|toast)-kit-/
  await page.route(lost, (route) => route.abort())
  await page.route('**/api/v1/account', (route) => route.fulfill({ status: 403, json: { code: 'kernel.forbidden', title: 'No se puede' } }))
  await page.getByRole('link', { name: 'Contactos' }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('alert').getByText('Esta parte no llegó.').waitFor()
  await press(page, 'Cerrar')
  await press(page, 'Modo oscuro')
  await page.getByRole('status').getByText('No se puede').waitFor()

  await page.unroute(lost)
  await page.keyboard.press('Control+k')
  await page.getByRole('textbox', { name: /Buscar contactos/ }).waitFor()
  assertClean(julia, /ERR_FAILED|403/)
  await context.close()
})

test('a language whose words the network loses is said so at the door in the old one, and spoken when it is asked for again', async () => {
  const stranger = await openWindow(browser, product.url)
  const { page, context } = stranger
  await page.goto('/entrar')
  const lost = /\/assets\/(early|thread|late)-pt-/
  await page.route(lost, (route) => route.abort())
  await press(page, 'Português')
  await page.getByRole('alert').getByText('No pudimos cambiar el idioma.').waitFor()
  await page.unroute(lost)
  await press(page, 'Reintentar')
  await page.getByLabel('Senha', { exact: true }).waitFor()
  assert.equal(await page.getByRole('alert').count(), 0)
  assertClean(stranger, /ERR_FAILED/)
  await context.close()
})

test('without a connection the screen says so, and nothing that was written meanwhile is missed', async () => {
  const [julia, paula, phone] = await Promise.all([
    arrive(browser, product.url, 'julia', { to: '/bandeja', keepsShell: true }),
    arrive(browser, product.url, 'paula', { to: '/bandeja' }),
    arrive(browser, product.url, 'julia', { to: '/telefono' }),
  ])
  await invent(phone.page, 'Renata Sosa')
  await writeAsCustomer(phone.page, '¿Está listo mi pedido?')
  await openThread(julia.page, 'Renata Sosa')
  await answer(julia.page, 'Sale en diez minutos')
  await handset(phone.page).getByText('Sale en diez minutos').waitFor()
  await julia.context.setOffline(true)
  await julia.page.getByText('Sin conexión. Lo que ves puede no estar al día.').waitFor()
  await writeAsCustomer(phone.page, 'Ya estoy en la puerta')
  await seenBy(paula.page, 'Renata Sosa', 'Ya estoy en la puerta')
  await answer(julia.page, 'Te abro ahora')
  await log(julia.page).getByText('sin conexión: sale cuando vuelva').waitFor()
  await julia.context.setOffline(false)
  // Her answer was written without knowing: she is asked before it leaves.
  const question = julia.page.getByRole('dialog', { name: 'La conversación siguió mientras escribías' })
  await question.getByText('Ya estoy en la puerta').waitFor()
  await question.getByRole('button', { name: 'Enviar igual' }).click()
  await log(julia.page).getByText('Ya estoy en la puerta').waitFor()
  await julia.page.getByText('Sin conexión. Lo que ves puede no estar al día.').waitFor({ state: 'detached' })
  await handset(phone.page).getByText('Te abro ahora').waitFor()
  assert.equal(await handset(phone.page).getByText('Te abro ahora').count(), 1)
  assert.equal(await log(julia.page).getByText('Ya estoy en la puerta').count(), 1)
  await writeAsCustomer(phone.page, 'Gracias')
  await seenBy(julia.page, 'Renata Sosa', 'Gracias')
  assertClean(julia, /ERR_INTERNET_DISCONNECTED|status of 409 /)
  await Promise.all([julia, paula, phone].map(({ context }) => context.close()))
})

test('who writes while a screen is still connecting is on it as soon as it is connected', async () => {
  const [julia, phone] = await Promise.all([
    arrive(browser, product.url, 'julia', { to: '/bandeja' }),
    arrive(browser, product.url, 'julia', { to: '/telefono' }),
  ])
  const page = await julia.context.newPage()
  let connect = (): void => {}
  const connected = new Promise<void>((resolve) => (connect = resolve))
  await page.routeWebSocket('**/api/v1/live', (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((message) => void connected.then(() => server.send(message)))
  })
  await page.goto('/bandeja?vista=todas')
  await page.locator('a[href^="/bandeja/"]').first().waitFor()

  await invent(phone.page, 'Nora Aguilar')
  await writeAsCustomer(phone.page, '¿Llegan hasta Villa Crespo?')
  await rowOf(julia.page, 'Nora Aguilar').first().waitFor()
  assert.equal(await rowOf(page, 'Nora Aguilar').count(), 0, 'nothing has told this screen yet')
  connect()
  await rowOf(page, 'Nora Aguilar', '¿Llegan hasta Villa Crespo?').first().waitFor()
  await Promise.all([julia, phone].map(({ context }) => context.close()))
})
