import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { invent, log, openThread, rowOf, seenBy, writeAsCustomer } from '../e2e/counter.ts'
import { browser, product } from '../e2e/opened.ts'
import { arrive, assertClean, heading, people, press } from '../e2e/person.ts'
import type { Visitor } from '../e2e/product.ts'

let julia: Visitor
let phone: Visitor

before(async () => {
  ;[julia, phone] = await Promise.all([
    arrive(browser, product.url, 'julia', { to: '/bandeja' }),
    arrive(browser, product.url, 'julia', { to: '/telefono' }),
  ])
})

test("who may only see their own conversations finds nobody else's: not in the list, by searching, by address, on the line, or as a file", async () => {
  await invent(phone.page, 'Renata Sosa')
  await writeAsCustomer(phone.page, '¿Está listo mi pedido?')
  await openThread(julia.page, 'Renata Sosa')
  await julia.page.getByRole('button', { name: /Asignar$/ }).click()
  await julia.page.getByRole('menuitem', { name: 'Tomarla' }).click()
  await log(julia.page).getByText(`${people.julia.name} la tomó`).waitFor()
  const address = new URL(julia.page.url()).pathname
  const camila = await arrive(browser, product.url, 'camila', { to: '/bandeja' })
  const { page } = camila
  // Nothing, or what the queue gave her when she came.
  await heading(page, 'No tenés conversaciones abiertas').or(rowOf(page)).first().waitFor()
  assert.equal(await rowOf(page, 'Renata Sosa').count(), 0)
  assert.equal(
    await page
      .getByRole('radio')
      .or(page.getByRole('tab', { name: 'Todas' }))
      .count(),
    0,
    'no way to other views',
  )
  await press(page, 'Buscar conversaciones')
  await page.getByRole('searchbox', { name: 'Buscar conversaciones' }).fill('Renata')
  await heading(page, 'No encontramos «Renata»').waitFor()
  assert.equal(await rowOf(page, 'Renata').count(), 0)
  const told: string[] = []
  page.on('websocket', (line) => line.on('framereceived', ({ payload }) => told.push(String(payload))))
  await page.goto(address)
  await page.getByText('Esa conversación no existe o no la podés ver.').waitFor()
  assert.equal(await page.getByText('¿Está listo mi pedido?').count(), 0)
  await writeAsCustomer(phone.page, '¿Hola?')
  await seenBy(julia.page, 'Renata Sosa', '¿Hola?')
  assert.equal(await page.getByText('¿Hola?').count(), 0)
  assert.ok(told.length > 0, 'the line stands')
  assert.deepEqual(
    told.filter((words) => /Renata Sosa|¿Está listo mi pedido/.test(words)),
    [],
  )
  const asked = await page.evaluate(
    async (id) => {
      const of = (path: string, more = {}) => fetch(`/api/v1/conversations/${path}`, more).then(({ status }) => status)
      const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }
      const file = { method: 'POST', headers, body: JSON.stringify({ format: 'pdf' }) }
      return [await of(id), await of(`${id}/messages`), await of(`${id}/exports`, file)]
    },
    address.split('/').at(-1) ?? '',
  )
  assert.deepEqual(asked, [404, 404, 404])
  assertClean(camila, /status of 404 /)
  await camila.context.close()
})

test('a suspended person loses the screen at once', async () => {
  const lautaro = await arrive(browser, product.url, 'lautaro', { to: '/bandeja' })
  await rowOf(lautaro.page, '').first().waitFor()
  const { page } = julia
  await page.goto('/ajustes/personas')
  await page.getByRole('row', { name: /Lautaro Medina/ }).click()
  const dialog = page.getByRole('dialog', { name: people.lautaro.name })
  await dialog.getByRole('button', { name: 'Suspender' }).waitFor()
  const gone = lautaro.page.waitForURL('**/elegir', { waitUntil: 'commit' })
  await dialog.getByRole('button', { name: 'Suspender' }).click()
  await gone
  await heading(lautaro.page, 'No estás en ninguna empresa').waitFor()
  await lautaro.page.goto('/bandeja')
  await heading(lautaro.page, 'No estás en ninguna empresa').waitFor()
  await lautaro.context.close()
})
