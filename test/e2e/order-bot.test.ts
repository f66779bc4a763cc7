import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { handset, invent, writeAsCustomer } from './counter.ts'
import { arrive, eventually } from './person.ts'
import { openBrowser, startProduct, type RunningProduct } from './product.ts'

/** README: the bot takes orders. A customer's telephone, the shop's bot, and what people see of it. */
let product: RunningProduct
let browser: Browser

before(async () => {
  product = await startProduct()
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await product?.stop()
})

const hears = (phone: Page, text: string | RegExp) => handset(phone).getByText(text).last().waitFor()
const says = async (phone: Page, text: string, answer: string | RegExp): Promise<void> => {
  await writeAsCustomer(phone, text)
  await hears(phone, answer)
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
/** The shop has hours: out of them the order is left for when it opens. */
const beginsOrder = async (phone: Page): Promise<void> => {
  const openings = handset(phone).getByText(/¿Qué te gustaría pedir|Ahora estamos cerrados/)
  const greetings = handset(phone).getByText(/Soy Gallito/)
  const [before, greeted] = [await openings.count(), await greetings.count()]
  await writeAsCustomer(phone, 'menú')
  await greetings.nth(greeted).waitFor()
  await writeAsCustomer(phone, 'hacer un pedido')
  await openings.nth(before).waitFor()
  if (!(await openings.nth(before).innerText()).includes('cerrados')) return
  await writeAsCustomer(phone, 'Dejarlo encargado')
  await openings.nth(before + 1).waitFor()
}

type Order = {
  id: string
  state: string
  contactName: string
  totalMinor: number
  lines: { name: string; quantityMilli: number; modifiers: { name: string }[] }[]
}
const api = <T>(page: Page, method: string, path: string, body?: unknown): Promise<T> =>
  page.evaluate(
    async (asked) => {
      const answer = await fetch(`/api/v1${asked.path}`, {
        method: asked.method,
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        ...(asked.body !== undefined && { body: JSON.stringify(asked.body) }),
      })
      if (!answer.ok) throw new Error(`${asked.method} ${asked.path}: ${answer.status} ${await answer.text()}`)
      return (await answer.json()) as never
    },
    { method, path, body },
  )
const ordersOf = async (page: Page, name: string): Promise<Order[]> => {
  const { items } = await api<{ items: Order[] }>(page, 'GET', '/orders?limit=50')
  return Promise.all(items.filter(({ contactName }) => contactName === name).map(({ id }) => api<Order>(page, 'GET', `/orders/${id}`)))
}

test('a telephone orders through the bot, changes its mind, has the usual again, and gets a person', { timeout: 90_000 }, async () => {
  const { page: phone } = await arrive(browser, product.url, 'julia', { to: '/telefono' })
  await invent(phone, 'Nora Pedido')
  await beginsOrder(phone)
  await says(phone, '2 combos familiares sin picante y una coca', /Coca-Cola: ¿cuál\?/)
  await chooses(phone, '1,5 l')
  await hears(phone, /2 × Combo familiar/)
  await says(phone, 'no, mejor tres', /3 × Coca-Cola \(1,5 l\)/)
  await says(phone, 'agregale un flan', /1 × Flan casero/)
  await says(phone, 'sacá el flan', /¿Algo más\?/)
  await says(phone, 'listo', '¿Te lo llevamos o pasás a buscarlo?')
  await says(phone, 'con envío', /¿A qué dirección\?/)
  await says(phone, 'San Martín 1200', /Mandame tu ubicación/)
  await says(phone, 'San Martín 1200, Centro', '¿Cómo vas a pagar?')
  await says(phone, 'efectivo', /¿Con cuánto pagás\?/)
  await says(phone, '100 mil', '¿Está bien así?')
  await says(phone, 'dale', /¡Listo! Tu pedido es el/)

  const { page } = await arrive(browser, product.url, 'julia', { to: '/pedidos' })
  await page.getByText('Nora Pedido').first().waitFor()
  const [order, ...more] = await ordersOf(page, 'Nora Pedido')
  assert.deepEqual(more, [])
  assert.deepEqual(
    order?.lines.map(({ name, quantityMilli, modifiers }) => [name, quantityMilli, modifiers.map((one) => one.name)]),
    [
      ['Combo familiar', 2000, ['Sin picante']],
      ['Coca-Cola (1,5 l)', 3000, []],
    ],
  )

  for (const state of ['confirmed', 'preparing', 'ready', 'on_the_way', 'delivered'])
    await api(page, 'PUT', `/orders/${order?.id}/state`, { state })
  await beginsOrder(phone)
  await says(phone, 'lo de siempre', /3 × Coca-Cola \(1,5 l\)/)
  await says(phone, 'quiero hablar con una persona', /persona|nadie/)
  const drafts = await eventually(
    () => ordersOf(page, 'Nora Pedido'),
    (all) => assert.equal(all.length, 2),
  )
  assert.deepEqual(drafts.map(({ state }) => state).toSorted(), ['delivered', 'draft'])
})
