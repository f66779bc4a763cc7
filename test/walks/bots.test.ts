import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { answerBox, handset, invent, log, rowOf, writeAsCustomer } from '../e2e/counter.ts'
import { browser, product } from '../e2e/opened.ts'
import { arrive, heading, press, settle } from '../e2e/person.ts'

/** README: a bot takes the first word, and is silent when a person speaks. */

const part = (page: Page, name: string) => page.getByRole('radio', { name: new RegExp(`^${name}`) }).check()
const heard = (phone: Page, text: string) => handset(phone).getByText(text).first().waitFor()

test(
  'a bot is drawn, tried out, published, attends, falls silent for a person, and goes back a version',
  { timeout: 180_000 },
  async () => {
    const { page } = await arrive(browser, product.url, 'julia', { to: '/bots' })
    await heading(page, 'Bots').waitFor()
    await press(page, 'Crear bot')
    const dialog = page.getByRole('dialog', { name: 'Crear bot' })
    await dialog.getByRole('textbox', { name: 'Nombre' }).fill('Anfitrión')
    await dialog.getByRole('button', { name: 'Crear bot' }).click()
    await heading(page, 'Anfitrión').waitFor()

    // Drawn from the list, as whoever has only a keyboard does.
    await part(page, 'Lista')
    await page.locator('ol button', { hasText: 'Menú' }).click()
    await page.getByRole('textbox', { name: 'Texto', exact: true }).fill('Hola, soy el anfitrión de {{companyName}}')
    await press(page, 'Agregar opción')
    await page.getByRole('textbox', { name: 'Opción 2' }).fill('Horarios')
    await press(page, 'Mensaje')
    await page.getByRole('textbox', { name: 'Texto', exact: true }).fill('Abrimos a las 11')
    await page.getByRole('combobox', { name: 'Sigue en' }).click()
    await page.getByRole('option', { name: /^1\. / }).click()
    // The way from the second option is drawn on the board, with the mouse.
    await part(page, 'Tablero')
    await press(page, 'Ordenar')
    await press(page, 'Ver todo')
    const card = (words: string) => page.locator('.react-flow__node').filter({ hasText: words })
    await settle(page)
    await card('Hola, soy el anfitrión').locator('.react-flow__handle.source').nth(1).hover()
    await page.mouse.down()
    await card('Abrimos a las 11').locator('.react-flow__handle.target').hover()
    await page.mouse.up()
    await page.getByText('Guardado', { exact: true }).waitFor()

    // Tried out on the telephone beside it.
    await part(page, 'Probar')
    const rehearsal = page.getByRole('log', { name: 'Conversación de prueba' })
    const box = page.getByRole('textbox', { name: 'Escribí un mensaje' })
    await box.fill('buenas')
    await box.press('Enter')
    await rehearsal.getByText('Hola, soy el anfitrión de Pollos El Gallo').waitFor()
    await rehearsal.getByRole('button', { name: 'Horarios' }).click()
    await rehearsal.getByText('Abrimos a las 11').waitFor()

    await part(page, 'Ajustes')
    await page.getByRole('combobox', { name: 'Solo si el mensaje dice' }).fill('anfitrión')
    await page.keyboard.press('Enter')
    await press(page, 'Guardar')
    await page.getByText('Ajustes guardados').waitFor()
    await press(page, 'Publicar')
    await page.getByRole('dialog', { name: 'Publicar versión' }).getByRole('button', { name: 'Publicar' }).click()
    await page.getByText('Versión 1 publicada').waitFor()
    await page.getByRole('switch', { name: 'Atiende' }).click()
    await page.getByRole('switch', { name: 'Atiende', checked: true }).waitFor()

    // It attends whoever says its word.
    const { page: phone } = await arrive(browser, product.url, 'julia', { to: '/telefono' })
    await invent(phone, 'Rosa Bot')
    await writeAsCustomer(phone, 'hola anfitrión')
    await heard(phone, 'Hola, soy el anfitrión de Pollos El Gallo')
    await page.goto('/bandeja?vista=todas&estado=bot')
    await rowOf(page, 'Rosa Bot').click()
    await page.getByText('Atiende el bot').waitFor()

    // A person takes it: the bot is silent, whatever the customer says.
    await press(page, 'Tomar del bot')
    await log(page).getByText('se calla mientras atiende una persona').waitFor()
    await answerBox(page).fill('Hola Rosa, soy Julia')
    await answerBox(page).press('Enter')
    await heard(phone, 'Hola Rosa, soy Julia')
    await writeAsCustomer(phone, 'horarios')
    await log(page).getByText('horarios', { exact: true }).waitFor()
    assert.equal(await handset(phone).getByText('Abrimos a las 11').count(), 0)

    // Beside it stands what the bot did; given back, it goes on where it was.
    const told = page.getByRole('region', { name: 'Qué hizo el bot' })
    await told.getByText('En silencio').waitFor()
    await told.getByText('hola anfitrión').waitFor()
    await told.getByRole('button', { name: 'Devolver al bot' }).click()
    await page.getByText('Atiende el bot').first().waitFor()
    await writeAsCustomer(phone, 'horarios por favor')
    await heard(phone, 'Abrimos a las 11')
    await told.getByText('Abrimos a las 11').first().waitFor()

    // Resolved: the next message is the bot's again.
    await page.getByRole('button', { name: 'Resolver', exact: true }).click()
    await page.getByRole('button', { name: 'Reabrir', exact: true }).waitFor()
    await writeAsCustomer(phone, 'anfitrión, horarios')
    await page.getByText('Atiende el bot').first().waitFor()
    await log(page).getByText('anfitrión, horarios', { exact: true }).waitFor()
    await log(page).getByText('Abrimos a las 11').nth(1).waitFor()

    // A second version, and the way back to the first.
    await page.goto('/bots')
    await page.getByText('Anfitrión').first().click()
    await heading(page, 'Anfitrión').waitFor()
    await part(page, 'Lista')
    await page.locator('ol button', { hasText: 'Abrimos a las 11' }).click()
    await page.getByRole('textbox', { name: 'Texto', exact: true }).fill('Abrimos a las 12')
    await page.getByText('Guardado', { exact: true }).waitFor()
    await press(page, 'Publicar')
    await page.getByRole('dialog', { name: 'Publicar versión' }).getByRole('button', { name: 'Publicar' }).click()
    await page.getByText('Versión 2 publicada').waitFor()
    await part(page, 'Versiones')
    await page.getByText('Cambió: Abrimos a las 12').waitFor()
    await press(page, 'Volver a esta')
    await page.getByRole('dialog').getByRole('button', { name: 'Volver a esta' }).click()
    await page.getByText('Volviste a la versión 1').waitFor()
    await page.locator('ol button', { hasText: 'Abrimos a las 11' }).waitFor()
  },
)

test('the demo shop has a bot with a menu that attends, and answers to what is asked every day', { timeout: 60_000 }, async () => {
  const { page } = await arrive(browser, product.url, 'julia', { to: '/bots' })
  await page.getByRole('row').filter({ hasText: 'Gallito' }).getByText('Atiende', { exact: true }).waitFor()
  const { page: phone } = await arrive(browser, product.url, 'julia', { to: '/telefono' })
  await invent(phone, 'Elsa Menú')
  await writeAsCustomer(phone, 'hola, ¿me pasás el menú?')
  await handset(phone)
    .getByText(/Soy Gallito/)
    .first()
    .waitFor()
  await writeAsCustomer(phone, '¿hacen envíos?')
  await handset(phone)
    .getByText(/llevamos a toda la ciudad/)
    .first()
    .waitFor()
  await writeAsCustomer(phone, 'mejor quiero hablar con alguien')
  await handset(phone)
    .getByText(/Te paso con|no hay nadie/)
    .first()
    .waitFor()
  await page.goto('/bandeja?vista=todas')
  await rowOf(page, 'Elsa Menú').first().click()
  await log(page)
    .getByText(/Pidió hablar con|pidió hablar con/)
    .first()
    .waitFor()
})
