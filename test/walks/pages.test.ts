import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { before, describe, test } from 'node:test'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { moduleNames } from '#app/module-names.ts'
import { addressesOf, goWithin, type Address } from '../e2e/addresses.ts'
import { browser, product } from '../e2e/opened.ts'
import { arrive, heading, press, settle } from '../e2e/person.ts'
import { openWindow, type Visitor, type WindowOptions } from '../e2e/product.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let addresses: Address[]
let storageState: Awaited<ReturnType<Visitor['context']['storageState']>>

before(async () => {
  const { context, page } = await arrive(browser, product.url, 'julia')
  // The lists that are empty in the demo.
  for (const list of ['/contactos/importar', '/catalogo/importar']) {
    await page.goto(list)
    await page.getByLabel('Elegir archivo').setInputFiles({ name: 'nuevos.csv', mimeType: 'text/csv', buffer: Buffer.from('Nombre\nAna') })
    await page.getByRole('heading', { name: 'Qué es cada columna' }).waitFor()
  }
  addresses = await addressesOf(page)
  storageState = await context.storageState()
  await context.close()
})

/** A window that knows how to look at pages, at the door of whoever it belongs to. */
async function openLooking(options: WindowOptions): Promise<Visitor> {
  const visitor = await openWindow(browser, product.url, options)
  // The page's own policy lets no script in; the protocol of the browser does.
  await visitor.context.addInitScript(axeSource)
  await visitor.page.goto(options.storageState ? '/ajustes' : '/entrar')
  await arriveAt(visitor.page)
  return visitor
}

/** The page is all there: its heading, its data, its letters. */
async function arriveAt(page: Page): Promise<void> {
  await page.locator('main :is(h1, h2, section)').filter({ visible: true }).first().waitFor()
  await settle(page)
}

async function goOn(page: Page, to: string): Promise<void> {
  await goWithin(page, to)
  await arriveAt(page)
}

/** Colours are all that changes between light and dark: the rules about them are enough for the second look. */
const rulesOfColour: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }

async function violations(page: Page, options: RunOptions = {}): Promise<string[]> {
  const results = await page.evaluate((given) => {
    const { axe } = window as unknown as { axe: { run(options: unknown): Promise<AxeResults> } }
    return axe.run({ resultTypes: ['violations'], ...given })
  }, options)
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}

const sectionsOfWords = ['web', 'kernel', ...moduleNames].join('|')

/** Words that stayed keys, and messages whose grammar stayed on screen, wherever somebody could read or hear them. */
const unsaid = (page: Page): Promise<string[]> =>
  page.evaluate((sections) => {
    const said = ['aria-label', 'placeholder', 'title', 'alt'].flatMap((name) =>
      [...document.querySelectorAll(`[${name}]`)].map((element) => element.getAttribute(name) ?? ''),
    )
    const text = [document.title, document.body.innerText, ...said].join('\n')
    const unspoken = `\\b(${sections})\\.[a-z_]+\\.[a-z_.-]+\\b|(?<!\\{)\\{\\w+(, ?(plural|select|number)\\b|\\})`
    return [...text.matchAll(new RegExp(unspoken, 'g'))].map(([found]) => found)
  }, sectionsOfWords)

/** What sticks out at the right: the page itself, something to press that no scrolling brings back, or one of the figures above a list. */
const sticksOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const wide = document.documentElement.scrollWidth > innerWidth ? [`the page is ${document.documentElement.scrollWidth} px wide`] : []
    const scrolls = (element: Element | null): boolean =>
      element !== null && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement))
    const lost = [...document.querySelectorAll('a, button, input, textarea, h1, h2')].filter((element) => {
      const { right, width, height } = element.getBoundingClientRect()
      return width > 1 && height > 1 && right > innerWidth + 1 && !scrolls(element.parentElement)
    })
    const figures = [...document.querySelectorAll('[role=group] > dl')].filter(
      (element) => element.getBoundingClientRect().right > innerWidth + 1,
    )
    return [...wide, ...[...lost, ...figures].map((element) => element.outerHTML.slice(0, 160))]
  })

/** Words that lie on other words, as far as the window shows them: whoever looks reads neither. */
const overlaid = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    /** What is left of a box inside everything that cuts it off. */
    const visible = (box: DOMRect, inside: Element | null): DOMRect => {
      if (!inside || getComputedStyle(inside).position === 'fixed') return box
      const style = getComputedStyle(inside)
      const [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom]
      const frame = inside.getBoundingClientRect()
      const cuts = style.overflow !== 'visible' || style.clipPath !== 'none'
      const [l, t] = cuts ? [Math.max(left, frame.left), Math.max(top, frame.top)] : [left, top]
      const [r, b] = cuts ? [Math.min(right, frame.right), Math.min(bottom, frame.bottom)] : [right, bottom]
      return visible(new DOMRect(l, t, Math.max(0, r - l), Math.max(0, b - t)), inside.parentElement)
    }
    const lines: { words: string; element: Element; box: DOMRect }[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement
      if (!element || !node.textContent?.trim() || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const whole of range.getClientRects()) {
        const box = visible(whole, element)
        const middle = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
        // What lies under something else is not read.
        if (box.width > 4 && middle && (element.contains(middle) || middle.contains(element)))
          lines.push({ words: node.textContent.trim().slice(0, 40), element, box })
      }
    }
    const found = new Set<string>()
    for (const [i, { words, element, box }] of lines.entries())
      for (const other of lines.slice(i + 1)) {
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left)
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top)
        const isClose = across > 3 && down > Math.min(box.height, other.box.height) * 0.35
        if (isClose && element !== other.element) found.add(`"${words}" lies on "${other.words}"`)
      }
    return [...found]
  })

/** Walks through every address once and gives what `look` finds wrong, beside what the console and the network have to say. */
async function visit(visitor: Visitor, list: readonly Address[], look: (page: Page) => Promise<string[]>): Promise<string[]> {
  const { page, errors, foreignRequests } = visitor
  const found: string[] = []
  for (const { to } of list) {
    const wrong = await goOn(page, to).then(
      () => look(page),
      (error: unknown) => [String(error).split('\n')[0] ?? ''],
    )
    found.push(...[...wrong, ...errors.splice(0), ...foreignRequests.splice(0)].map((one) => `${to}: ${one}`))
  }
  return found
}

const addressesFor = (who: Address['who']): Address[] => addresses.filter((address) => address.who === who)

async function visitAll(size: 'desktop' | 'phone', look: (page: Page) => Promise<string[]>): Promise<string[]> {
  const found: string[] = []
  for (const [who, state] of [['stranger', {}] as const, ['owner', { storageState }] as const]) {
    const visitor = await openLooking({ size, ...state })
    found.push(...(await visit(visitor, addressesFor(who), look)))
    await visitor.context.close()
  }
  return found
}

/** Everything in the light or dark that the last page was left in, then the colours of the other: half as many changes of clothes. */
async function lookClosely(page: Page): Promise<string[]> {
  const worn = await page.evaluate(() => document.documentElement.dataset['mantineColorScheme'])
  const other = worn === 'dark' ? 'light' : 'dark'
  const wrong = [...(await unsaid(page)), ...(await overlaid(page)), ...(await violations(page)).map((one) => `${worn}: ${one}`)]
  if (!/ · |^Yapa|^Pollos/.test(await page.title())) wrong.push(`its title is "${await page.title()}"`)
  await page.emulateMedia({ colorScheme: other })
  await page.waitForFunction((wanted) => document.documentElement.dataset['mantineColorScheme'] === wanted, other)
  await settle(page)
  return [...wrong, ...(await violations(page, rulesOfColour)).map((one) => `${other}: ${one}`)]
}

test('whoever looks at the pages sees what is planted there', async () => {
  const { page, context } = await openLooking({ storageState })
  // What is still being drawn would throw out what is planted.
  await page.locator('main section h1').first().waitFor()
  await settle(page)
  assert.deepEqual([...(await unsaid(page)), ...(await overlaid(page)), ...(await violations(page)), ...(await sticksOut(page))], [])
  await page.evaluate(() => {
    const main = document.querySelector('main section')
    main?.insertAdjacentHTML(
      'beforeend',
      '<button></button><p>crm.contact.title and {count}</p><h2 id="far">Far</h2><p id="pale">Pale</p><p>Early<b id="late">Late</b></p>',
    )
    Object.assign(document.querySelector<HTMLElement>('#far')?.style ?? {}, { position: 'fixed', top: '0', left: `${innerWidth - 10}px` })
    Object.assign(document.querySelector<HTMLElement>('#pale')?.style ?? {}, { color: '#eee', background: '#fff' })
    Object.assign(document.querySelector<HTMLElement>('#late')?.style ?? {}, { marginLeft: '-30px' })
    document.querySelector('#late')?.scrollIntoView()
  })
  assert.deepEqual(await unsaid(page), ['crm.contact.title', '{count}'])
  assert.match(
    (await violations(page)).join('\n'),
    /button-name: <button>[^]*color-contrast: <p id="pale"|color-contrast: <p id="pale"[^]*button-name: <button>/,
  )
  assert.match((await violations(page, rulesOfColour)).join('\n'), /^color-contrast: <p id="pale"[^]*$/)
  assert.match((await sticksOut(page)).join('\n'), /<h2 id="far"/)
  assert.deepEqual(await overlaid(page), ['"Early" lies on "Late"'])
  await context.close()
})

describe('every page, light and dark, has all its words, is usable by everybody and asks nobody else', { concurrency: 2 }, () => {
  test('on a desktop', async () => {
    assert.ok(addresses.length > 40, `only ${addresses.length} addresses were found`)
    assert.deepEqual(await visitAll('desktop', lookClosely), [])
  })

  test('on a telephone, where nothing sticks out at 390 or at 360 pixels', async () => {
    const found = await visitAll('phone', async (page) => {
      const wrong = [...(await lookClosely(page)), ...(await sticksOut(page)).map((one) => `at 390: ${one}`)]
      await page.setViewportSize({ width: 360, height: 740 })
      wrong.push(...(await sticksOut(page)).map((one) => `at 360: ${one}`))
      await page.setViewportSize({ width: 390, height: 844 })
      return wrong
    })
    assert.deepEqual(found, [])
  })
})

test('a page with nothing to show says so in the middle of what is left, on a desktop and on a telephone', async () => {
  for (const size of ['desktop', 'phone'] as const) {
    const { page, context } = await openWindow(browser, product.url, { size, storageState })
    await page.route('**/api/v1/board?*', async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ json: { ...(await answer.json()), blocks: [] } })
    })
    await page.goto('/tablero')
    const words = await page.getByText('Tu rol no incluye ninguna de las cifras de este tablero.').boundingBox()
    const { height } = page.viewportSize() ?? { height: 0 }
    assert.ok(words && words.y > height * 0.4 && words.y < height * 0.7, `${size}: at ${words?.y} of ${height}`)
    await context.close()
  }
})

/** What the person chose at `/ajustes/cuenta`, seen at once. */
async function speak(page: Page, language: string, option: string, save: string): Promise<void> {
  await goOn(page, '/ajustes/cuenta')
  await page.getByRole('combobox', { name: /^(Idioma|Language)$/ }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
  await press(page, save)
  await page.waitForFunction((wanted) => document.documentElement.lang.startsWith(wanted), language)
}

test('every page has its words in English and in Portuguese', async () => {
  const [owner, stranger] = await Promise.all([openLooking({ storageState }), openLooking({})])
  const found: string[] = []
  for (const [language, option, save, button] of [
    ['en', 'Inglés', 'Guardar', 'English'],
    ['pt', 'Portuguese', 'Save', 'Português'],
  ] as const) {
    await speak(owner.page, language, option, save)
    await goOn(stranger.page, '/entrar')
    await press(stranger.page, button)
    await stranger.page.waitForFunction((wanted) => document.documentElement.lang.startsWith(wanted), language)
    const wrong = await Promise.all([visit(owner, addressesFor('owner'), unsaid), visit(stranger, addressesFor('stranger'), unsaid)])
    found.push(...wrong.flat().map((one) => `${language}: ${one}`))
  }
  assert.deepEqual(found, [])
  for (const { context } of [owner, stranger]) await context.close()
})

/** What is cut although it is not the beginning of something longer, as the text of a message is. */
const cutIn = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('nav span, main a small, main input')]
      .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth && getComputedStyle(one).textOverflow === 'ellipsis')
      .map((one) => (one as HTMLInputElement).value ?? one.textContent),
  )

test('on a telephone nothing is cut in Portuguese of where one can go, of the hours or of the rules that score', async () => {
  const { page, context } = await openLooking({ storageState, size: 'phone' })
  const { version } = (await (await context.request.get('/api/v1/account')).json()) as { version: number }
  const headers = { origin: product.url, 'if-match': `"${version}"`, 'idempotency-key': crypto.randomUUID() }
  await context.request.patch('/api/v1/account', { headers, data: { locale: 'pt' } })
  await page.reload()
  await arriveAt(page)
  const found: string[] = []
  for (const [to, title] of [
    ['/ajustes/horarios', 'Horários de atendimento'],
    ['/ajustes/puntaje', 'Pontuação'],
    ['/ajustes/plantillas-de-propuestas', 'Modelos de propostas'],
  ] as const) {
    await goOn(page, to)
    await heading(page, title).waitFor()
    await settle(page)
    found.push(...(await cutIn(page)))
  }
  assert.deepEqual(found, [])
  // How many are told with what they count.
  await page
    .getByRole('row', { name: /Seções *\d+/ })
    .first()
    .waitFor()
  await context.close()
})
