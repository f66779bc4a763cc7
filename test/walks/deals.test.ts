import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { rowOf } from '../e2e/counter.ts'
import { browser, product } from '../e2e/opened.ts'
import { arrive, assertClean, eventually, people, press } from '../e2e/person.ts'
import { dayIn } from '#kernel/contract/calendar-day.ts'

const columns = (page: Page): Locator => page.locator('[data-column]')
const cardIn = (page: Page, at: number, id: string): Locator => columns(page).nth(at).locator(`[data-card="${id}"]`)
const stageOf = (page: Page, at: number): Promise<string | null> => columns(page).nth(at).locator('h2').textContent()

/** The middle of something on the screen. */
async function middleOf(place: Locator): Promise<{ x: number; y: number }> {
  const box = await place.boundingBox()
  assert.ok(box)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

async function dragByMouse(page: Page, card: Locator, to: { x: number; y: number }): Promise<void> {
  const from = await middleOf(card)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + 12, from.y + 4, { steps: 3 })
  await page.mouse.move(to.x, to.y, { steps: 8 })
  await page.locator('[data-over]').waitFor()
  await page.mouse.up()
}

/** A finger rests on the card until it is picked up, and carries it. */
async function dragByFinger(page: Page, card: Locator, to: { x: number; y: number }): Promise<void> {
  const from = await middleOf(card)
  const finger = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: { x: number; y: number }[]) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints: points })
  await touch('touchStart', [from])
  await page.locator('[data-carried]').waitFor()
  await touch('touchMove', [{ x: (from.x + to.x) / 2, y: from.y }])
  await touch('touchMove', [to])
  await page.locator('[data-over]').waitFor()
  await touch('touchEnd', [])
}

test('a deal comes from a conversation with one key, is moved by mouse, keyboard and finger, and the other screen sees it at once', async () => {
  const julia = await arrive(browser, product.url, 'julia', { to: '/bandeja' })
  await rowOf(julia.page, 'Marta Benítez').click()
  await julia.page.getByRole('log', { name: 'Mensajes' }).waitFor()
  await julia.page.keyboard.press('d')
  await julia.page.getByText('Oportunidad creada con Marta Benítez').waitFor()
  await press(julia.page, 'Abrir')
  await julia.page.waitForURL(/\/embudos\/.+oportunidad=/)
  const id = new URL(julia.page.url()).searchParams.get('oportunidad') ?? ''
  await julia.page.getByRole('complementary', { name: 'Oportunidad' }).getByRole('tab', { name: 'Conversación' }).click()
  await julia.page.getByText('Buenas, cuánto sale el balde familiar?').waitFor()
  await julia.page.getByRole('complementary', { name: 'Oportunidad' }).getByRole('button', { name: 'Cerrar', exact: true }).click()

  const paula = await arrive(browser, product.url, 'paula', { to: new URL(julia.page.url()).pathname })
  await cardIn(paula.page, 0, id).waitFor()

  await dragByMouse(julia.page, cardIn(julia.page, 0, id), await middleOf(columns(julia.page).nth(1)))
  await cardIn(julia.page, 1, id).waitFor()
  await cardIn(paula.page, 1, id).waitFor()

  await cardIn(julia.page, 1, id).locator('[data-deal]').focus()
  await julia.page.keyboard.press('Shift+ArrowRight')
  await cardIn(paula.page, 2, id).waitFor()
  // The keyboard stays on the card wherever it goes.
  const third = await stageOf(julia.page, 2)
  await eventually(
    () => julia.page.evaluate(() => document.activeElement?.closest('[data-column]')?.querySelector('h2')?.textContent),
    (title) => assert.equal(title, third),
  )

  const phone = await arrive(browser, product.url, 'paula', { size: 'phone', to: new URL(julia.page.url()).pathname })
  await columns(phone.page).nth(2).scrollIntoViewIfNeeded()
  const card = cardIn(phone.page, 2, id)
  await card.waitFor()
  await phone.page.evaluate(() => document.querySelectorAll('[data-column]')[2]?.scrollIntoView({ inline: 'start' }))
  await eventually(
    async () => (await columns(phone.page).nth(2).boundingBox())?.x ?? 999,
    (x) => assert.ok(x < 30, String(x)),
  )
  const { y } = await middleOf(card)
  await dragByFinger(phone.page, card, { x: 360, y })
  await cardIn(julia.page, 3, id).waitFor()

  const stages = await Promise.all([3, 2, 1, 0].map((at) => stageOf(julia.page, at)))
  const history = await julia.page.evaluate(async (deal) => (await fetch(`/api/v1/deals/${deal}/history`)).json(), id)
  assert.deepEqual(
    history.items.map(({ toName, actorName }: { toName: string; actorName: string }) => [toName, actorName]),
    stages.map((stage, at) => [stage, at === 0 ? people.paula.name : people.julia.name]),
  )
  for (const visitor of [julia, paula, phone]) assertClean(visitor)
})

test('a card that is refused goes back to its stage with a word of why', async () => {
  const julia = await arrive(browser, product.url, 'julia', { to: '/embudos' })
  await columns(julia.page).first().waitFor()
  const id = await julia.page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' }
    const [pipeline] = (await (await fetch('/api/v1/pipelines')).json()).items
    const stages = pipeline.stages.map((stage: object, at: number) =>
      at === 1 ? { ...stage, requiredFields: ['amount', 'products'] } : stage,
    )
    await fetch(`/api/v1/pipelines/${pipeline.id}`, {
      method: 'PUT',
      headers: { ...headers, 'if-match': `"${pipeline.version}"` },
      body: JSON.stringify({ ...pipeline, stages }),
    })
    const body = JSON.stringify({ title: 'Sin monto', pipelineId: pipeline.id })
    return (await (await fetch('/api/v1/deals', { method: 'POST', headers, body })).json()).id as string
  })
  await cardIn(julia.page, 0, id).waitFor()
  await cardIn(julia.page, 0, id).locator('[data-deal]').focus()
  await julia.page.keyboard.press('Shift+ArrowRight')
  await julia.page.getByText(/le falta: el monto y los productos/).waitFor()
  await cardIn(julia.page, 0, id).waitFor()
  await press(julia.page, 'Completar')
  await julia.page.getByRole('dialog', { name: 'Editar oportunidad' }).waitFor()
  assertClean(julia)
})

/** A pipeline of its own with deals that were made through the endpoints. */
async function aPipeline(page: Page, name: string, deals: readonly object[]): Promise<{ id: string; dealIds: string[] }> {
  return page.evaluate(
    async ({ wanted, all }) => {
      const headers = { 'content-type': 'application/json' }
      const post = async (path: string, body: object) =>
        (await fetch(`/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).json()
      const stage = (word: string, kind: string, probability: number) => ({ name: word, kind, probability, color: 'blue' })
      const stages = [stage('Nuevo', 'open', 10), stage('Visita', 'open', 40), stage('Sí', 'won', 100), stage('No', 'lost', 0)]
      const { id } = await post('/pipelines', { name: wanted, currency: 'ARS', stages })
      const dealIds = []
      for (const deal of all) dealIds.push((await post('/deals', { pipelineId: id, ...deal })).id)
      return { id, dealIds }
    },
    { wanted: name, all: deals },
  )
}

test('several cards are ticked and moved at once, the phone leads from stage to stage, and the forecast says 545.500', async () => {
  const julia = await arrive(browser, product.url, 'julia', { to: '/embudos' })
  const today = dayIn('America/Argentina/Buenos_Aires', new Date())
  const { id, dealIds } = await aPipeline(
    julia.page,
    'Vectores',
    [
      [100_000, 10],
      [250_000, 35],
      [80_000, 60],
      [500_000, 80],
    ].map(([amount = 0, probability]) => ({ title: `De ${amount}`, amountMinor: amount * 100, probability, expectedClose: today })),
  )
  await julia.page.goto(`/embudos/${id}`)
  await cardIn(julia.page, 0, dealIds[0] ?? '')
    .locator('[data-deal]')
    .focus()
  await julia.page.keyboard.press('x')
  await cardIn(julia.page, 0, dealIds[2] ?? '')
    .getByRole('checkbox', { name: 'Elegir De 80000' })
    .click()
  const bar = julia.page.getByRole('toolbar')
  await bar.getByText('2').waitFor()
  await bar.getByRole('button', { name: 'Mover a…' }).click()
  await julia.page.getByRole('menuitem', { name: 'Visita' }).click()
  await julia.page.getByText('2 oportunidades pasaron a Visita').waitFor()
  await bar.waitFor({ state: 'detached' })
  for (const dealId of [dealIds[0], dealIds[2]]) await cardIn(julia.page, 1, dealId ?? '').waitFor()

  const phone = await arrive(browser, product.url, 'paula', { size: 'phone', to: `/embudos/${id}` })
  const tab = (name: string) => phone.page.getByRole('navigation', { name: 'Etapas' }).getByRole('button', { name })
  await tab('Visita').click()
  await eventually(
    async () => (await columns(phone.page).nth(1).boundingBox())?.x ?? 999,
    (x) => assert.ok(x >= 0 && x < 30, String(x)),
  )
  await phone.page.locator('[data-stage-tab][aria-current]', { hasText: 'Visita' }).waitFor()

  await julia.page.goto(`/embudos/${id}?vista=pronostico`)
  await julia.page.getByRole('region', { name: 'Por mes' }).getByText('545.500').first().waitFor()
  await julia.page.goto(`/embudos/${id}?vista=pronostico&responsable=nobody`)
  await julia.page.getByText('Todavía no hay nada para pronosticar').waitFor()
  for (const visitor of [julia, phone]) assertClean(visitor)
})
