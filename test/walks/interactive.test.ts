import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Locator } from 'playwright-core'
import { handset, invent, log, rowOf, writeAsCustomer } from '../e2e/counter.ts'
import { browser, product } from '../e2e/opened.ts'
import { arrive, assertClean, press } from '../e2e/person.ts'
import type { Visitor } from '../e2e/product.ts'

let julia: Visitor
let phone: Visitor

before(async () => {
  ;[julia, phone] = await Promise.all([
    arrive(browser, product.url, 'julia', { to: '/bandeja' }),
    arrive(browser, product.url, 'julia', { to: '/telefono' }),
  ])
  await julia.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await aCustomer('Vera Molina')
})

const last = (): Locator => log(julia.page).locator('article').last()

async function aCustomer(name: string): Promise<void> {
  await invent(phone.page, name)
  await writeAsCustomer(phone.page, 'Hola')
  await rowOf(julia.page, name).first().click()
  await log(julia.page).getByText('Hola', { exact: true }).waitFor()
}

/** Opens the dialog on a kind of message and writes its text. */
async function offer(kind: string, body: string): Promise<Locator> {
  await press(julia.page, 'Botones, listas y más')
  const dialog = julia.page.getByRole('dialog', { name: 'Mensaje con opciones para Vera Molina' })
  await dialog.getByRole('combobox', { name: 'Qué mandar' }).click()
  await julia.page.getByRole('option', { name: kind }).click()
  await dialog
    .getByRole('textbox', { name: /^Texto( opcional)?$/ })
    .first()
    .fill(body)
  return dialog
}

const field = (dialog: Locator, name: string): Locator => dialog.getByRole('textbox', { name: new RegExp(`^${name}`) })
const send = (dialog: Locator): Promise<void> => dialog.getByRole('button', { name: 'Enviar', exact: true }).click()

test('an order of the catalogue is a card that can be read, with what the customer saw and what to do about it', async () => {
  await handset(phone.page).getByRole('button', { name: 'Adjuntar' }).click()
  await phone.page.getByRole('menuitem', { name: 'Pedido del catálogo' }).click()
  const cart = phone.page.getByRole('dialog', { name: 'Pedido del catálogo' })
  for (const name of ['Balde de 8 piezas', 'Balde de 8 piezas', 'Papas grandes'])
    await cart.getByRole('button', { name: `Agregar uno: ${name}` }).click()
  await cart.getByRole('textbox', { name: 'Nota' }).fill('Sin picante, porfa')
  await cart.getByRole('button', { name: /^Enviar el pedido por \$\s50\.500$/ }).click()

  const card = last()
  await card.getByText('Pedido de 3 unidades').waitFor()
  const rows = await card.getByRole('row').allInnerTexts()
  assert.deepEqual(
    rows.map((row) => row.replaceAll(/\s+/g, ' ').trim()),
    ['2 × BALDE-8 $ 22.400 c/u $ 44.800', '1 × PAPAS-G $ 5.700', 'Total $ 50.500'],
  )
  await card.getByText('Sin picante, porfa').waitFor()
  await card.getByText('Son los precios que vio el cliente. Revisalos antes de cobrar.').waitFor()
  await card.getByRole('button', { name: 'Copiar el pedido' }).click()
  const copied = await julia.page.evaluate(() => navigator.clipboard.readText())
  assert.equal(
    copied.replaceAll(/[\u00a0\u202f]/g, ' '),
    '2 × BALDE-8 — $ 44.800\n1 × PAPAS-G — $ 5.700\nTotal: $ 50.500\nNota: Sin picante, porfa',
  )
})

test('buttons: what is wrong is said at its field, the bubble is shown before it goes, and the answer quotes the question', async () => {
  const dialog = await offer('Botones de respuesta', '¿Retirás o te lo llevamos?')
  await field(dialog, 'Botón 1').fill('Paso a retirarlo yo por el local')
  await dialog.getByText('Es muy largo: entran 20 caracteres.').waitFor()
  await field(dialog, 'Botón 1').fill('Retiro')
  await field(dialog, 'Botón 2').fill('Retiro')
  await dialog.getByText('Ya hay otro igual.').waitFor()
  await send(dialog)
  await dialog.getByText('Hay algo para corregir.').waitFor()
  await field(dialog, 'Botón 2').fill('Envío')
  const preview = dialog.getByRole('complementary', { name: 'Así lo ve el cliente' })
  for (const words of ['¿Retirás o te lo llevamos?', 'Retiro', 'Envío']) await preview.getByText(words, { exact: true }).waitFor()
  await send(dialog)
  await dialog.waitFor({ state: 'detached' })
  await last().getByText('Envío', { exact: true }).waitFor()

  await handset(phone.page).getByRole('button', { name: 'Envío', exact: true }).click()
  await last().getByText('Eligió').waitFor()
  assert.match(await last().innerText(), /¿Retirás o te lo llevamos\?[\s\S]*Eligió\s+Envío/)
})

test('a list: ten rows at most, and the chosen one arrives with its description', async () => {
  const dialog = await offer('Lista de opciones', 'Elegí tu combo')
  await field(dialog, 'Botón que abre la lista').fill('Ver combos')
  await field(dialog, 'Opción 1').fill('Clásico')
  await field(dialog, 'Descripción').first().fill('Con papas y gaseosa')
  await field(dialog, 'Opción 2').fill('Familiar')
  await send(dialog)
  await dialog.waitFor({ state: 'detached' })
  // Until it has left, the bubble is one of the screen alone, which the message then takes the place of.
  await last()
    .getByText(/Enviado|Entregado|Leído/)
    .waitFor()
  await last().getByText('Ver combos').click()
  await last().getByText('Con papas y gaseosa').waitFor()

  await handset(phone.page).getByRole('button', { name: 'Ver combos' }).click()
  await phone.page
    .getByRole('dialog', { name: 'Ver combos' })
    .getByRole('button', { name: /^Clásico/ })
    .click()
  await last().getByText('Eligió').waitFor()
  assert.match(await last().innerText(), /Elegí tu combo[\s\S]*Clásico\s+Con papas y gaseosa/)
})

test('the place, a form and products are asked for and answered', async () => {
  const place = await offer('Pedir la ubicación', '¿A dónde te lo llevamos?')
  await send(place)
  await handset(phone.page).getByRole('button', { name: 'Enviar mi ubicación' }).click()
  await phone.page
    .getByRole('dialog', { name: 'Enviar una ubicación' })
    .getByRole('button', { name: /^Patio Olmos/ })
    .click()
  await last().getByText('Patio Olmos').waitFor()
  assert.match(await last().innerText(), /¿A dónde te lo llevamos\?/)

  const form = await offer('Formulario', 'Contanos cómo es tu evento')
  await field(form, 'Texto del botón').fill('Completar')
  await field(form, 'Identificador del formulario').fill('777000111')
  await send(form)
  await form.getByText('Completá este dato.').waitFor()
  await field(form, 'Primera pantalla').fill('EVENTO')
  await send(form)
  await handset(phone.page).getByRole('button', { name: 'Completar' }).click()
  const questions = phone.page.getByRole('dialog', { name: 'Completar' })
  await questions.getByRole('textbox', { name: 'Nombre' }).fill('Vera')
  await questions.getByRole('textbox', { name: 'Cantidad de personas' }).fill('40')
  await questions.getByRole('button', { name: 'Enviar las respuestas' }).click()
  await last().getByText('Cantidad de personas').waitFor()
  assert.match(await last().innerText(), /Contanos cómo es tu evento[\s\S]*Formulario[\s\S]*Nombre\s+Vera\s+Cantidad de personas\s+40/)
  assert.equal(await last().getByText('flow_token').count(), 0)

  const shown = await offer('Un producto', 'Recién salido')
  await field(shown, 'Identificador del catálogo').fill('309500000000001')
  await field(shown, 'Código del producto').fill('BALDE-12')
  await send(shown)
  await last().getByText('BALDE-12').waitFor()
  await handset(phone.page).getByRole('button', { name: 'Ver los productos' }).click()
  const cart = phone.page.getByRole('dialog', { name: 'Pedido del catálogo' })
  await cart.getByRole('button', { name: 'Agregar uno: Balde familiar de 12 piezas' }).click()
  await cart.getByRole('button', { name: /^Enviar el pedido/ }).click()
  await last().getByText('Pedido de 1 unidad').waitFor()

  const link = await offer('Botón con un enlace', 'El menú de hoy')
  await field(link, 'Texto del botón').fill('Ver el menú')
  await link.getByRole('textbox', { name: 'Dirección' }).fill('javascript:alert(1)')
  await link.getByText('Escribí una dirección completa, con https://.').waitFor()
  await link.getByRole('textbox', { name: 'Dirección' }).fill('https://elgallo.example/menu')
  await send(link)
  await handset(phone.page).getByRole('link', { name: 'Ver el menú' }).waitFor()
  assertClean(julia)
  assertClean(phone)
})
