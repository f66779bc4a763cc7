import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { browser, product } from './opened.ts'
import { arrive, assertClean, heading, isInside, press } from './person.ts'
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
