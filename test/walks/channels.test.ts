import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browser, product } from '../e2e/opened.ts'
import { arrive, heading, press } from '../e2e/person.ts'

test('a number is connected in five screens: a wrong key is explained, leaving loses nothing, and the greeting arrives', async () => {
  const { page } = await arrive(browser, product.url, 'julia', { to: '/ajustes/canales' })
  await heading(page, 'Canales').first().waitFor()
  await page.getByRole('link', { name: 'Conectar un número' }).click()
  await heading(page, 'Conectar un número').waitFor()
  await press(page, 'Usar un número de práctica')

  await page.getByLabel('Clave de acceso', { exact: true }).fill('una-clave-mal-copiada')
  await press(page, 'Probar y conectar')
  await page.getByText('La clave no es válida').waitFor()
  await press(page, 'Volver')
  await press(page, 'Empezar')
  // What was typed is still there.
  assert.equal(await page.getByLabel('Clave de acceso', { exact: true }).inputValue(), 'una-clave-mal-copiada')
  await press(page, 'Volver')
  await press(page, 'Usar un número de práctica')
  await press(page, 'Probar y conectar')

  await press(page, 'Que lo configure Meta por mí')
  await page.getByText('La cuenta manda sus avisos acá').waitFor()
  // Leaves in the middle and comes back through the list.
  await page.goto('/ajustes/canales')
  await page.getByText('A medio conectar').click()
  await press(page, 'Seguir sin esperar')

  for (let i = 1; i <= 6; i++) await page.getByLabel(`PIN de seis cifras ${i}`).fill(String(i))
  await press(page, 'Registrar el número')
  await page.getByText('Registrado', { exact: true }).waitFor()
  await press(page, 'Seguir')

  await page.getByLabel('Tu teléfono').fill('11 5555-0177')
  await press(page, 'Mandar la prueba')
  await page.getByText('Llegó a tu teléfono.').waitFor()
  await press(page, 'Terminar')
  await heading(page, 'Cómo está').waitFor()
  await page.getByText('0 de 1.000').waitFor()
})
