import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { before, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { browser, product } from '../e2e/opened.ts'
import { arrive, assertClean, eventually, heading, press } from '../e2e/person.ts'
import type { Visitor } from '../e2e/product.ts'

let julia: Visitor

before(async () => {
  julia = await arrive(browser, product.url, 'julia', { to: '/contactos' })
})

/** How many there are, as the line under the title says. */
const countOf = async (page: Page): Promise<number> =>
  Number((await page.getByText(/^[\d.]+ contactos?$/).innerText()).replaceAll(/\D/g, ''))

const rowOf = (page: Page, name: string | RegExp): Locator => page.getByRole('grid', { name: 'Contactos' }).getByRole('row', { name })

async function look(page: Page, words: string): Promise<void> {
  await page.goto('/contactos')
  await page.getByRole('searchbox', { name: 'Nombre, teléfono o correo' }).fill(words)
  // What is new stands in the list before it is narrowed, too.
  await page.waitForURL((url) => url.searchParams.get('buscar') === words)
}

async function write(page: Page, contact: { name: string; phone?: string; notes?: string }): Promise<void> {
  await page.goto('/contactos/nuevo')
  await page.getByRole('textbox', { name: 'Nombre', exact: true }).fill(contact.name)
  if (contact.phone) await page.getByRole('textbox', { name: 'Teléfono', exact: true }).fill(contact.phone)
  if (contact.notes) await page.getByRole('textbox', { name: 'Notas', exact: true }).fill(contact.notes)
  await press(page, 'Crear contacto')
  await heading(page, contact.name).waitFor()
}

test('a contact that somebody writes down is found without minding accents or capitals', async () => {
  const { page } = julia
  const total = await countOf(page)
  await write(page, { name: 'Íñigo Peñalóza Ávila', phone: '011 4321-8765' })
  await page.getByText('+54 11 4321-8765').first().waitFor()
  await look(page, 'penaloza avila')
  await rowOf(page, /Íñigo Peñalóza Ávila/).waitFor()
  await eventually(
    () => countOf(page),
    (count) => assert.equal(count, 1),
  )
  await look(page, '43218765')
  await rowOf(page, /Íñigo Peñalóza Ávila/).waitFor()
  await look(page, 'nadie se llama así')
  await heading(page, 'No hay resultados').waitFor()
  await press(page, 'Quitar filtros')
  await eventually(
    () => countOf(page),
    (count) => assert.equal(count, total + 1),
  )
  assertClean(julia)
})

test('filters narrow the list, and what is on screen is kept as a view that a reload opens again', async () => {
  const { page } = julia
  await page.goto('/contactos')
  const all = await countOf(page)
  await press(page, 'Etiquetas')
  await page.getByRole('checkbox', { name: 'Mayorista' }).click()
  await page.keyboard.press('Escape')
  const wholesale = await eventually(
    () => countOf(page),
    (count) => assert.ok(count > 0 && count < all),
  )
  const shown = await page.getByRole('grid', { name: 'Contactos' }).getByRole('row').filter({ hasText: 'Mayorista' }).count()
  assert.ok(shown > 0)

  await press(page, 'Guardar vista')
  const dialog = page.getByRole('dialog', { name: 'Guardar vista' })
  await dialog.getByRole('textbox', { name: 'Nombre de la vista' }).fill('Los que compran mucho')
  await dialog.getByRole('button', { name: 'Guardar' }).click()
  await page.getByRole('button', { name: 'Los que compran mucho', exact: true, pressed: true }).waitFor()
  await page.goto('/contactos')
  assert.equal(await countOf(page), all)
  await press(page, 'Los que compran mucho')
  await eventually(
    () => countOf(page),
    (count) => assert.equal(count, wholesale),
  )
  await page.reload()
  await page.getByRole('button', { name: 'Los que compran mucho', exact: true, pressed: true }).waitFor()
  assert.equal(await countOf(page), wholesale)
  assertClean(julia)
})

test('a tag is put on many at once and taken back from exactly those', async () => {
  const { page } = julia
  await page.goto('/contactos')
  const rows = page.getByRole('grid', { name: 'Contactos' }).getByRole('checkbox', { name: /^Seleccionar (?!todas)/ })
  await rows.first().waitFor()
  for (const at of [0, 1, 2]) await rows.nth(at).check()
  await page.getByText('3 seleccionados').waitFor()
  await press(page, 'Etiquetar')
  const picker = page.getByRole('dialog', { name: 'Etiquetas' })
  await picker.getByRole('textbox').fill('Vino a la inauguración')
  await picker.getByRole('button', { name: 'Crear «Vino a la inauguración»' }).click()
  await page.getByText('3 contactos ahora tienen la etiqueta Vino a la inauguración').waitFor()
  const tagged = rowOf(page, /Vino a la inaugur/)
  await eventually(
    () => tagged.count(),
    (count) => assert.equal(count, 3),
  )
  await press(page, 'Deshacer')
  await eventually(
    () => tagged.count(),
    (count) => assert.equal(count, 0),
  )
  assertClean(julia)
})

test('a spreadsheet is tried first, its bad rows come back in a file, and the whole import is taken back', async () => {
  const { page } = julia
  await page.goto('/contactos')
  const before = await countOf(page)
  const sheet = [
    'Nombre;Teléfono;Correo',
    'Rosalía Quinteros;0351 15 444-5566;rosalia@ejemplo.com',
    'Ñandú Repuestos;11 5555 4444;no-es-un-correo',
    'Hermenegildo Ábalos;0351 15 444-5577;',
    'Sin teléfono posible;12;',
  ].join('\r\n')
  await page.goto('/contactos/importar')
  await page
    .getByLabel('Elegir archivo')
    .setInputFiles({ name: 'clientes.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet, 'latin1') })
  await heading(page, 'Qué es cada columna').waitFor()
  await page.getByText('Rosalía Quinteros').waitFor()
  await press(page, 'Probar sin importar')
  await page.getByText(/^2 filas quedarían afuera\./).waitFor()
  await page.getByRole('cell', { name: 'no es un correo', exact: true }).waitFor()
  await page.getByRole('cell', { name: 'le faltan números', exact: true }).waitFor()
  assert.equal(await peekCount(page), before, 'trying writes nothing')

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Bajar filas con error' }).click()])
  const errors = await readFile(await download.path(), 'utf8')
  assert.match(errors, /Ñandú Repuestos/)
  assert.match(errors, /Sin teléfono posible/)
  assert.doesNotMatch(errors, /Rosalía/)

  await press(page, 'Importar 2 filas')
  await page.getByText('Listo: 2 contactos nuevos y 0 actualizados.').waitFor()
  assert.equal(await peekCount(page), before + 2)
  await press(page, 'Deshacer importación')
  await page.getByRole('dialog').getByRole('button', { name: 'Deshacer importación' }).click()
  await page.getByText(/^La importación se deshizo\./).waitFor()
  assert.equal(await peekCount(page), before)
  assertClean(julia)
})

/** The count in another tab, so that this one stays where it is. */
async function peekCount(page: Page): Promise<number> {
  const other = await page.context().newPage()
  await other.goto('/contactos')
  const count = await countOf(other)
  await other.close()
  return count
}

test('what is on screen leaves as a file, and a formula in it stays words', async () => {
  const { page } = julia
  await write(page, { name: '=SUMA(1;2) Fórmula', notes: 'una nota' })
  await look(page, 'formula')
  await rowOf(page, /Fórmula/).waitFor()
  await press(page, 'Más acciones')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Exportar lo que se ve' }).click(),
  ])
  await page.getByText('Listo: 1 contacto en el archivo').waitFor()
  const lines = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/)
  assert.equal(lines.length, 2)
  assert.match(lines[1] ?? '', /'=SUMA\(1;2\) Fórmula/)
  assertClean(julia)
})

test('two people edit the same contact: what only one changed is joined, what both changed is asked', async () => {
  const first = julia.page
  await write(first, { name: 'Conrado Dos Manos', notes: 'viene los martes' })
  const address = `${new URL(first.url()).pathname}/editar`
  const lautaro = await arrive(browser, product.url, 'lautaro', { to: address })
  const second = lautaro.page
  await first.goto(address)
  await first.getByRole('textbox', { name: 'Notas', exact: true }).fill('viene los jueves')
  await second.getByRole('textbox', { name: 'Nombre', exact: true }).fill('Conrado Dos Manos Ruiz')
  await second.getByRole('textbox', { name: 'Notas', exact: true }).fill('viene los sábados')
  await press(first, 'Guardar')
  await heading(first, 'Conrado Dos Manos').waitFor()

  await press(second, 'Guardar')
  const question = second.getByRole('dialog', { name: 'Otra persona lo cambió recién' })
  await question.getByText('viene los sábados').waitFor()
  await question.getByText('viene los jueves').click()
  assert.equal(await question.getByText('Conrado Dos Manos Ruiz').count(), 0, 'only one of them changed the name')
  await question.getByRole('button', { name: 'Guardar lo elegido' }).click()
  await heading(second, 'Conrado Dos Manos Ruiz').waitFor()
  await second.getByText('viene los jueves').first().waitFor()
  await heading(first, 'Conrado Dos Manos Ruiz').waitFor()
  assertClean(lautaro, /status of 409 /)
  assertClean(julia)
  await lautaro.context.close()
})

test('markup that somebody writes as a name, a note or a file name is shown as words and never runs', async () => {
  const { page } = julia
  const attacks = ['<img src=x onerror="window.hurt=1">', '"><script>window.hurt=1</script>', '{{constructor.constructor("hurt=1")()}}']
  await page.evaluate(() =>
    document.addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective}`)),
  )
  for (const attack of attacks) {
    await write(page, { name: attack, notes: `${attack} javascript:alert(1)` })
    await page.getByText(`${attack} javascript:alert(1)`).first().waitFor()
  }
  await look(page, 'window.hurt')
  await rowOf(page, /onerror/).waitFor()
  await page.goto('/contactos/importar')
  const file = { name: '<svg onload=hurt=1>.csv', mimeType: 'text/csv', buffer: Buffer.from(`Nombre\n${attacks[0]}\n${attacks[1]}`) }
  await page.getByLabel('Elegir archivo').setInputFiles(file)
  await heading(page, /svg onload=hurt=1/).waitFor()
  await page.goto('/contactos/importar')
  await page.getByRole('row', { name: /svg onload/ }).waitFor()
  await page.goto('/ajustes/auditoria')
  await page
    .getByText(/onerror/)
    .first()
    .waitFor()
  assert.equal(await page.evaluate(() => 'hurt' in window), false)
  assert.equal(await page.locator('img[src="x"], #contenido script, svg[onload]').count(), 0)
  assertClean(julia)
})
