import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { handset, invent, log, rowOf, writeAsCustomer } from '../e2e/counter.ts'
import { browser, product } from '../e2e/opened.ts'
import { arrive, eventually } from '../e2e/person.ts'

/** README: the bot takes orders. A customer's telephone, the shop's bot, and what people see of it. */

const hears = (phone: Page, text: string | RegExp) => handset(phone).getByText(text).last().waitFor()
/** Waits for an answer that was not there before: what a bot says it says more than once. */
const says = async (phone: Page, text: string, answer: string | RegExp): Promise<void> => {
  const answers = handset(phone).getByText(answer)
  const before = await answers.count()
  await writeAsCustomer(phone, text)
  await answers.nth(before).waitFor()
}
/** Of the newest list. */
const chooses = async (phone: Page, option: string): Promise<void> => {
  await handset(phone).getByRole('button', { name: 'Ver opciones' }).last().click()
  await phone
    .getByRole('radio', { name: option })
    .or(phone.getByRole('button', { name: option }))
    .last()
    .click()
}
/** Both within a second, as impatient people do. */
const beginsOrder = async (phone: Page): Promise<void> => {
  const openings = handset(phone).getByText(/¿Qué te gustaría pedir/)
  const before = await openings.count()
  await writeAsCustomer(phone, 'menú')
  await writeAsCustomer(phone, 'hacer un pedido')
  await openings.nth(before).waitFor()
}

type Order = {
  id: string
  state: string
  contactName: string
  totalMinor: number
  lines: { name: string; quantityMilli: number; modifiers: { name: string }[] }[]
}
const api = <T>(page: Page, method: string, path: string, body?: unknown, ifMatch?: number): Promise<T> =>
  page.evaluate(
    async (asked) => {
      const answer = await fetch(`/api/v1${asked.path}`, {
        method: asked.method,
        headers: {
          'content-type': 'application/json',
          'idempotency-key': crypto.randomUUID(),
          ...(asked.ifMatch !== undefined && { 'if-match': `"${asked.ifMatch}"` }),
        },
        ...(asked.body !== undefined && { body: JSON.stringify(asked.body) }),
      })
      if (!answer.ok) throw new Error(`${asked.method} ${asked.path}: ${answer.status} ${await answer.text()}`)
      return (await answer.json()) as never
    },
    { method, path, body, ifMatch },
  )
const ordersOf = async (page: Page, name: string): Promise<Order[]> => {
  const { items } = await api<{ items: Order[] }>(page, 'GET', '/orders?limit=50')
  return Promise.all(items.filter(({ contactName }) => contactName === name).map(({ id }) => api<Order>(page, 'GET', `/orders/${id}`)))
}

/** The shop is open whenever this is run, and asks how it was as soon as something came. */
async function opens(page: Page): Promise<void> {
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: 0, to: 1440 }))
  const { items: calendars } = await api<{ items: { id: string; version: number }[] }>(page, 'GET', '/calendars')
  for (const { id, version } of calendars) await api(page, 'PATCH', `/calendars/${id}`, { weekly, days: [] }, version)
  const { items } = await api<{ items: { id: string; version: number; about: string }[] }>(page, 'GET', '/surveys')
  const survey = items.find(({ about }) => about === 'delivery')
  assert.ok(survey, 'the demo asks after deliveries')
  await api(page, 'PATCH', `/surveys/${survey.id}`, { delayMinutes: 0, isActive: true }, survey.version)
}

test(
  'a telephone orders through the bot and changes its mind; inbox and kitchen see it through, the customer is told each time and says how it was',
  { timeout: 240_000 },
  async () => {
    const { page } = await arrive(browser, product.url, 'julia', { to: '/bandeja?vista=todas&estado=bot' })
    await opens(page)
    const { page: phone } = await arrive(browser, product.url, 'julia', { to: '/telefono' })
    await invent(phone, 'Nora Pedido')
    await beginsOrder(phone)
    await says(phone, '2 combos familiares sin picante y una coca', /Coca-Cola: ¿cuál\?/)
    await chooses(phone, '1,5 l')
    await hears(phone, /2 × Combo familiar/)
    await says(phone, 'no, mejor tres', /3 × Coca-Cola \(1,5 l\)/)
    await says(phone, 'listo', '¿Te lo llevamos o pasás a buscarlo?')
    await says(phone, 'con envío', /¿A qué dirección\?/)
    await says(phone, 'San Martín 1200', /Mandame tu ubicación/)
    await says(phone, 'San Martín 1200, Centro', '¿Cómo vas a pagar?')
    await says(phone, 'efectivo', /¿Con cuánto pagás\?/)
    await says(phone, '100 mil', '¿Está bien así?')
    await says(phone, 'dale', /¡Listo! Tu pedido es el/)

    const [order, ...more] = await ordersOf(page, 'Nora Pedido')
    assert.deepEqual(more, [])
    assert.deepEqual(
      order?.lines.map(({ name, quantityMilli, modifiers }) => [name, quantityMilli, modifiers.map((one) => one.name)]),
      [
        ['Combo familiar', 2000, ['Sin picante']],
        ['Coca-Cola (1,5 l)', 3000, []],
      ],
    )

    // The card beside the conversation, and the kitchen's tablet.
    await rowOf(page, 'Nora Pedido').first().click()
    // All of it is new to Julia, who is shown its beginning: at the end, what comes is followed.
    await log(page).locator('article').first().waitFor()
    await log(page).hover()
    await page.mouse.wheel(0, 20_000)
    const card = page.getByRole('region', { name: 'Pedidos' }).getByRole('article')
    const { page: tablet } = await arrive(browser, product.url, 'lautaro', { to: '/cocina' })
    await card.getByRole('button', { name: 'Confirmado', exact: true }).click()
    await hears(phone, /^Hola Nora, tu pedido PEG\d\d-\d+ está confirmado/)
    const ticket = tablet
      .getByRole('listitem')
      .filter({ hasText: 'Nora Pedido' })
      .filter({ has: tablet.getByRole('list') })
    await ticket.getByText('Sin picante').waitFor()
    await ticket.getByRole('button', { name: 'Listo', exact: true }).click()
    await hears(phone, /^Nora, tu pedido PEG\d\d-\d+ está listo\.$/)
    await card.getByRole('button', { name: 'En camino', exact: true }).click()
    await hears(phone, /^Nora, tu pedido PEG\d\d-\d+ va en camino/)
    await card.getByRole('button', { name: 'Entregado', exact: true }).click()

    // How it was, in the thread it was ordered in.
    await hears(phone, '¿Cómo llegó tu pedido?')
    await handset(phone).getByRole('button', { name: 'Muy bien' }).click()
    await log(page)
      .getByText(/Respondió la encuesta: 5 de 5/)
      .waitFor()

    await beginsOrder(phone)
    await says(phone, 'lo de siempre', /3 × Coca-Cola \(1,5 l\)/)
    await says(phone, 'quiero hablar con una persona', /Te paso con una persona|no hay nadie/)
    const drafts = await eventually(
      () => ordersOf(page, 'Nora Pedido'),
      (all) => assert.equal(all.length, 2),
    )
    assert.deepEqual(drafts.map(({ state }) => state).toSorted(), ['delivered', 'draft'])
    await log(page)
      .getByText(/Pedido a medio hacer/)
      .waitFor()
  },
)
