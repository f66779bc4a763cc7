import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { before, test } from 'node:test'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { browser, product } from '../e2e/opened.ts'
import { arrive, heading, settle } from '../e2e/person.ts'
import { openWindow, sizes, type Visitor } from '../e2e/product.ts'

const folder = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url))
const mostBytes = 150_000

let storageState: Awaited<ReturnType<Visitor['context']['storageState']>>

before(async () => {
  const julia = await arrive(browser, product.url, 'julia')
  storageState = await julia.context.storageState()
  await julia.context.close()
})

type Size = keyof typeof sizes
type Picture = { name: string; on: readonly Size[]; isDoor?: true; show: (page: Page, size: Size) => Promise<unknown> }

const both = ['desktop', 'phone'] as const

/** A conversation of the demo that goes back and forth. */
async function openConversation(page: Page): Promise<void> {
  await page.goto('/bandeja')
  await page.locator('a[href^="/bandeja/"]').filter({ hasText: 'me confirmás el total' }).first().click()
  await page.getByRole('log', { name: 'Mensajes' }).locator('article').first().waitFor()
}

const pictures: readonly Picture[] = [
  {
    name: 'inbox',
    on: both,
    show: (page, size) =>
      size === 'desktop'
        ? openConversation(page)
        : page.goto('/bandeja').then(() => page.locator('a[href^="/bandeja/"]').first().waitFor()),
  },
  { name: 'thread', on: ['phone'], show: openConversation },
  { name: 'contacts', on: both, show: (page) => page.goto('/contactos').then(() => page.getByRole('row').nth(2).waitFor()) },
  { name: 'board', on: both, show: (page) => page.goto('/tablero').then(() => page.getByText('Abiertas', { exact: true }).waitFor()) },
  {
    name: 'login',
    on: both,
    isDoor: true,
    show: (page) => page.goto('/entrar').then(() => heading(page, 'Entrá a Pollos El Gallo').waitFor()),
  },
  { name: 'settings', on: both, show: (page) => page.goto('/ajustes').then(() => heading(page, 'Ajustes').waitFor()) },
  { name: 'orders', on: both, show: (page) => page.goto('/pedidos').then(() => page.getByText('Confirmado').first().waitFor()) },
  {
    name: 'kitchen',
    on: ['desktop'],
    show: (page) => page.goto('/cocina').then(() => page.getByRole('button', { name: 'Listo' }).first().waitFor()),
  },
  { name: 'catalogue', on: ['desktop'], show: (page) => page.goto('/catalogo').then(() => page.getByRole('row').nth(2).waitFor()) },
  {
    name: 'shop',
    on: both,
    isDoor: true,
    show: (page) => page.goto('/tienda/el-gallo').then(() => page.getByRole('heading', { name: 'Combos' }).waitFor()),
  },
  { name: 'stock', on: ['desktop'], show: (page) => page.goto('/stock').then(() => page.getByRole('row').nth(2).waitFor()) },
  {
    name: 'pipeline',
    on: ['desktop'],
    show: (page) =>
      page.goto('/embudos').then(() =>
        page
          .getByRole('button', { name: /^Mover/ })
          .first()
          .waitFor(),
      ),
  },
  {
    name: 'bot',
    on: ['desktop'],
    show: async (page) => {
      await page.goto('/bots')
      await page.locator('a[href^="/bots/"]').first().click()
      await page.locator('.react-flow__node').nth(2).waitFor()
    },
  },
  {
    name: 'phone',
    on: both,
    show: async (page) => {
      await page.goto('/telefono')
      await page.locator('a[href^="/telefono/"]').first().click()
      await page
        .getByRole('region', { name: /^Teléfono de / })
        .getByRole('textbox', { name: 'Mensaje' })
        .waitFor()
    },
  },
]

/** Few colours, as these screens have: a tenth of what the browser gives. */
const compress = (png: Buffer): Promise<Buffer> =>
  sharp(png).png({ palette: true, quality: 100, dither: 1, effort: 7, compressionLevel: 9 }).toBuffer()

for (const size of both)
  test(`the pictures of the documentation can be taken on a ${size}, light and dark, each under 150 kB`, async () => {
    const [inside, outside] = await Promise.all([
      openWindow(browser, product.url, { size, storageState }),
      openWindow(browser, product.url, { size }),
    ])
    for (const { name, on, isDoor, show } of pictures) {
      if (!on.includes(size)) continue
      const { page } = isDoor ? outside : inside
      await page.emulateMedia({ colorScheme: 'light' })
      await show(page, size)
      for (const theme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: theme })
        await page.waitForFunction((wanted) => {
          // The shop on the web has no such word: there the browser's own answer is enough.
          const { mantineColorScheme: worn } = document.documentElement.dataset
          return worn === undefined || worn === wanted
        }, theme)
        await settle(page)
        const picture = await compress(await page.screenshot())
        assert.ok(picture.length < mostBytes, `${name} in the ${theme}: ${picture.length} bytes`)
        if (process.env['YAPA_WRITE_SCREENSHOTS'] === '1') {
          await mkdir(folder, { recursive: true })
          await writeFile(`${folder}${name}-${size}-${theme}.png`, picture)
        }
      }
    }
    for (const { context } of [inside, outside]) await context.close()
  })
