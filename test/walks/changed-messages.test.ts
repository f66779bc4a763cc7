import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Locator } from 'playwright-core'
import { handset, invent, log, writeAsCustomer } from '../e2e/counter.ts'
import { browser, product } from '../e2e/opened.ts'
import { arrive, assertClean, eventually } from '../e2e/person.ts'
import type { Visitor } from '../e2e/product.ts'

let julia: Visitor
let phone: Visitor

before(async () => {
  ;[julia, phone] = await Promise.all([
    arrive(browser, product.url, 'julia', { to: '/bandeja' }),
    arrive(browser, product.url, 'julia', { to: '/telefono' }),
  ])
})

const bubble = (words: string): Locator => log(julia.page).locator('article').filter({ hasText: words }).last()
const box = (): Locator => handset(phone.page).getByRole('textbox', { name: 'Mensaje', exact: true })

const menus = (): Locator => handset(phone.page).getByRole('button', { name: 'Acciones del mensaje' })

/** Something in the menu of the last bubble of the customer's telephone. */
async function act(item: string): Promise<void> {
  const menu = menus().last()
  await menu.hover()
  await menu.click()
  await phone.page.getByRole('menuitem', { name: item, exact: true }).click()
}

async function say(text: string): Promise<void> {
  const before = await menus().count()
  await writeAsCustomer(phone.page, text)
  // Only what has been sent has a menu.
  await eventually(
    () => menus().count(),
    (count) => assert.equal(count, before + 1),
  )
}

test('what the customer corrects, takes back, passes on or brings from an advertisement is told as it was', async () => {
  await invent(phone.page, 'Iris Peralta')

  await handset(phone.page).getByRole('button', { name: 'Adjuntar' }).click()
  await phone.page.getByRole('menuitem', { name: 'Llegar por un anuncio' }).click()
  await julia.page.locator('a[href^="/bandeja/"]').filter({ hasText: 'Iris Peralta' }).first().click()
  const first = bubble('Hola, vi el anuncio y quiero más información.')
  await first.getByText('Llegó por un anuncio').waitFor()
  await first.getByText('Balde familiar a mitad de precio').waitFor()
  await first.getByRole('link', { name: /fb\.example/ }).waitFor()

  // Corrected twice: the words of now in the thread, those of before in the details.
  await say('Quiero dos baldes')
  await bubble('Quiero dos baldes').waitFor()
  for (const words of ['Quiero tres baldes', 'Quiero cuatro baldes']) {
    await act('Editar')
    await box().fill(words)
    await box().press('Enter')
    await bubble(words).getByText('Editado').waitFor()
  }
  await bubble('Quiero cuatro baldes').hover()
  await bubble('Quiero cuatro baldes').locator('..').getByRole('button', { name: 'Acciones del mensaje' }).click()
  await julia.page.getByRole('menuitem', { name: 'Detalles' }).click()
  const earlier = julia.page.getByRole('region', { name: 'Antes decía' })
  await earlier.getByText('Quiero tres baldes').waitFor()
  assert.match(await earlier.innerText(), /Quiero dos baldes[\s\S]*Quiero tres baldes/)
  assert.equal(await earlier.getByText('Quiero cuatro baldes').count(), 0)
  await julia.page.keyboard.press('Escape')

  await say('Mi clave es alcachofa')
  await bubble('Mi clave es alcachofa').waitFor()
  await act('Eliminar')
  await phone.page.getByRole('button', { name: 'Eliminar mensaje' }).click()
  await log(julia.page).getByText('Se eliminó este mensaje').waitFor()
  await eventually(
    () => julia.page.getByText('alcachofa').count(),
    (count) => assert.equal(count, 0, 'neither in the thread nor in the list'),
  )

  // Passed on, reacted to, and answered with a quote.
  await say('Promo: 2x1 en combos')
  await act('Reenviar')
  await bubble('Promo: 2x1 en combos').getByText('Reenviado').waitFor()
  await bubble('Promo: 2x1 en combos').hover()
  await bubble('Promo: 2x1 en combos').locator('..').getByRole('button', { name: 'Acciones del mensaje' }).click()
  await julia.page.getByRole('button', { name: 'Reaccionar con ❤️' }).click()
  await handset(phone.page).getByText('❤️').first().waitFor()
  const menu = menus().last()
  await menu.hover()
  await menu.click()
  await phone.page.getByRole('menuitem', { name: 'Reaccionar con 👍' }).click()
  await log(julia.page).getByRole('button', { name: '👍' }).or(log(julia.page).getByText('👍')).first().waitFor()

  await bubble('Quiero cuatro baldes').hover()
  await bubble('Quiero cuatro baldes').locator('..').getByRole('button', { name: 'Acciones del mensaje' }).click()
  await julia.page.getByRole('menuitem', { name: 'Responder' }).click()
  const answer = julia.page.getByRole('textbox', { name: 'Respuesta', exact: true })
  await answer.fill('Marchan')
  await answer.press('Enter')
  assert.match(await bubble('Marchan').innerText(), /Quiero cuatro baldes/)
  await handset(phone.page).getByText('Marchan').waitFor()
  await act('Responder')
  await say('¡Genial!')
  await bubble('¡Genial!').getByText('Marchan').waitFor()
  assertClean(julia)
  assertClean(phone)
})
