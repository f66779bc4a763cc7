import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { browser, product } from '../e2e/opened.ts'
import { arrive, assertClean, press, settle } from '../e2e/person.ts'
import type { Visitor } from '../e2e/product.ts'

let julia: Visitor

before(async () => {
  julia = await arrive(browser, product.url, 'julia', { to: '/bandeja?vista=todas' })
})

const leftOf = async (element: { boundingBox(): Promise<{ x: number } | null> }): Promise<number> => (await element.boundingBox())?.x ?? -1

test('the filters of the inbox open over the inbox, and leave the navigation in sight', async () => {
  const { page } = julia
  await press(page, 'Filtrar')
  const filters = page.getByRole('dialog', { name: 'Filtrar' })
  await filters.getByRole('combobox', { name: 'Canal' }).waitFor()
  await settle(page)
  const [sheet, own] = [await leftOf(page.locator('#contenido')), await leftOf(filters)]
  assert.ok(own >= sheet, `the filters begin at ${own}, the sheet at ${sheet}`)
  assertClean(julia)
})

test('a long word that nobody ever said stays in the column in which it was looked for', async () => {
  const { page } = julia
  await page.goto(`/bandeja?vista=todas&buscar=${'esternocleidomastoideo'.repeat(3)}`)
  const said = page.getByRole('heading', { name: /^No encontramos/ })
  await said.waitFor()
  const isCut = await said.evaluate(
    (words) => words.getBoundingClientRect().right > (words.closest('section')?.getBoundingClientRect().right ?? 0),
  )
  assert.equal(isCut, false)
  assertClean(julia)
})

test('the filters of the contacts stand on one line on a desktop, and the bar below them is the list', async () => {
  const { page } = julia
  await page.goto('/contactos')
  await page.getByRole('button', { name: 'Más filtros' }).waitFor()
  await settle(page)
  const places = [page.getByRole('button', { name: 'Etiquetas', exact: true }), page.getByRole('button', { name: 'Columnas' })]
  const boxes = await Promise.all(places.map((place) => place.boundingBox()))
  const middles = boxes.map((box) => box && box.y + box.height / 2)
  assert.ok(Math.abs((middles[0] ?? 0) - (middles[1] ?? 99)) < 2, middles.join(' and '))
  assertClean(julia)
})

test('however many filters are in use, how the contacts are shown is chosen where it always is', async () => {
  const { page } = julia
  await page.goto('/contactos')
  const layouts = page.getByRole('radiogroup').filter({ hasText: 'Calendario' })
  await layouts.waitFor()
  await settle(page)
  const place = await layouts.boundingBox()
  for (const name of ['Etiquetas', 'Responsable', 'Relación']) {
    await press(page, name)
    await page.getByRole('dialog').getByRole('checkbox').first().click()
    await page.keyboard.press('Escape')
  }
  await press(page, 'Más filtros')
  const more = page.getByRole('dialog', { name: 'Más filtros' })
  for (const name of ['Origen', 'Tipo']) await more.getByRole('group', { name }).last().getByRole('checkbox').first().click()
  await page.keyboard.press('Escape')
  const inUse = page.locator('[data-filter][data-on]')
  await inUse.nth(4).waitFor()
  await settle(page)
  assert.deepEqual(await layouts.boundingBox(), place)
  for (const filter of await inUse.all()) {
    const box = await filter.boundingBox()
    assert.ok((box?.x ?? 0) + (box?.width ?? 0) < (place?.x ?? 0), 'beside it')
  }
  assertClean(julia)
})

/** Lists, where their questions go, and how other rows are asked for. */
const lists = [
  { to: '/contactos', asks: /\/api\/v1\/contacts\?/, other: (page: Page) => page.getByRole('searchbox').fill('a') },
  { to: '/catalogo', asks: /\/api\/v1\/products\?/, other: (page: Page) => page.getByRole('searchbox').fill('a') },
  { to: '/pedidos?ver=lista', asks: /\/api\/v1\/orders\?/, other: (page: Page) => page.getByRole('searchbox').fill('a') },
  { to: '/tareas', asks: /\/api\/v1\/tasks\?/, other: (page: Page) => page.getByRole('radio', { name: 'Hechas' }).click() },
]

for (const { to, asks, other } of lists)
  test(`on a slow line ${to} shows that what is seen is being replaced, and leaves it where it is`, async () => {
    const { page } = julia
    await page.goto(to)
    const first = page.locator('[data-index="0"], [aria-busy] > li').first()
    await first.waitFor()
    await settle(page)
    const [words, place] = [await first.textContent(), await first.boundingBox()]
    let goOn = () => {}
    const held = new Promise<void>((resolve) => (goOn = resolve))
    await page.route(asks, (route) => held.then(() => route.continue()))
    await other(page)

    const replaced = page.locator('[aria-busy=true]:has([data-index], li)')
    await replaced.waitFor()
    await page.waitForFunction((list) => list && getComputedStyle(list).opacity === '0.5', await replaced.elementHandle())
    assert.equal(await first.textContent(), words)
    assert.deepEqual(await first.boundingBox(), place)

    goOn()
    await replaced.waitFor({ state: 'detached' })
    await page.unroute(asks)
    assertClean(julia)
  })
