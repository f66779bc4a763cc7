import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { invent, rowOf, writeAsCustomer } from '../e2e/counter.ts'
import { browser, product } from '../e2e/opened.ts'
import { arrive, assertClean, heading, press } from '../e2e/person.ts'
import type { Visitor } from '../e2e/product.ts'

let julia: Visitor
let phone: Visitor

before(async () => {
  ;[julia, phone] = await Promise.all([
    arrive(browser, product.url, 'julia', { to: '/ajustes/tiempos' }),
    arrive(browser, product.url, 'julia', { to: '/telefono' }),
  ])
})

/** Everybody is promised an answer within two minutes, and it warns after twelve seconds: nobody wants to wait for this test. */
async function promiseSoon(page: Page): Promise<void> {
  const refusals = await page.evaluate(async () => {
    const send = async (method: string, path: string, body: unknown): Promise<{ id: string; status: number }> => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }
      const answer = await fetch(`/api/v1${path}`, { method, headers, body: JSON.stringify(body) })
      return { ...((await answer.json()) as { id: string }), status: answer.status }
    }
    const soon = { firstResponseMinutes: 2, nextResponseMinutes: 2, resolutionMinutes: 60 }
    const targets = { urgent: soon, high: soon, normal: soon, low: soon }
    const made = await send('POST', '/sla-policies', { name: 'Enseguida', targets, time: 'plain', warnPercent: 10 })
    const ordered = await send('PUT', '/sla-policy-order', { ids: [made.id] })
    return [made.status, ordered.status].filter((status) => status !== 200)
  })
  assert.deepEqual(refusals, [])
}

const clockOf = (page: Page, metric: string): Locator => page.locator(`[data-metric="${metric}"]`)

async function writeAs(name: string, text: string): Promise<void> {
  await invent(phone.page, name)
  await writeAsCustomer(phone.page, text)
}

test('a conversation shows its clock, warns, is answered, and the promise is kept', async () => {
  await heading(julia.page, 'Tiempos de respuesta').waitFor()
  await promiseSoon(julia.page)
  const pressing = await julia.context.newPage()
  await pressing.goto('/bandeja?vista=todas&plazo=porvencer')
  await heading(pressing, 'Bandeja').first().waitFor()
  await julia.page.goto('/bandeja?vista=todas')
  await heading(julia.page, 'Bandeja').first().waitFor()

  await writeAs('Ofelia Bermúdez', '¿Están abiertos?')
  await rowOf(julia.page, 'Ofelia Bermúdez')
    .getByText(/^Responder en [01]:\d\d$/)
    .waitFor()
  await rowOf(julia.page, 'Ofelia Bermúdez').click()
  const first = clockOf(julia.page, 'first-response')
  await first.getByText(/^Quedan [01]:\d\d$/).waitFor()
  await first.getByText(/^Enseguida · plazo de 2/).waitFor()
  assert.equal(await clockOf(julia.page, 'resolution').getAttribute('data-state'), 'running')

  // The other screen was told nothing but the time.
  await rowOf(pressing, 'Ofelia Bermúdez').waitFor({ timeout: 30_000 })
  await julia.page.locator('[data-metric="first-response"][data-tone="warn"]').waitFor()

  const box = julia.page.getByRole('textbox', { name: 'Respuesta', exact: true })
  await box.fill('Sí, hasta las 00:30.')
  await box.press('Enter')
  await first.getByText(/^Cumplida en \d/).waitFor()
  await clockOf(julia.page, 'resolution')
    .getByText(/^En pausa: espera al cliente · Quedaban /)
    .waitFor()
  await rowOf(pressing, 'Ofelia Bermúdez').waitFor({ state: 'detached' })
  await pressing.close()
  assertClean(julia)
})

test('the hours of a new place are drawn with the mouse, changed with the keys, and its holidays are brought', async () => {
  const { page } = julia
  await page.goto('/ajustes/horarios/nuevo')
  await heading(page, 'Nuevo horario').waitFor()
  await page.getByLabel('Nombre', { exact: true }).fill('Puesto de la feria')
  const week = page.getByRole('group', { name: 'Horario semanal' })
  await week.scrollIntoViewIfNeeded()
  const box = await week.boundingBox()
  assert.ok(box)
  // Monday from nine to one: below the row of days, the hours of a day share what is left.
  const column = box.x + 44 + (box.width - 44) / 14
  const at = (hour: number): number => box.y + 24 + ((box.height - 24) * hour) / 24
  await page.mouse.move(column, at(9))
  await page.mouse.down()
  await page.mouse.move(column, at(11))
  await page.mouse.move(column, at(13))
  await page.mouse.up()
  const shift = week.getByRole('button', { name: 'lunes, de 09:00 a 13:00' })
  await shift.focus()
  await page.keyboard.press('Shift+ArrowDown')
  await week.getByRole('button', { name: 'lunes, de 09:00 a 13:30' }).waitFor()
  await press(page, 'Copiar lunes a otros días')
  await page.getByRole('menuitem', { name: 'De lunes a viernes' }).click()
  await page.getByText('22,5 h por semana').waitFor()

  await press(page, 'Traer feriados')
  const dialog = page.getByRole('dialog', { name: 'Traer feriados' })
  await dialog.getByRole('radio', { name: '2027' }).check()
  await dialog.getByRole('button', { name: 'Agregar 16 días' }).click()
  await press(page, 'Crear horario')
  await heading(page, 'Horarios de atención').waitFor()
  const made = page.locator('a[href^="/ajustes/horarios/"]').filter({ hasText: 'Puesto de la feria' })
  await made.getByText('22,5 h por semana · 16 días especiales').waitFor()
  await made.getByText(/^Ahora: (abierto, cierra|cerrado, abre|cerrado por)/).waitFor()
  assertClean(julia)
})
