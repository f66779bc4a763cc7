import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { browser, product } from '../e2e/opened.ts'
import { arrive, assertClean, eventually, heading, press } from '../e2e/person.ts'
import type { Visitor } from '../e2e/product.ts'

let julia: Visitor

before(async () => {
  julia = await arrive(browser, product.url, 'julia', { to: '/contactos' })
})

const ask = (page: Page, path: string): Promise<{ status: number; body: any }> =>
  page.evaluate(async (address) => {
    const answer = await fetch(`/api/v1${address}`)
    return { status: answer.status, body: await answer.json() }
  }, path)

/** Somebody who wrote, and whose name nobody else has. */
async function somebodyWhoWrote(page: Page): Promise<{ contactId: string; conversationId: string; name: string }> {
  const { body } = await ask(page, '/conversations?scope=all&state=open&limit=100')
  for (const { id, contactId, contactName } of body.items) {
    const found = await ask(page, `/contacts?search=${encodeURIComponent(contactName)}`)
    if (found.body.items.length === 1) return { contactId, conversationId: id, name: contactName }
  }
  throw new Error('nobody of the demo has a name of their own')
}

test('whoever asks for it gets their data, and whoever is erased is found nowhere any more', async () => {
  const { page } = julia
  const { contactId, conversationId, name } = await somebodyWhoWrote(page)
  await page.goto(`/contactos/${contactId}`)
  await heading(page, name).first().waitFor()
  await press(page, 'Más acciones')
  await page.getByRole('menuitem', { name: 'Datos personales' }).click()

  // Handed out.
  await press(page, 'Preparar archivo')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Descargar', exact: true }).click()])
  assert.match(download.suggestedFilename(), /^datos-personales-.*\.zip$/)

  // Restricted: said on the record, with the reason.
  await page.getByRole('textbox', { name: 'Motivo' }).fill('Lo pidió por teléfono')
  await press(page, 'Limitar')
  await page.getByText('Se limitó: Lo pidió por teléfono').waitFor()
  await press(page, 'Cerrar')
  await page.getByText('Uso limitado', { exact: true }).waitFor()

  // Erased: only with the name typed.
  await press(page, 'Más acciones')
  await page.getByRole('menuitem', { name: 'Datos personales' }).click()
  await press(page, 'Borrar para siempre')
  const question = page.getByRole('dialog', { name: `Borrar a ${name}` })
  await question.getByText('Mensajes y archivos').waitFor()
  await question.getByText('Queda, y por qué').waitFor()
  const sure = question.getByRole('button', { name: 'Borrar para siempre' })
  assert.equal(await sure.isDisabled(), true)
  await question.getByRole('textbox').fill(name)
  await sure.click()
  await page.waitForURL((url) => url.pathname === '/contactos')

  // Looked for everywhere.
  await eventually(
    () => ask(page, '/erasures'),
    ({ body }) => assert.equal(body.items[0]?.status, 'done'),
  )
  await page.getByRole('searchbox', { name: 'Nombre, teléfono o correo' }).fill(name)
  await heading(page, 'No hay resultados').waitFor()
  for (const path of [
    `/contacts?search=${encodeURIComponent(name)}`,
    `/contacts?show=archived&search=${encodeURIComponent(name)}`,
    `/conversations?scope=all&state=open&search=${encodeURIComponent(name)}&limit=100`,
    `/search?text=${encodeURIComponent(name)}`,
    '/notices',
    '/audit?limit=200',
  ]) {
    const { body } = await ask(page, path)
    assert.ok(!JSON.stringify(body).includes(name), path)
  }
  for (const path of [`/contacts/${contactId}`, `/conversations/${conversationId}`]) assert.equal((await ask(page, path)).status, 404)
  await page.goto('/ajustes/privacidad')
  await page.getByRole('radio', { name: 'Borrados' }).check()
  await page.getByText('A pedido de la persona').waitFor()
  assertClean(julia)
})
