import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { before, test } from 'node:test'
import type { Download, Page } from 'playwright-core'
import { readSheet } from 'read-excel-file/node'
import { answerBox, handset, invent, log, rowOf, writeAsCustomer } from '../e2e/counter.ts'
import { browser, product } from '../e2e/opened.ts'
import { textOfPdf } from '../e2e/pdf-text.ts'
import { arrive, assertClean, eventually, press, settle } from '../e2e/person.ts'
import type { Visitor } from '../e2e/product.ts'

let julia: Visitor
let phone: Visitor

before(async () => {
  ;[julia, phone] = await Promise.all([
    arrive(browser, product.url, 'julia', { to: '/bandeja?vista=todas' }),
    arrive(browser, product.url, 'julia', { to: '/telefono' }),
  ])
})

/** A customer on the simulated telephone who writes; their thread is open in front of Julia afterwards. */
async function aCustomerWrites(name: string, text: string): Promise<void> {
  await invent(phone.page, name)
  await writeAsCustomer(phone.page, text)
  await julia.page.goto('/bandeja?vista=todas')
  await rowOf(julia.page, name).first().click()
  await log(julia.page).getByText(text).waitFor()
}

async function saved(page: Page, start: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download') as Promise<Download>, start()])
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

test('a message for later waits above the composer and is cancelled by itself when the customer answers', async () => {
  const { page } = julia
  await aCustomerWrites('Olga Ferreyra', '¿Me guardan dos pollos?')
  await answerBox(page).fill('¿Pudiste pasar a buscarlos?')
  await press(page, 'Enviar más tarde')
  await page.getByRole('menuitem', { name: /Dentro de una hora/ }).click()
  const waiting = page.getByRole('list', { name: 'Mensajes programados' })
  await waiting.getByText('¿Pudiste pasar a buscarlos?').waitFor()
  assert.equal(await answerBox(page).inputValue(), '', 'the draft became the message')
  await page.reload()
  await waiting.getByText('¿Pudiste pasar a buscarlos?').waitFor()

  await writeAsCustomer(phone.page, 'Ya estoy en la puerta')
  await log(page).getByText('Se canceló el mensaje programado «¿Pudiste pasar a buscarlos?»: la persona contestó antes').waitFor()
  await waiting.waitFor({ state: 'detached' })
})

test('a view with a name brings the same inbox back', async () => {
  const { page } = julia
  await page.goto('/bandeja?vista=todas&etiqueta=Reclamo')
  await press(page, 'Vistas guardadas')
  await page.getByRole('menuitem', { name: 'Guardar esta vista' }).click()
  const dialog = page.getByRole('dialog', { name: 'Guardar esta vista' })
  await dialog.getByRole('textbox', { name: 'Nombre' }).fill('Reclamos de todos')
  await dialog.getByRole('button', { name: 'Guardar' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.goto('/bandeja?vista=mias')
  await press(page, 'Vistas guardadas')
  await page.getByRole('menuitem', { name: 'Reclamos de todos' }).click()
  await page.waitForURL((url) => url.searchParams.get('vista') === 'todas' && url.searchParams.get('etiqueta') === 'Reclamo')
})

test('several conversations are resolved with one press', async () => {
  const { page } = julia
  await aCustomerWrites('Ramiro Luque', '¿Abren mañana?')
  await aCustomerWrites('Sonia Prado', '¿Tienen ensaladas?')
  await page.goto('/bandeja?vista=todas')
  for (const name of ['Ramiro Luque', 'Sonia Prado']) {
    await rowOf(page, name).first().waitFor()
    await page.getByRole('checkbox', { name: `Elegir la conversación con ${name}` }).click()
  }
  await page.getByText('2 elegidas').waitFor()
  await page.getByRole('toolbar').getByRole('button', { name: 'Resolver' }).click()
  await page.getByText('Listo: 2 conversaciones').waitFor()
  for (const name of ['Ramiro Luque', 'Sonia Prado']) await rowOf(page, name).first().waitFor({ state: 'detached' })
})

test('a conversation is taken along on paper, and the numbers of the week as a spreadsheet', async () => {
  const { page } = julia
  await page.goto('/bandeja?vista=todas')
  await rowOf(page, 'Olga Ferreyra').first().click()
  await log(page).getByText('¿Me guardan dos pollos?').waitFor()
  // The panel beside it fills up and pushes its buttons down.
  await page.getByText('Sin tareas con este contacto').waitFor()
  await settle(page)
  const paper = await saved(page, async () => {
    await press(page, 'Exportar')
    await page.getByRole('menuitem', { name: 'Como PDF' }).click()
  })
  assert.match(paper.name, /^Olga Ferreyra.*\.pdf$/)
  const words = textOfPdf(paper.bytes)
  for (const said of ['Olga Ferreyra', '¿Me guardan dos pollos?']) assert.ok(words.includes(said), words)

  await page.goto('/informes?informe=conversations.volume&por=channel&period=last-30-days')
  const table = page.getByRole('region', { name: 'Volumen' })
  await table.getByRole('row', { name: /Ventas Centro/ }).waitFor()
  const sheet = await saved(page, async () => {
    await press(page, 'Bajar')
    await page.getByRole('menuitem', { name: 'XLSX' }).click()
  })
  assert.match(sheet.name, /^Volumen.*\.xlsx$/)
  assert.ok((await readSheet(sheet.bytes)).some(([channel]) => channel === 'Ventas Centro'))
  assertClean(julia)
  assertClean(phone)
})

test('on a telephone: a conversation is opened from the list, answered, and the list is back with what was said', async () => {
  await aCustomerWrites('Nélida Rocha', '¿Qué sale el balde?')
  const small = await arrive(browser, product.url, 'julia', { to: '/bandeja?vista=todas', size: 'phone' })
  const { page } = small
  await rowOf(page, 'Nélida Rocha').first().click()
  await log(page).getByText('¿Qué sale el balde?').waitFor()
  assert.equal(await rowOf(page).first().isVisible(), false, 'one at a time')
  await answerBox(page).fill('Sale 22.400 con papas')
  await press(page, 'Enviar')
  await handset(phone.page).getByText('Sale 22.400 con papas').waitFor()
  await log(page).locator('article').last().getByText('Entregado').or(log(page).locator('article').last().getByText('Leído')).waitFor()
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'nothing sticks out')
  await press(page, 'Volver a la bandeja')
  await rowOf(page, 'Nélida Rocha', 'Sale 22.400 con papas').first().waitFor()
  assertClean(small)
  await small.context.close()
})

test('what is said of a deed covers nothing that somebody works with, at the desk and on the telephone', async () => {
  await aCustomerWrites('Zulema Arce', '¿Tienen lugar para doce?')
  const small = await arrive(browser, product.url, 'julia', { to: '/bandeja?vista=todas', size: 'phone' })
  const resolve = async (page: Page) => {
    if (page === small.page) await press(page, 'Acciones de la conversación')
    await press(page, 'Resolver')
    const said = page.getByRole('status').getByText('Conversación resuelta')
    await said.waitFor()
    return said
  }
  for (const { page } of [julia, small]) {
    await page.goto('/bandeja?vista=todas')
    await rowOf(page, 'Zulema Arce').first().click()
    await log(page).getByText('¿Tienen lugar para doce?').waitFor()
    await settle(page)
    const said = await resolve(page)
    // Whoever is covered is not pressed before what covers them is gone.
    await press(page, 'Respuesta rápida (/)')
    assert.ok(await said.isVisible(), 'pressed while it was said')
    await page.getByRole('listbox', { name: 'Respuestas rápidas' }).waitFor()
    await page.keyboard.press('Escape')
    await press(page, 'Deshacer')
    await said.waitFor({ state: 'detached' })
  }
  const { page } = small
  const said = await resolve(page)
  await press(page, 'Volver a la bandeja')
  await page.getByRole('link', { name: 'Contactos' }).click()
  assert.ok(await said.isVisible(), 'the places below the page are free, too')
  await small.context.close()
})

test('a shift by keyboard alone: choose, answer, note, put off, find, resolve', async () => {
  const { page } = julia
  await aCustomerWrites('Teclado Núñez', '¿Hacen empanadas?')
  await page.goto('/bandeja?vista=todas')
  await rowOf(page, 'Teclado Núñez').first().waitFor()
  const wanted = new URL((await rowOf(page, 'Teclado Núñez').first().getAttribute('href')) ?? '', page.url()).pathname
  const opened = () => new URL(page.url()).pathname
  // Down to the end of the list and back up: reading moves conversations from one part of it to another.
  for (let i = 0; i < 80 && opened() !== wanted; i++) {
    await page.keyboard.press(i < 40 ? 'j' : 'k')
    await page.waitForTimeout(60)
  }
  await page.getByRole('region', { name: 'Conversación con Teclado Núñez' }).waitFor()
  await log(page).getByText('¿Hacen empanadas?').waitFor()
  await page.keyboard.press('r')
  await page.locator('textarea:focus').waitFor()
  await page.keyboard.type('Sí, de carne y de pollo.')
  await page.keyboard.press('Enter')
  await log(page).getByText('Sí, de carne y de pollo.').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('n')
  await page.locator('textarea:focus').waitFor()
  await page.keyboard.type('Prefiere carne.')
  await page.keyboard.press('Enter')
  await log(page).getByText('Prefiere carne.').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('h')
  await page.getByRole('menuitem', { name: /Dentro de una hora/ }).waitFor()
  await eventually(
    () => page.keyboard.press('ArrowDown').then(() => page.locator('[role=menuitem]:focus').count()),
    (focused) => assert.equal(focused, 1),
  )
  await page.keyboard.press('Enter')
  await page.getByText('Pospuesta', { exact: true }).first().waitFor()
  await page.keyboard.press('e')
  await page.getByRole('button', { name: 'Reabrir' }).waitFor()
  await page.keyboard.press('Control+k')
  await page.locator('input:focus').waitFor()
  const topOfField = async () =>
    (
      await page
        .getByRole('dialog')
        .getByRole('textbox', { name: /Buscar contactos/ })
        .boundingBox()
    )?.y
  const top = await topOfField()
  await page.keyboard.type('informes')
  await page
    .getByRole('option', { name: /Informes/ })
    .or(page.getByRole('button', { name: /Informes/ }))
    .first()
    .waitFor()
  assert.equal(await topOfField(), top, 'a list that gets shorter does not move the field')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/informes*')
})
