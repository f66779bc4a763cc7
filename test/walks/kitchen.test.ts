import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Locator } from 'playwright-core'
import { handset, invent, log, rowOf, writeAsCustomer } from '../e2e/counter.ts'
import { browser, product } from '../e2e/opened.ts'
import { arrive, assertClean, heading, settle } from '../e2e/person.ts'
import type { Visitor } from '../e2e/product.ts'

let julia: Visitor
let phone: Visitor
let tablet: Visitor

before(async () => {
  ;[julia, phone, tablet] = await Promise.all([
    arrive(browser, product.url, 'julia', { to: '/bandeja' }),
    arrive(browser, product.url, 'julia', { to: '/telefono' }),
    arrive(browser, product.url, 'lautaro', { to: '/cocina' }),
  ])
  await tablet.page.setViewportSize({ width: 1024, height: 768 })
})

/** A ticket of the kitchen, by what it is for. */
const ticketOf = (text: string): Locator =>
  tablet.page
    .getByRole('listitem')
    .filter({ hasText: text })
    .filter({ has: tablet.page.getByRole('list') })

test('an order of the catalogue goes from the telephone through the inbox and the kitchen to the customer, who is told each time', async () => {
  await heading(tablet.page, /^Cocina/).waitFor()
  assert.equal(await tablet.page.getByRole('navigation').count(), 0, 'the kitchen has the whole screen')
  await invent(phone.page, 'Vera Molina')
  await writeAsCustomer(phone.page, 'Hola')
  await rowOf(julia.page, 'Vera Molina').first().click()
  await log(julia.page).getByText('Hola', { exact: true }).waitFor()
  await handset(phone.page).getByRole('button', { name: 'Adjuntar' }).click()
  await phone.page.getByRole('menuitem', { name: 'Pedido del catálogo' }).click()
  const cart = phone.page.getByRole('dialog', { name: 'Pedido del catálogo' })
  for (const name of ['Papas grandes', 'Papas grandes', 'Gaseosa de litro y medio', 'Alitas picantes, 10 unidades'])
    await cart.getByRole('button', { name: `Agregar uno: ${name}` }).click()
  await cart.getByRole('button', { name: /^Enviar el pedido/ }).click()

  const thread = log(julia.page)
  await thread.getByText('Pedido de 4 unidades').waitFor()
  await thread.getByText('ALITAS-10: no está en el catálogo').waitFor()
  // Papas at 5,200 and the drink at 4,400: what we charge, not what the customer saw.
  await thread.getByRole('button', { name: /^Crear pedido · \$\s14\.800$/ }).click()
  const card = julia.page.getByRole('region', { name: 'Pedidos' }).getByRole('article')
  await card.getByText('Recibido').waitFor()
  // Parts that still arrive above it would take the button away between pressing and letting go.
  await settle(julia.page)
  await card.getByRole('button', { name: 'Confirmado', exact: true }).click()
  await handset(phone.page)
    .getByText(/^Hola Vera, tu pedido PEG\d\d-\d+ está confirmado\. Son \$\s14\.800/)
    .waitFor()

  const ticket = ticketOf('Vera Molina')
  await ticket.getByText('Papas fritas').waitFor()
  await ticket.getByText('Quedó afuera: 1 × ALITAS-10').waitFor()
  await ticket.getByRole('button', { name: /Papas fritas/ }).click()
  await card.getByText('En preparación').waitFor()
  await tablet.context.setOffline(true)
  await ticket.getByRole('button', { name: 'Listo', exact: true }).click()
  await ticket.waitFor({ state: 'detached' })
  await tablet.page.getByText('1 toque sin enviar').waitFor()
  await tablet.context.setOffline(false)
  await card.getByText('Listo', { exact: true }).first().waitFor()
  await handset(phone.page)
    .getByText(/^Vera, tu pedido PEG\d\d-\d+ está listo\.$/)
    .waitFor()

  await card.getByRole('button', { name: 'Entregado', exact: true }).click()
  const before = julia.page.getByRole('region', { name: 'Pedidos' })
  await before.getByRole('button', { name: 'Repetir' }).waitFor()
  await log(julia.page)
    .getByText(/^Pedido PEG\d\d-\d+: Entregado/)
    .waitFor()
  await before.getByRole('button', { name: 'Repetir' }).click()
  await julia.page.getByRole('dialog', { name: 'Pedido de Vera Molina' }).getByText('Papas fritas').first().waitFor()
  for (const visitor of [julia, phone]) assertClean(visitor)
})
