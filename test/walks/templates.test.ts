import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { browser, product } from '../e2e/opened.ts'
import { arrive, assertClean, heading } from '../e2e/person.ts'

type Old = { id: string; name: string; address: string; phoneNumberId: string }

/** Somebody of the demo who has not written for more than a day, and whose name is a name. */
async function somebodySilent(page: Page): Promise<Old> {
  return page.evaluate(async () => {
    const ask = async (path: string) => (await fetch(`/api/v1${path}`)).json()
    const { items } = await ask('/conversations?scope=all&state=resolved&limit=100')
    const one = items.find((item: { windowExpiresAt: string }) => Date.parse(item.windowExpiresAt) < Date.now() - 3_600_000)
    const channel = await ask(`/channels/${one.channelId}`)
    return { id: one.id, name: one.contactName, address: one.contactAddress.replace(/\D/g, ''), phoneNumberId: channel.phoneNumberId }
  })
}

test('after a day of silence only a template gets through: chosen, filled in, priced, sent, seen on the telephone, ticked', async () => {
  const julia = await arrive(browser, product.url, 'julia', { to: '/bandeja' })
  const { page } = julia
  const old = await somebodySilent(page)
  const first = old.name.split(' ')[0] ?? ''
  await page.goto(`/bandeja/${old.id}?vista=todas`)
  await heading(page, old.name).first().waitFor()
  const search = page.getByRole('combobox', { name: 'Buscar plantilla' })
  await search.waitFor()
  assert.equal(await page.getByRole('textbox', { name: 'Respuesta', exact: true }).count(), 0, 'no free text')
  await page.getByText('La ventana de 24 horas está cerrada.').waitFor()
  assert.equal(await page.getByRole('option', { name: /volve a pedir|confirmar datos/i }).count(), 0, 'neither the paused nor the rejected')

  // By keyboard alone: search, choose, fill in, send.
  await search.fill('en camino')
  await page.getByRole('option', { name: new RegExp(`Hola ${first}, tu pedido ya salió`) }).waitFor()
  await search.press('Enter')
  const form = page.getByRole('form', { name: 'Pedido en camino' })
  const minutes = form.getByRole('textbox', { name: 'Dato 2' })
  await minutes.waitFor()
  assert.equal(await form.getByRole('textbox', { name: 'Primer nombre del contacto' }).inputValue(), first)
  await page.keyboard.press('Enter')
  await form.getByText('Falta completar este dato.').waitFor()
  await page.keyboard.type('25')
  await form.getByText(/Cuesta US\$.0,0113/).waitFor()
  await form.getByText(`Hola ${first}, tu pedido ya salió del local y llega en unos 25 minutos.`).waitFor()
  await page.keyboard.press('Enter')

  const log = page.getByRole('log', { name: 'Mensajes' })
  const bubble = log.locator('article').filter({ hasText: `Hola ${first}, tu pedido ya salió del local y llega en unos 25 minutos.` })
  await bubble.getByText('Llamar al local').waitFor()
  await bubble.getByText('Entregado').waitFor()

  const phone = await julia.context.newPage()
  await phone.goto(`/telefono/${old.address}?numero=${old.phoneNumberId}`)
  const handset = phone.getByRole('region', { name: /^Teléfono de / })
  await handset.getByText('llega en unos 25 minutos').waitFor()
  await bubble.getByText('Leído').waitFor()
  await phone.close()

  await bubble.hover()
  await bubble.locator('xpath=..').getByRole('button', { name: 'Acciones del mensaje' }).click()
  await page.getByRole('menuitem', { name: 'Detalles' }).click()
  const details = page.getByRole('dialog', { name: 'Detalles del mensaje' })
  await details.getByText('Utilidad').waitFor()
  await details.getByText(/US\$.0,0113/).waitFor()
  assertClean(julia)
  await julia.context.close()
})

test('a template is written beside its preview, refused where it breaks a rule, reviewed, and then offered', async () => {
  const julia = await arrive(browser, product.url, 'julia', { to: '/ajustes/plantillas' })
  const { page } = julia
  await page.getByRole('link', { name: 'Nueva plantilla' }).click()
  await heading(page, 'Nueva plantilla').waitFor()
  await page.getByLabel('Nombre', { exact: true }).fill('Reserva confirmada')
  await page.getByRole('textbox', { name: 'Mensaje', exact: true }).fill('{{1}}, tu mesa quedó reservada')
  await page.getByRole('button', { name: 'Mandar a revisar' }).click()
  await page.getByText('El texto no puede empezar ni terminar con una variable. Agregá palabras antes o después.').waitFor()
  await page.getByRole('textbox', { name: 'Mensaje', exact: true }).fill('Hola {{1}}, tu mesa quedó reservada para esta noche.')
  await page.getByRole('textbox', { name: 'Ejemplo: Dato 1' }).fill('Martina')
  await page.getByText('Hola Martina, tu mesa quedó reservada para esta noche.').waitFor()
  await page.getByRole('button', { name: 'Mandar a revisar' }).click()
  await heading(page, 'Reserva confirmada').waitFor()
  await page.getByText('En revisión', { exact: true }).waitFor()
  // The simulated provider takes ten seconds, and tells by itself.
  await page.getByText('Aprobada', { exact: true }).waitFor()
  await page.goto('/ajustes/plantillas?estado=approved')
  await page.getByRole('link', { name: /reserva confirmada/i }).waitFor()
  assertClean(julia)
  await julia.context.close()
})
