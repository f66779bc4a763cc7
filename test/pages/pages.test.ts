import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { addressesOf, type Address } from '../e2e/addresses.ts'
import { arrive, press, settle } from '../e2e/person.ts'
import { openBrowser, openWindow, startProduct, type RunningProduct, type Visitor } from '../e2e/product.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let product: RunningProduct
let browser: Browser
let addresses: Address[]
let storageState: Awaited<ReturnType<Visitor['context']['storageState']>>

before(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
  const { context, page } = await arrive(browser, product.url, 'julia', { to: '/contactos/importar' })
  // The one list that is empty in the demo.
  await page.getByLabel('Elegir archivo').setInputFiles({ name: 'clientes.csv', mimeType: 'text/csv', buffer: Buffer.from('Nombre\nAna') })
  await page.getByRole('heading', { name: 'Qué es cada columna' }).waitFor()
  addresses = await addressesOf(page)
  storageState = await context.storageState()
  await context.close()
})
after(async () => {
  await browser?.close()
  await product?.stop()
})

/** The page is all there: its heading, its data, its letters. */
async function open(page: Page, to: string): Promise<void> {
  await page.goto(to)
  await page.locator('main :is(h1, h2, section)').filter({ visible: true }).first().waitFor()
  await settle(page)
}

/** Colours are all that changes between light and dark: the rules about them are enough for the second look. */
const rulesOfColour: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }

async function violations(page: Page, options: RunOptions = {}): Promise<string[]> {
  const results = await page.evaluate(
    ([source, given]) => {
      // The page's own policy lets no script in; the protocol of the browser does.
      // oxlint-disable-next-line no-eval -- axe is our own test code, run in the page under test
      if (!('axe' in window)) (0, eval)(source as string)
      const { axe } = window as unknown as { axe: { run(options: unknown): Promise<AxeResults> } }
      return axe.run({ resultTypes: ['violations'], ...(given as object) })
    },
    [axeSource, options] as const,
  )
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}

/** Words that stayed keys, and messages whose grammar stayed on screen, wherever somebody could read or hear them. */
const unsaid = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const said = ['aria-label', 'placeholder', 'title', 'alt'].flatMap((name) =>
      [...document.querySelectorAll(`[${name}]`)].map((element) => element.getAttribute(name) ?? ''),
    )
    const text = [document.title, document.body.innerText, ...said].join('\n')
    return [
      ...text.matchAll(
        /\b(web|crm|conversations|identity|analytics|platform|kernel)\.[a-z_]+\.[a-z_.-]+\b|(?<!\{)\{\w+(, ?(plural|select|number)\b|\})/g,
      ),
    ].map(([found]) => found)
  })

/** What sticks out at the right: the page itself, or something to press that no scrolling brings back. */
const sticksOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const wide = document.documentElement.scrollWidth > innerWidth ? [`the page is ${document.documentElement.scrollWidth} px wide`] : []
    const scrolls = (element: Element | null): boolean =>
      element !== null && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement))
    const lost = [...document.querySelectorAll('a, button, input, textarea, h1, h2')].filter((element) => {
      const { right, width, height } = element.getBoundingClientRect()
      return width > 1 && height > 1 && right > innerWidth + 1 && !scrolls(element.parentElement)
    })
    return [...wide, ...lost.map((element) => element.outerHTML.slice(0, 160))]
  })

/** Opens every address once and gives what `look` finds wrong, beside what the console and the network have to say. */
async function visit(visitor: Visitor, list: readonly Address[], look: (page: Page, to: string) => Promise<string[]>): Promise<string[]> {
  const { page, errors, foreignRequests } = visitor
  const found: string[] = []
  // Colours on their way from one theme to the other are nobody's.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  for (const { to } of list) {
    const wrong = await open(page, to).then(
      () => look(page, to),
      (error: unknown) => [String(error).split('\n')[0] ?? ''],
    )
    found.push(...[...wrong, ...errors.splice(0), ...foreignRequests.splice(0)].map((one) => `${to}: ${one}`))
  }
  return found
}

async function visitAll(size: 'desktop' | 'phone', look: (page: Page, to: string) => Promise<string[]>): Promise<string[]> {
  const [owner, stranger] = await Promise.all([
    openWindow(browser, product.url, { size, storageState }),
    openWindow(browser, product.url, { size }),
  ])
  const found = await Promise.all([
    visit(
      owner,
      addresses.filter(({ who }) => who === 'owner'),
      look,
    ),
    visit(
      stranger,
      addresses.filter(({ who }) => who === 'stranger'),
      look,
    ),
  ])
  await Promise.all([owner.context.close(), stranger.context.close()])
  return found.flat()
}

async function lookClosely(page: Page): Promise<string[]> {
  const wrong = [...(await unsaid(page)), ...(await violations(page))]
  if (!/ · |^Yapa|^Pollos/.test(await page.title())) wrong.push(`its title is "${await page.title()}"`)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.waitForFunction(() => document.documentElement.dataset['mantineColorScheme'] === 'dark')
  await settle(page)
  wrong.push(...(await violations(page, rulesOfColour)).map((one) => `dark: ${one}`))
  await page.emulateMedia({ colorScheme: 'light' })
  return wrong
}

test('every page on a desktop, light and dark: all words said, usable by everybody, nothing from elsewhere', async () => {
  assert.ok(addresses.length > 40, `only ${addresses.length} addresses were found`)
  assert.deepEqual(await visitAll('desktop', lookClosely), [])
})

test('every page on a telephone, light and dark, and nothing sticks out at 390 or at 360 pixels', async () => {
  const found = await visitAll('phone', async (page) => {
    const wrong = [...(await lookClosely(page)), ...(await sticksOut(page)).map((one) => `at 390: ${one}`)]
    await page.setViewportSize({ width: 360, height: 740 })
    wrong.push(...(await sticksOut(page)).map((one) => `at 360: ${one}`))
    await page.setViewportSize({ width: 390, height: 844 })
    return wrong
  })
  assert.deepEqual(found, [])
})

for (const [language, label, save] of [
  ['en', 'Inglés', 'Guardar'],
  ['pt', 'Portuguese', 'Save'],
] as const)
  test(`every page has its words in ${language}`, async () => {
    const owner = await openWindow(browser, product.url, { storageState })
    const { page } = owner
    await page.goto('/ajustes/cuenta')
    await page.getByRole('combobox', { name: /^(Idioma|Language)$/ }).click()
    await page.getByRole('option', { name: label, exact: true }).click()
    await press(page, save)
    await page.waitForFunction((wanted) => document.documentElement.lang.startsWith(wanted), language)
    const stranger = await openWindow(browser, product.url)
    await stranger.page.goto('/entrar')
    await press(stranger.page, language === 'en' ? 'English' : 'Português')
    const found = await Promise.all([
      visit(
        owner,
        addresses.filter(({ who }) => who === 'owner'),
        unsaid,
      ),
      visit(
        stranger,
        addresses.filter(({ who }) => who === 'stranger'),
        unsaid,
      ),
    ])
    assert.deepEqual(found.flat(), [])
    for (const { context } of [owner, stranger]) await context.close()
  })
