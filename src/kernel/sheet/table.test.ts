import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { csvOf, type Table, xlsxOf } from '#kernel/sheet/table.ts'

const reader = { locale: 'es', zone: 'America/Argentina/Buenos_Aires' }
const table: Table = {
  title: 'Atención: mayo/junio',
  columns: [
    { title: 'Cliente' },
    { title: 'Abierta' },
    { title: 'Respuesta' },
    { title: 'Parte' },
    { title: 'Costo' },
    { title: 'Mensajes' },
  ],
  rows: [
    ['=1+1', { instant: '2026-11-21T02:30:05Z' }, { seconds: 5_400 }, { ratio: 0.5 }, { amountMinor: 123_456, currency: 'ARS' }, 3],
    ['', null, { seconds: null }, { ratio: null }, null, 2.5],
  ],
}

test('a table is a CSV that opens by double click where the comma is the decimal mark', () => {
  assert.equal(
    csvOf(table, reader),
    ['\uFEFFCliente;Abierta;Respuesta;Parte;Costo;Mensajes', `'=1+1;2026-11-20 23:30:05;5400;"0,5000";"1234,56";3`, ';;;;;"2,5"', ''].join(
      '\r\n',
    ),
  )
})

test('a table is a spreadsheet in which moments, durations and money are numbers and no text is a formula', async () => {
  const files = unzipSync(await xlsxOf(table, reader))
  const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
  const words = strFromU8(files['xl/sharedStrings.xml'] ?? new Uint8Array()) + sheet
  assert.ok(words.includes('=1+1'), 'the text is there')
  assert.ok(!sheet.includes('<f>'), 'and is no formula')
  // 2026-11-20 23:30:05 as the format counts days; an hour and a half; cents as money.
  assert.match(sheet, /46346\.9792/)
  assert.match(sheet, /<v>0\.0625<\/v>/)
  assert.match(sheet, /<v>1234\.56<\/v>/)
  assert.match(strFromU8(files['xl/workbook.xml'] ?? new Uint8Array()), /name="Atención  mayo junio"/)
})
