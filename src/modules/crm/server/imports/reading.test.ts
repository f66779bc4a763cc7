import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import writeXlsxFile from 'write-excel-file/node'
import * as tenants from '#identity/server/tenants.ts'
import { anOrg } from '#kernel/testing/org.ts'
import { ImportMapping } from '#crm/contract/import.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import * as fields from '#crm/server/fields/fields.ts'
import * as imports from '#crm/server/imports/imports.ts'
import { upload, check, step, everybody, names, create, clients } from '#crm/server/testing/imports.ts'

const encodings: [string, Buffer][] = [
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${clients}`)],
  ['Latin-1', Buffer.from(clients, 'latin1')],
  ['UTF-8 without a mark', Buffer.from(clients)],
  ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(clients, 'utf16le')])],
  ['UTF-16 the other way around', Buffer.from(`\uFEFF${clients}`, 'utf16le').swap16()],
  ['UTF-16 without a mark', Buffer.from(clients, 'utf16le')],
  ['Latin-1 with the lines of an old Mac', Buffer.from(clients.replaceAll('\n', '\r'), 'latin1')],
]

for (const [name, content] of encodings) {
  test(`a file in ${name} brings its accents`, async (t) => {
    const shop = await anOrg(t)
    const read = await upload(shop, content)
    assert.equal(read.status, 'mapping', read.failure ?? '')
    await check(shop, read.id, read.mapping as ImportMapping)
    await step(shop, read.id, 'run')
    assert.deepEqual(await names(shop), ['Álvaro Muñoz', 'Carla'])
  })
}

const unreadable: [string, string | Buffer, string][] = [
  ['nothing in it', '', 'empty'],
  ['only a header', 'Nombre,Teléfono\n', 'empty'],
  ['blank lines', '\n \n,,\n', 'empty'],
  ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'old-workbook'],
  ['half a workbook', 'PK\u0003\u0004', 'not-a-workbook'],
  ['a picture', Buffer.from([0x25, 0x21, 0, 1, 2, 3, 0, 255, 254, 0, 9]), 'not-text'],
  ['501 columns', `${Array.from({ length: 501 }, (_, i) => `c${i}`).join(',')}\nAna\n`, 'too-many-columns'],
  ['a row without end', `Nombre,Notas\nAna,"${'x'.repeat(1_100_000)}`, 'not-a-table'],
]

for (const [name, content, failure] of unreadable) {
  test(`a file with ${name} says so: ${failure}`, async (t) => {
    const shop = await anOrg(t)
    const read = await upload(shop, content)
    assert.deepEqual([read.status, read.failure], ['failed', failure])
    await assert.rejects(
      shop.run((ctx) => imports.run(ctx, { id: read.id })),
      { code: 'crm.import_not_ready' },
    )
  })
}

test('a file of more than fifty megabytes is refused in words while it arrives, and nothing of it stays', async (t) => {
  const shop = await anOrg(t)
  let sent = 0
  const endless = Readable.from(
    (function* () {
      for (; ; sent++) yield Buffer.alloc(1024 * 1024, 'Ana;+54 9 11 5123-4567\n')
    })(),
  )
  await assert.rejects(
    shop.run((ctx) => imports.create(ctx), { upload: { name: 'todo.csv', declaredMime: 'text/csv', stream: endless } }),
    { code: 'kernel.too_large', status: 413 },
  )
  assert.ok(sent >= 50 && sent < 60, `it was read to the end: ${sent} MB`)
  assert.deepEqual((await shop.read((ctx) => imports.list(ctx))).items, [])
})

test('500 columns are read, those without a meaning are left out', async (t) => {
  const shop = await anOrg(t)
  const header = ['Nombre', ...Array.from({ length: 499 }, (_, i) => `c${i}`)]
  const read = await upload(shop, `${header.join(',')}\nAna${',x'.repeat(499)}\n`)
  assert.deepEqual([read.status, read.header.length], ['mapping', 500])
  await check(shop, read.id, read.mapping as ImportMapping)
  await step(shop, read.id, 'run')
  assert.deepEqual(await names(shop), ['Ana'])
})

test('a workbook brings its numbers, days and owners, and another sheet of it is read when it is chosen', async (t) => {
  const shop = await anOrg(t)
  await shop.run((ctx) => fields.create(ctx, { label: 'Nacimiento', type: 'date', options: [], currency: null }))
  await shop.run((ctx) => fields.create(ctx, { label: 'Deuda', type: 'money', options: [], currency: 'ARS' }))
  const { personId: ownerId } = await shop.run((ctx) =>
    tenants.createPerson(ctx, { name: 'Marta Gil', email: 'marta@example.com', password: 'casa-azul-lenta-9', preset: 'team-agent' }),
  )
  const ana = await create(shop, { name: 'Ana', identities: [{ kind: 'phone', value: '+54 9 11 5123-4567' }] })
  const title = ['Nombre', 'Teléfono', 'Nacimiento', 'Deuda', 'Responsable']
  const day = new Date('1990-11-21T00:00:00Z')
  const rows = [
    title,
    ['=cmd', 5_493_515_123_456, day, 1234.5, 'MARTA@example.com'],
    ['Ana', '11 15 5123 4567', day, '1.234,5', 'marta gil'],
    ['Otro', '+54 9 351 512-7890', null, null, 'alguien'],
  ]
  const cells = (table: unknown[][]) =>
    table.map((row) => row.map((value) => (value instanceof Date ? { value, format: 'dd/mm/yyyy' } : { value })))
  const file = await writeXlsxFile([
    {
      sheet: 'Notas',
      data: cells([
        ['Título', 'Texto'],
        ['hola', 'mundo'],
      ]),
    },
    { sheet: 'Clientes', data: cells(rows) },
  ] as never).toBuffer()
  const read = await upload(shop, Buffer.from(file), 'clientes.xlsx')
  assert.deepEqual([read.status, read.encoding, read.sheets, read.sheet], ['mapping', 'xlsx', ['Notas', 'Clientes'], 'Notas'])
  await shop.run((ctx) => imports.chooseSheet(ctx, { id: read.id, sheet: 'Clientes' }))
  await shop.settle()
  const chosen = await shop.read((ctx) => imports.get(ctx, { id: read.id }))
  assert.deepEqual([chosen.status, chosen.header, chosen.counts.rows], ['mapping', title, 3])
  assert.deepEqual(chosen.mapping?.columns, ['name', 'phone', 'field:nacimiento', 'field:deuda', 'owner'])
  const checked = await check(shop, read.id, chosen.mapping as ImportMapping)
  assert.deepEqual(checked.problems, [{ row: 4, column: 4, value: 'alguien', problem: 'not-a-person' }])
  await step(shop, read.id, 'run')
  const known = { nacimiento: '1990-11-21', deuda: { amountMinor: 123_450, currency: 'ARS' } }
  assert.deepEqual(
    (await everybody(shop)).map((one) => [one.name, one.phone, one.fields, one.ownerId]),
    [
      ['=cmd', '+5493515123456', known, ownerId],
      ['Ana', '+5491151234567', known, ownerId],
    ],
  )
  await step(shop, read.id, 'undo')
  assert.equal((await shop.read((ctx) => contacts.get(ctx, { id: ana.id }))).ownerId, null)
  await assert.rejects(
    shop.run((ctx) => imports.chooseSheet(ctx, { id: read.id, sheet: 'Otra' })),
    { code: 'crm.import_sheet_unknown' },
  )
})
