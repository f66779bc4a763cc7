import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import writeXlsxFile from 'write-excel-file/node'
import { unpacked } from '#kernel/sheet/archive.ts'
import { cellText, numberText, type Cell } from '#kernel/sheet/unreadable.ts'
import { openWorkbook } from '#kernel/sheet/workbook-rows.ts'
import { readWorkbook } from '#kernel/sheet/workbook.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A workbook from the rows of its sheets as they stand in the file; `state` hides one. Style 1 is a day, style 2 a day with its time. */
function bookOf(...sheets: { name: string; rows: string; more?: string; state?: string }[]): Buffer {
  const parts: Record<string, string> = {
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets
      .map(({ name, state }, i) => `<sheet name="${name}" sheetId="${i + 1}"${state ? ` state="${state}"` : ''} r:id="rId${i + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets
      .map((_, i) => `<Relationship Id="rId${i + 1}" Type="${office}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`)
      .join('')}<Relationship Id="rId99" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/></cellXfs></styleSheet>`,
  }
  sheets.forEach(({ rows, more = '' }, i) => {
    parts[`xl/worksheets/sheet${i + 1}.xml`] = `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData>${more}</worksheet>`
  })
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, strToU8(text)]))))
}
const text = (at: string, words: string): string => `<c r="${at}" t="inlineStr"><is><t>${words}</t></is></c>`
const header = `<row r="1">${text('A1', 'Nombre')}${text('B1', 'Dato')}</row>`
const onlyCell = async (cell: string): Promise<Cell | undefined> => {
  const { rows } = await readWorkbook(bookOf({ name: 'Hoja1', rows: `${header}<row r="2">${text('A2', 'Ana')}${cell}</row>` }), null)
  return rows[1]?.[1]
}

const cells: [string, string, Cell][] = [
  ['a number', '<c r="B2"><v>1234.5</v></c>', 1234.5],
  ['a long number', '<c r="B2"><v>5.491151234567E12</v></c>', 5_491_151_234_567],
  ['a day', '<c r="B2" s="1"><v>46347</v></c>', '2026-11-21'],
  ['a moment', '<c r="B2" s="2"><v>46347.5</v></c>', '2026-11-21 12:00'],
  ['a yes', '<c r="B2" t="b"><v>1</v></c>', 'true'],
  ['a formula, as what it last gave', '<c r="B2"><f>1+1</f><v>2</v></c>', 2],
  ['a formula of text, as what it last gave', '<c r="B2" t="str"><f>CONCATENATE("a","b")</f><v>ab</v></c>', 'ab'],
  ['a formula that never gave anything', '<c r="B2" t="str"><f>HYPERLINK("http://mal.example")</f></c>', ''],
  ['text that looks like a formula', text('B2', '=cmd|&apos;/c calc&apos;!A1'), "=cmd|'/c calc'!A1"],
  ['text that begins with a plus', text('B2', '+54 9 11 5123-4567'), '+54 9 11 5123-4567'],
]
for (const [name, cell, read] of cells) {
  test(`a cell with ${name} is read`, async () => assert.deepEqual(await onlyCell(cell), read))
}

test('a cell whose formula failed is no reason to refuse the others', async () => {
  assert.ok(['', '#N/A'].includes(String((await onlyCell('<c r="B2" t="e"><f>NA()</f><v>#N/A</v></c>')) ?? '')))
})

test('numbers are told with fifteen digits and the mark that the file is read with', () => {
  assert.deepEqual([numberText(0.1 + 0.2), numberText(1234.5, ','), numberText(20_123_456_786)], ['0.3', '1234,5', '20123456786'])
  assert.deepEqual([numberText(1e21), cellText('1,5'), cellText(2.5, ',')], ['1000000000000000000000', '1,5', '2,5'])
})

test('a title above the table, empty rows and merged cells keep every row at its number', async () => {
  const rows = `<row r="1">${text('A1', 'Clientes 2026')}</row><row r="3">${text('A3', 'Nombre')}${text('B3', 'Zona')}</row>
    <row r="4">${text('A4', 'Ana')}${text('B4', 'Sur')}</row><row r="7">${text('A7', 'Bea')}</row>`
  const more = '<mergeCells count="2"><mergeCell ref="A1:B1"/><mergeCell ref="B4:B7"/></mergeCells>'
  const book = await readWorkbook(bookOf({ name: 'Hoja1', rows, more }), null)
  const filled = book.rows.flatMap((row, i) => (row.some((cell) => cell !== '') ? [[i + 1, ...row]] : []))
  assert.deepEqual(filled, [
    [3, 'Nombre', 'Zona'],
    [4, 'Ana', 'Sur'],
    [7, 'Bea', ''],
  ])
})

test('of several sheets the one that is asked for is read, and hidden ones are nobody’s choice', async () => {
  const sheet = (name: string, who: string, state?: string) => ({
    name,
    rows: `${header}<row r="2">${text('A2', who)}${text('B2', 'x')}</row>`,
    ...(state && { state }),
  })
  const book = bookOf(sheet('Cálculos', 'nadie', 'hidden'), sheet('Clientes', 'Ana'), sheet('Proveedores &amp; otros', 'Bea'))
  const first = await readWorkbook(book, null)
  assert.deepEqual([first.sheets, first.sheet, first.rows[1]?.[0]], [['Clientes', 'Proveedores & otros'], 'Clientes', 'Ana'])
  const second = await readWorkbook(book, 'Proveedores & otros')
  assert.deepEqual([second.sheet, second.rows[1]?.[0]], ['Proveedores & otros', 'Bea'])
})

const refused: [string, Buffer, string][] = [
  ['a cell beyond every sheet', bookOf({ name: 'a', rows: `<row r="1">${text('ZZZZ1', 'x')}</row>` }), 'too-many-columns'],
  ['a row beyond every sheet', bookOf({ name: 'a', rows: `<row r="900000000">${text('A900000000', 'x')}</row>` }), 'too-many-rows'],
  ['an archive of something else', Buffer.from(zipSync({ 'carta.txt': strToU8('hola') })), 'not-a-workbook'],
  ['half a workbook', bookOf({ name: 'a', rows: header }).subarray(0, 400), 'not-a-workbook'],
]
for (const [name, content, reason] of refused) {
  test(`${name} is refused: ${reason}`, () => assert.rejects(readWorkbook(content, null), { reason }))
}

test('what unfolds to more than it may is refused by what it says and by what it is', () => {
  const bomb = Buffer.from(zipSync({ 'a.xml': new Uint8Array(2_000_000) }))
  assert.ok(bomb.length < 5_000)
  const all = () => true
  assert.throws(() => unpacked(bomb, all, 1_000_000), { reason: 'too-large-inside' })
  // It says that it unfolds to ten bytes.
  bomb.writeUInt32LE(10, 22)
  assert.throws(() => unpacked(bomb, all, 1_000_000), { reason: 'too-large-inside' })
  // Half of it in each of two parts.
  const halves = Buffer.from(zipSync({ 'a.xml': new Uint8Array(600_000), 'b.xml': new Uint8Array(600_000) }))
  assert.throws(() => unpacked(halves, all, 1_000_000), { reason: 'too-large-inside' })
  assert.equal(unpacked(halves, (path) => path === 'b.xml', 2_000_000).get('b.xml')?.length, 600_000)
})

test('a workbook is read in a thread of its own, slice by slice, and the next one waits its turn', async () => {
  const rows = [['Nombre', 'Edad'], ...Array.from({ length: 2_500 }, (_, i) => [`Cliente ${i}`, i])]
  const bytes = Buffer.from(
    await writeXlsxFile(
      rows.map((row) => row.map((value) => (typeof value === 'number' ? { value, type: Number } : { value, type: String }))),
    ).toBuffer(),
  )
  const read = async () => {
    const { rows: found, sheets } = await openWorkbook(Readable.from([bytes]), null)
    assert.equal(sheets.length, 1)
    const cells: Cell[][] = []
    for await (const row of found) cells.push(row)
    return cells
  }
  const [one, other] = await Promise.all([read(), read()])
  assert.equal(one.length, 2_501)
  assert.deepEqual(one.at(-1), ['Cliente 2499', 2_499])
  assert.deepEqual(other, one)
  await assert.rejects(openWorkbook(Readable.from([Buffer.from('PK\u0003\u0004 nothing')]), null), { reason: 'not-a-workbook' })
})
