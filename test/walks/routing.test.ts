import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { browser, product } from '../e2e/opened.ts'
import { arrive, assertClean, eventually, heading, press } from '../e2e/person.ts'
import type { Visitor } from '../e2e/product.ts'

let julia: Visitor
let paula: Visitor
let lautaro: Visitor

before(async () => {
  ;[julia, paula, lautaro] = await Promise.all([
    arrive(browser, product.url, 'julia', { to: '/bandeja' }),
    arrive(browser, product.url, 'paula', { to: '/bandeja' }),
    arrive(browser, product.url, 'lautaro', { to: '/bandeja' }),
  ])
})

const openedAt = (page: Page): string => new URL(page.url()).pathname.split('/')[2] ?? ''
const rowOf = (page: Page, name: string) => page.getByRole('link', { name: new RegExp(name) }).first()

async function becomes({ context }: Visitor, status: 'away' | 'online'): Promise<void> {
  const answer = await context.request.put('/api/v1/availability/own', { data: { status }, headers: { origin: product.url } })
  assert.equal(answer.status(), 200)
}

/** In front of a team this conversation is nobody's, and no other one: who has what in the demo depends on the hour. */
async function leaveToNobody(customer: string, team: string): Promise<void> {
  const { request } = julia.context
  const ask = async (path: string) => (await request.get(`/api/v1${path}`)).json()
  const assign = async (id: string, data: { assigneeId: string | null; teamId?: string }): Promise<void> => {
    const answer = await request.put(`/api/v1/conversations/${id}/assignment`, { data, headers: { origin: product.url } })
    assert.equal(answer.status(), 200)
  }
  const [{ person }, teams, free, found] = await Promise.all([
    ask('/session'),
    ask('/teams'),
    ask('/conversations?scope=unassigned&limit=100'),
    ask(`/conversations?scope=all&search=${encodeURIComponent(customer)}`),
  ])
  const teamId = teams.items.find(({ name }: { name: string }) => name === team).id
  for (const one of free.items) if (one.teamId === teamId || one.teamId === null) await assign(one.id, { assigneeId: person.id })
  await assign(found.items[0].id, { assigneeId: null, teamId })
}

test('of two who take the next one at the same moment one gets it, and the other reads that nobody waits', async () => {
  // Who is away is given nothing by itself.
  await Promise.all([julia, paula, lautaro].map((one) => becomes(one, 'away')))
  await leaveToNobody('Silvina Paredes', 'Mostrador')
  await Promise.all([julia, paula].map(({ page }) => rowOf(page, 'Silvina Paredes').waitFor()))
  await Promise.all([julia, paula].map(({ page }) => page.keyboard.press('t')))
  const outcomes = await eventually(
    () =>
      Promise.all(
        [julia, paula].map(
          async ({ page }) => [openedAt(page) !== '', await page.getByText('No hay nadie esperando sin asignar.').isVisible()] as const,
        ),
      ),
    (found) => assert.ok(found.every(([isOpen, isTold]) => isOpen !== isTold)),
  )
  assert.equal(outcomes.filter(([isOpen]) => isOpen).length, 1)
})

test('of two who take the same conversation one gets it, and the other reads who has it', async () => {
  await leaveToNobody('Marcelo López', 'Delivery')
  await julia.page.goto('/bandeja?vista=todas')
  const both = [julia.page, lautaro.page]
  for (const page of both) {
    await rowOf(page, 'Marcelo López').click()
    await heading(page, 'Marcelo López').first().waitFor()
    await page
      .getByRole('button', { name: /Asignar/ })
      .first()
      .click()
    await page.getByRole('menuitem', { name: 'Tomarla' }).waitFor()
  }
  await Promise.all(both.map((page) => page.getByRole('menuitem', { name: 'Tomarla' }).click()))
  const told = await eventually(
    () => Promise.all(both.map((page) => page.getByText(/^Ya la tiene (Julia Lucero|Lautaro Medina)$/).allInnerTexts())),
    (texts) => assert.equal(texts.flat().length, 1),
  )
  const winner = told[0]?.length ? lautaro : julia
  const loser = winner === julia ? lautaro : julia
  assert.deepEqual(told.flat(), [`Ya la tiene ${winner === julia ? 'Julia Lucero' : 'Lautaro Medina'}`])
  await loser.page.keyboard.press('Escape')
  await Promise.all([julia, paula, lautaro].map((one) => becomes(one, 'online')))
})

test('who steps away is seen to be away, and why, wherever people are chosen', async () => {
  await press(paula.page, /Tu cuenta y apariencia$/)
  await paula.page.getByRole('menuitem', { name: 'Ausentarme' }).click()
  await paula.page.getByRole('dialog', { name: 'Ausentarme' }).waitFor()
  await press(paula.page, 'Almuerzo')
  await press(paula.page, 'Guardar')
  const { page } = julia
  await page.goto('/bandeja?vista=todas')
  await rowOf(page, 'Aldana Giménez').click()
  await heading(page, 'Aldana Giménez').first().waitFor()
  await page.keyboard.press('a')
  await page
    .getByRole('menuitem', { name: /Paula Gómez/ })
    .getByText('Ausente · Almuerzo')
    .waitFor()
  await page.keyboard.press('Escape')
})

test('who is named in a note finds it at the bell, without reloading', async () => {
  const { page } = julia
  await page.getByRole('tab', { name: 'Nota interna' }).click()
  const field = page.getByRole('textbox', { name: 'Nota interna' })
  await field.pressSequentially('¿La podés llevar vos, @laut')
  await page.getByRole('option', { name: /Lautaro Medina/ }).waitFor()
  await page.keyboard.press('Enter')
  assert.equal(await field.inputValue(), '¿La podés llevar vos, @Lautaro Medina ')
  await page.keyboard.press('Enter')
  await page.getByText('@Lautaro Medina', { exact: true }).waitFor()
  await press(lautaro.page, '1 aviso sin leer')
  await lautaro.page.getByRole('button', { name: /Julia Lucero te mencionó en la conversación con Aldana Giménez/ }).click()
  await heading(lautaro.page, 'Aldana Giménez').first().waitFor()
  await lautaro.page.getByRole('button', { name: 'Avisos', exact: true }).waitFor()
})

test('the supervisor sees who waits move by itself, and drags a conversation to somebody', async () => {
  const { page } = julia
  await page.goto('/supervision')
  await heading(page, 'Supervisión').waitFor()
  const waiting = page.locator('[data-figure=waiting]')
  const before = Number(await waiting.innerText())
  const row = page.getByRole('listitem').filter({ hasText: 'Aldana Giménez' })
  await row.dragTo(page.locator('[data-agent]').filter({ hasText: 'Lautaro Medina' }))
  await row.getByText('Lautaro Medina · Delivery').waitFor()
  // Lautaro answers: she waits no longer, and nobody has to reload for it.
  await lautaro.page.getByRole('tab', { name: 'Responder' }).click()
  await lautaro.page.getByRole('textbox', { name: 'Respuesta' }).fill('Ya sale, Aldana.')
  await lautaro.page.keyboard.press('Enter')
  await row.waitFor({ state: 'detached' })
  await eventually(
    async () => Number(await waiting.innerText()),
    (count) => assert.equal(count, before - 1),
  )
})

test('on the phone the supervisor hands a conversation on with a note', async () => {
  const phone = await arrive(browser, product.url, 'julia', { to: '/supervision', size: 'phone' })
  const { page } = phone
  await heading(page, 'Supervisión').waitFor()
  // Whoever won the race has him: never Paula.
  await press(page, 'Qué hacer con Marcelo López')
  await page.getByRole('menuitem', { name: 'Pasar con una nota' }).click()
  const dialog = page.getByRole('dialog', { name: 'Pasar la conversación con Marcelo López' })
  await dialog.waitFor()
  await dialog.getByLabel('A quién').first().click()
  await page.getByRole('option', { name: /Paula Gómez/ }).click()
  await dialog.getByLabel('Nota').fill('Pide factura A')
  await dialog.getByRole('button', { name: 'Pasar', exact: true }).click()
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Marcelo López' })
    .getByText(/Paula Gómez/)
    .waitFor()
  await press(paula.page, /^\d+ avisos? sin leer$/)
  await paula.page.getByText('Pide factura A').waitFor()
  for (const visitor of [julia, paula, lautaro, phone]) assertClean(visitor)
})
