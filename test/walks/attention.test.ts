import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { browser, product } from '../e2e/opened.ts'
import { arrive, eventually, heading, people } from '../e2e/person.ts'

/** What to attend now: first in the queue with its reasons, claimed by one, and the other gets the next. */

const rows = (page: Page): Locator => page.locator('#contenido ol > li')
const nameIn = async (row: Locator): Promise<string> => (await row.getByRole('link').textContent()) ?? ''
const next = (page: Page): Promise<void> => page.getByRole('button', { name: 'Atender el siguiente' }).click()

/** Who is shown first to both of them and may be attended by the one: what is a colleague's is shown, and is the colleague's. */
async function firstOfBoth(one: Page, other: Page): Promise<string> {
  for (const row of await rows(other).all()) {
    const name = await nameIn(row)
    const button = one.getByRole('button', { name: `Atender a ${name}`, exact: true })
    if ((await button.count()) === 1 && (await button.isEnabled())) return name
  }
  throw new Error('nobody waits for both of them')
}

test('the first in the queue says why, one agent claims it, the other one gets the next', async () => {
  const [julia, paula] = await Promise.all([
    arrive(browser, product.url, 'julia', { to: '/atender?tipo=conversation' }),
    arrive(browser, product.url, 'paula', { to: '/atender?tipo=conversation' }),
  ])
  await heading(julia.page, 'Atender ahora').waitFor()
  await heading(paula.page, 'Atender ahora').waitFor()
  const first = rows(julia.page).first()
  assert.match((await first.textContent()) ?? '', /espera hace .+(venció hace|vence en|sin plazo)/)
  await first.getByRole('button', { name: /puntos de 100/ }).click()
  const why = julia.page.getByRole('dialog', { name: 'Por qué está acá' })
  await why.getByText('Plazo').waitFor()
  await julia.page.keyboard.press('Escape')

  await julia.page.getByRole('button', { name: `Atender a ${await firstOfBoth(julia.page, paula.page)}`, exact: true }).click()
  const strip = julia.page.getByRole('status').filter({ hasText: 'Atendiendo' })
  await strip.getByText(/te queda (10:00|9:\d\d)/).waitFor()
  const claimed = await strip.locator('b').textContent()
  // Julia's is marked on the screen of Paula, without anything being done there.
  await eventually(
    () =>
      rows(paula.page)
        .filter({ hasText: `La atiende ${people.julia.name}` })
        .count(),
    (count) => assert.equal(count, 1),
  )
  const taken = await nameIn(rows(paula.page).filter({ hasText: `La atiende ${people.julia.name}` }))
  assert.ok(claimed?.includes(taken))

  await next(paula.page)
  const other = paula.page.getByRole('status').filter({ hasText: 'Atendiendo' })
  await other.waitFor()
  assert.notEqual(await other.locator('b').textContent(), claimed)

  await strip.getByRole('button', { name: 'Soltar' }).click()
  await strip.waitFor({ state: 'detached' })
  assert.deepEqual([julia.errors, paula.errors, julia.foreignRequests], [[], [], []])
  await Promise.all([julia.context.close(), paula.context.close()])
})

test('a task is written, waits in the queue, is done, and leaves it', async () => {
  const { page, context } = await arrive(browser, product.url, 'paula', { to: '/tareas' })
  await page.getByRole('button', { name: 'Nueva tarea' }).click()
  await page.getByLabel('Qué hay que hacer').fill('Preguntar por la factura')
  await page.getByRole('button', { name: 'Crear tarea' }).click()
  await page.getByText('Preguntar por la factura').waitFor()
  await page.goto('/atender')
  const row = rows(page).filter({ hasText: 'Preguntar por la factura' })
  await row.waitFor()
  await row.getByRole('link').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Marcar como hecha' }).click()
  await page.getByText('Hecha', { exact: true }).first().waitFor()
  await page.goto('/atender')
  await heading(page, 'Atender ahora').waitFor()
  await rows(page).first().waitFor()
  assert.equal(await row.count(), 0)
  await context.close()
})
