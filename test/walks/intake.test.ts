import { before, test } from 'node:test'
import writeXlsxFile from 'write-excel-file/node'
import { browser, product } from '../e2e/opened.ts'
import { arrive, assertClean, heading, press } from '../e2e/person.ts'
import type { Visitor } from '../e2e/product.ts'

let julia: Visitor

before(async () => {
  julia = await arrive(browser, product.url, 'julia', { to: '/contactos/importar' })
})

test('of a workbook the sheet with the customers is chosen, and they come in with their owner', async () => {
  const { page } = julia
  const cells = (rows: (string | number)[][]) => rows.map((row) => row.map((value) => ({ value })))
  const sheets = [
    {
      sheet: 'Notas',
      data: cells([
        ['Fecha', 'Texto'],
        ['hoy', 'llamar'],
      ]),
    },
    {
      sheet: 'Clientes',
      data: cells([
        ['Nombre', 'Teléfono', 'Responsable'],
        ['Ezequiel Planilla', 5_493_515_550_161, 'paula@elgallo.example'],
      ]),
    },
  ]
  const buffer = Buffer.from(await writeXlsxFile(sheets as never).toBuffer())
  await page.getByLabel('Elegir archivo').setInputFiles({ name: 'clientes.xlsx', mimeType: 'application/octet-stream', buffer })
  await page.getByRole('combobox', { name: 'Hoja de la planilla' }).click()
  await page.getByRole('option', { name: 'Clientes' }).click()
  await page.getByText('Ezequiel Planilla').waitFor()
  await press(page, 'Probar sin importar')
  await page.getByText('Todo bien: nada quedó afuera.').waitFor()
  await press(page, 'Importar 1 fila')
  await page.getByText('Listo: 1 contacto nuevo y 0 actualizados.').waitFor()
  await page.goto('/contactos?buscar=planilla')
  await page
    .getByRole('grid', { name: 'Contactos' })
    .getByRole('row', { name: /Ezequiel Planilla/ })
    .waitFor()
  assertClean(julia)
})

test('who answers an advertisement is an enquiry with the advertisement that brought them', async () => {
  const { page } = julia
  await page.goto('/ajustes/anuncios')
  await page.getByRole('link', { name: 'Pollos de la demostración' }).click()
  await heading(page, 'Qué hacer con cada respuesta').waitFor()
  await press(page, 'Mandar consulta de prueba')
  await page.getByRole('link', { name: /test lead/ }).waitFor()
  await page.goto('/contactos/consultas')
  await page
    .getByText(/^Anuncio · Pollo para tu evento/)
    .first()
    .waitFor()
  await page
    .getByText(/test lead/)
    .first()
    .waitFor()
  assertClean(julia)
})
