import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { arrive, heading, press } from './person.ts'
import { openBrowser, startProduct, type RunningProduct } from './product.ts'

let product: RunningProduct
let browser: Browser
before(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
})
after(async () => {
  await browser?.close()
  await product?.stop()
})

test('a supplier with tax id, address and people is written down; a change of several is taken back', async () => {
  const { page, foreignRequests, errors } = await arrive(browser, product.url, 'julia', { to: '/contactos/nuevo' })
  await page.getByRole('radio', { name: 'Empresa', exact: true }).check()
  await page.getByLabel('Nombre').first().fill('Molino Norte')
  await press(page, 'Agregar identificación fiscal')
  const number = page.getByLabel('Número', { exact: true }).first()
  await number.fill('30-71234567-2')
  await page.getByText('El dígito verificador no coincide. Revisá el número.').waitFor()
  await number.fill('30-71234567-1')
  await page.getByText('Lo guardamos como CUIT 30-71234567-1').waitFor()
  await page.getByLabel('Proveedor').check()
  await press(page, 'Agregar dirección')
  await page.getByLabel('Calle').fill('Belgrano')
  await page.getByLabel('Ciudad').fill('Córdoba')
  await press(page, 'Crear contacto')
  await heading(page, 'Molino Norte').waitFor()
  const map = await page.getByRole('link', { name: 'Ver en el mapa' }).getAttribute('href')
  assert.match(map ?? '', /^https:\/\/www\.openstreetmap\.org\/search\?query=Belgrano/)

  await press(page, 'Agregar vínculo')
  const dialog = page.getByRole('dialog', { name: 'Agregar vínculo' })
  await dialog.getByRole('combobox', { name: 'Con quién' }).fill('Raúl Aromos')
  await page.getByRole('option', { name: 'Raúl Aromos' }).click()
  await dialog.getByLabel('Rol o detalle').fill('Ventas')
  await dialog.getByRole('button', { name: 'Agregar vínculo' }).click()
  await page.getByText('Trabaja acá · Ventas').waitFor()
  await page.getByRole('link', { name: 'Raúl Aromos' }).click()
  await page.getByText('Trabaja en · Ventas').waitFor()

  await page.goto('/contactos?relacion=supplier&orden=name')
  await page.getByRole('checkbox', { name: 'Seleccionar Molino Norte' }).check()
  await page.getByRole('checkbox', { name: 'Seleccionar Raúl Aromos' }).check()
  await press(page, 'Cambiar')
  const change = page.getByRole('dialog', { name: 'Cambiar 2 contactos' })
  await change.getByRole('combobox', { name: 'Qué dato' }).click()
  await page.getByRole('option', { name: 'Ya no es' }).click()
  await change.getByRole('combobox', { name: 'Relación' }).click()
  await page.getByRole('option', { name: 'Proveedor' }).click()
  await change.getByRole('button', { name: 'Cambiar' }).click()
  await page.getByText('2 contactos ya no son proveedor').waitFor()
  await page.getByRole('checkbox', { name: 'Seleccionar Molino Norte' }).waitFor({ state: 'detached' })
  await press(page, 'Deshacer')
  await page.getByText('2 contactos volvieron a estar como antes').waitFor()
  await page.getByRole('checkbox', { name: 'Seleccionar Molino Norte' }).waitFor()
  assert.deepEqual([foreignRequests, errors], [[], []])
})
